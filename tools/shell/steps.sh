# shellcheck shell=bash
# Steps of a long script: each says what it does and how long it took, and keeps its full output
# in build/logs. Sourced by run, test and tools/setup, which set `root`.

: "${root:?}"
export LC_ALL=C.UTF-8
steps_failed=()
steps_done=0
readonly logs="$root/build/logs"
readonly steps_started=$SECONDS

say() { printf '%s\n' "$*"; }

# Prints a sentence for whoever has to act, and gives up.
give_up() {
    printf '\n%s\n' "$*" >&2
    exit 1
}

# Shows the newest line of a log behind the step's title, on a terminal.
show_progress() {
    local title=$1 log=$2 width line
    width=$(($(tput cols 2>/dev/null || echo 100) - ${#title} - 12))
    while sleep 1; do
        line=$(tail -n 1 "$log" 2>/dev/null | tr -dc '[:print:]' \
            | cut -c "1-$((width > 10 ? width : 10))")
        printf '\r\033[K%s  %s' "$title" "$line"
    done
}

# step NAME TITLE COMMAND...: runs the command with its output in build/logs/NAME.log.
# A command that fails is shown with the end of its output, and its status returned.
# "set -e" does not reach into COMMAND, when it is a function: chain with && there.
step() {
    local title=$2 log="$logs/$1.log" begun=$SECONDS status=0 progress=''
    shift 2
    mkdir -p "$logs"
    if [ -t 1 ]; then
        show_progress "$title" "$log" &
        progress=$!
    fi
    ("$@") >"$log" 2>&1 </dev/null || status=$?
    if [ -n "$progress" ]; then
        kill "$progress" 2>/dev/null || true
        wait "$progress" 2>/dev/null || true
        printf '\r\033[K'
    fi
    steps_done=$((steps_done + 1))
    if [ "$status" = 0 ]; then
        printf '%-62s %5d s\n' "$title" $((SECONDS - begun))
    else
        printf '%-62s %5d s  FAILED\n' "$title" $((SECONDS - begun))
        tail -n "${STEP_TAIL:-60}" "$log" | sed 's/^/    | /'
        printf '    The whole output: %s\n' "${log#"$root/"}"
        steps_failed+=("$title")
    fi
    return "$status"
}

# must STEP...: a step the rest depends on.
must() { step "$@" || give_up "Stopped: $2."; }

# try STEP...: a step whose failure is counted while the others go on.
try() { step "$@" || true; }

# Says how it went; the exit status of the script.
steps_summary() {
    local seconds=$((SECONDS - steps_started)) title
    if [ "${#steps_failed[@]}" = 0 ]; then
        printf '\nAll %d steps passed in %d s.\n' "$steps_done" "$seconds"
        return 0
    fi
    printf '\n%d of %d steps failed in %d s:\n' "${#steps_failed[@]}" "$steps_done" "$seconds"
    for title in "${steps_failed[@]}"; do
        printf '  %s\n' "$title"
    done
    return 1
}
