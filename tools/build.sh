# Sourced by ./run and ./test after env.sh: the steps that both share.

# `npm ci` takes a while and removes everything first: only when the lock has changed.
install_packages() {
    local folder=$1 stamp=$1/node_modules/.heed-lock wanted
    wanted=$(node --version && cat "$folder/package-lock.json")
    [[ -e $stamp && $(<"$stamp") == "$wanted" ]] && return
    step "Installing packages of ${folder#"$HEED_ROOT"/}" \
        env -C "$folder" npm ci --no-audit --no-fund
    printf '%s\n' "$wanted" >"$stamp"
}

ui_is_fresh() {
    local stamp=$HEED_ROOT/build/ui.stamp
    [[ -e $stamp && -e $HEED_ROOT/ui/dist/index.html ]] || return 1
    [[ -z $(find "$HEED_ROOT/ui" \( -name node_modules -o -name dist -o -name test-results \
        -o -name playwright-report \) -prune -o ! -path "$HEED_ROOT/ui" -newer "$stamp" \
        -print -quit) ]]
}

build_ui() {
    [[ -e $HEED_ROOT/ui/package.json ]] || return 0
    use_fitting_node
    install_packages "$HEED_ROOT/ui"
    ui_is_fresh && return
    # The time before the build counts: what changes while it runs is for the next one.
    touch "$HEED_ROOT/build/ui.stamp.new"
    step "Building the UI" env -C "$HEED_ROOT/ui" npm run build
    mv "$HEED_ROOT/build/ui.stamp.new" "$HEED_ROOT/build/ui.stamp"
}

use_fitting_node() {
    node_fits || use_node_home || die "There is no Node.js that builds ui/: please run tools/setup."
}

# configure_and_build PRESET [TARGET]
configure_and_build() {
    local preset=$1 target=${2:-all} fresh=()
    folder_was_moved "$preset" && fresh=(--fresh)
    step "Configuring $preset" cmake --preset "$preset" "${fresh[@]}"
    step "Building $target of $preset" cmake --build --preset "$preset" --target "$target"
}

# CMake refuses a build folder that was copied or moved with its clone.
folder_was_moved() {
    local cache=$HEED_ROOT/build-$1/CMakeCache.txt
    [[ $1 != release ]] || cache=$HEED_ROOT/build/CMakeCache.txt
    [[ -e $cache ]] && ! grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$HEED_ROOT" "$cache"
}
