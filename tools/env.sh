# Sourced by ./run, ./test and tools/setup: where things lie, which Node.js runs, and how a step is
# told. Sets HEED_ROOT, HEED_CACHE and HEED_LOGS; use_fitting_node puts it first in PATH.

HEED_ROOT=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)
# Shared by every clone of this user, so that a second clone downloads nothing.
HEED_CACHE=${XDG_CACHE_HOME:-${HOME:-/tmp/heed-$(id -u)}/.cache}/heed
HEED_LOGS=$HEED_ROOT/build/logs
mkdir -p "$HEED_LOGS"

# A precompiled header's time stamp is no reason to miss the cache.
export CCACHE_SLOPPINESS=${CCACHE_SLOPPINESS:-pch_defines,time_macros}

node_version=20.20.2
npm_version=10.9.9
node_home=$HEED_CACHE/node-$node_version-npm-$npm_version

# Vite asks for Node.js 20.19 or 22.12, and the lock file for npm 10.
node_fits() {
    local major minor
    command -v node >/dev/null && command -v npm >/dev/null || return 1
    IFS=.v read -r _ major minor _ <<<"$(node --version)"
    ((major == 20 && minor >= 19 || major == 22 && minor >= 12 || major > 22)) || return 1
    ((10#$(npm --version | cut -d. -f1) >= 10))
}

die() {
    printf '%s\n' "$*" >&2
    exit 1
}

use_fitting_node() {
    node_fits && return
    [[ -e $node_home/ready ]] || die "There is no fitting Node.js: please run tools/setup."
    export PATH=$node_home/bin:$PATH
}

# step TITLE COMMAND...: one line with the seconds it took; the output goes to a log whose end is
# shown when the command fails. With HEED_VERBOSE set everything is shown as it
# comes (callers set pipefail).
step() {
    local title=$1 log status=0 started=$SECONDS
    shift
    log=$HEED_LOGS/$(tr -cs 'A-Za-z0-9\n' - <<<"$title").log
    printf '%s ...' "$title" >&2
    if [[ -n ${HEED_VERBOSE:-} ]]; then
        printf '\n' >&2
        "$@" 2>&1 | tee "$log" >&2 || status=${PIPESTATUS[0]}
    else
        "$@" >"$log" 2>&1 || status=$?
    fi
    if ((status != 0)); then
        printf ' failed after %d s\n' $((SECONDS - started)) >&2
        [[ -n ${HEED_VERBOSE:-} ]] || tail -n 40 "$log" >&2
        printf 'The whole log: %s\n' "$log" >&2
        return "$status"
    fi
    printf ' %d s\n' $((SECONDS - started)) >&2
}
