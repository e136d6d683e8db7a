#!/bin/sh
# Tries every reader, or those that are named, FUZZ_SECS seconds each, with the stable compiler:
# it can count coverage, and sanitizers find little in code that is safe throughout.
set -eu
cd "$(dirname "$0")"
cp ../../Cargo.lock Cargo.lock

fuzz() {
    action=$1
    shift
    cargo fuzz "$action" --fuzz-dir . --target-dir "${CARGO_TARGET_DIR:-../../target}/fuzz" \
        --sanitizer none "$@"
}

fuzz build
[ $# -gt 0 ] || set -- $(cargo fuzz list --fuzz-dir .)
for reader in "$@"; do
    mkdir -p "corpus/$reader"
    echo "fuzz: $reader" >&2
    fuzz run "$reader" "corpus/$reader" "seeds/$reader" -- \
        -max_total_time="${FUZZ_SECS:-60}" -timeout=10 -max_len=16384 -print_final_stats=1
done
