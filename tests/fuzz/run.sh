#!/bin/sh
# Tries every reader, or those that are named, FUZZ_SECS seconds each, with the stable compiler:
# it can count coverage, and sanitizers find little in code that is safe throughout.
set -eu
cd "$(dirname "$0")/../.."
here=tests/fuzz
cp Cargo.lock $here/Cargo.lock

fuzz() {
    action=$1
    shift
    cargo fuzz "$action" --fuzz-dir $here --target-dir "${CARGO_TARGET_DIR:-target}/fuzz" \
        --sanitizer none "$@"
}

fuzz build
# shellcheck disable=SC2046 # a name a line
[ $# -gt 0 ] || set -- $(cargo fuzz list --fuzz-dir $here)
for reader in "$@"; do
    mkdir -p "$here/corpus/$reader"
    echo "fuzz: $reader" >&2
    fuzz run "$reader" "$here/corpus/$reader" "$here/seeds/$reader" -- \
        -max_total_time="${FUZZ_SECS:-60}" -timeout=10 -max_len=16384 -print_final_stats=1
done
