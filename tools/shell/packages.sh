# shellcheck shell=bash
# Installs Debian packages that are missing, and nothing when none is. Sourced after steps.sh.

: "${root:?}"

# The packages of the groups, one to a line.
packages_of() {
    local group
    for group in "$@"; do
        awk -v group="$group" '$1 == group { print $2 }' "$root/tools/packages.txt"
    done
}

is_installed() {
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

# as_root COMMAND...
as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    else
        sudo -n --preserve-env=DEBIAN_FRONTEND "$@"
    fi
}

# Makes sure that commands can be run as root, asking for the password at most once.
check_may_install() {
    if ! command -v apt-get >/dev/null; then
        give_up "This system has no apt-get. Please install what these Debian packages hold: $*"
    elif [ "$(id -u)" = 0 ]; then
        return
    elif ! command -v sudo >/dev/null || ! sudo -v; then
        give_up "Some Debian packages are missing. Please have an administrator run
    apt-get install --no-install-recommends $*
and start this again. (Or run this as root, or as a user who may use sudo.)"
    fi
}

# Debian starts a database server of its own with the package; the tests want only the programs.
readonly no_cluster=/etc/postgresql-common/createcluster.d/boai-setup.conf

# One sync at the end instead of one after each of 20,000 files: minutes on a slow disk.
apt_install() {
    export DEBIAN_FRONTEND=noninteractive
    local status=0
    as_root apt-get update -q \
        && as_root mkdir -p "${no_cluster%/*}" \
        && echo 'create_main_cluster = false' | as_root tee "$no_cluster" \
        && as_root apt-get install -q -y --no-install-recommends -o DPkg::Lock::Timeout=300 \
            -o Dpkg::Options::=--force-unsafe-io "$@" \
        && sync \
        || status=$?
    as_root rm -f "$no_cluster"
    return "$status"
}

# install_packages NAME PACKAGE...: NAME is the step's.
install_packages() {
    local name=$1 package missing=()
    shift
    for package in "$@"; do
        is_installed "$package" || missing+=("$package")
    done
    [ "${#missing[@]}" -gt 0 ] || return 0
    check_may_install "${missing[@]}"
    say "Debian packages that are missing: ${missing[*]}"
    must "packages-$name" "Install ${#missing[@]} Debian packages" apt_install "${missing[@]}"
}

# install_groups GROUP...: everything tools/packages.txt lists for them.
install_groups() {
    local packages
    mapfile -t packages < <(packages_of "$@")
    install_packages "$1" "${packages[@]}"
}
