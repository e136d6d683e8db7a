#!/bin/sh
# The part of `make check` and `make sqlx` that needs a database: DATABASE_URL names one with all
# tables, and sqlx's macros write what they learn from it about each query into a folder.
#
#   check.sh lint    runs clippy, then fails when .sqlx is stale or holds leftovers
#   check.sh renew   replaces .sqlx
set -eu

fresh=$(mktemp -d)
trap 'rm -rf "$fresh"' EXIT
export SQLX_OFFLINE=false SQLX_OFFLINE_DIR="$fresh"

# A macro runs only when its crate is compiled.
touch src/lib.rs src/main.rs tests/main.rs

case $1 in
    lint)
        # shellcheck disable=SC2086 # flags, or nothing
        cargo clippy ${CARGO_FLAGS:-} --workspace --all-targets -- -D warnings
        if ! diff -r .sqlx "$fresh"; then
            echo "check: .sqlx does not match the queries; run \`make sqlx\` and commit it" >&2
            exit 1
        fi
        ;;
    renew)
        # shellcheck disable=SC2086
        cargo check ${CARGO_FLAGS:-} --workspace --all-targets
        mkdir -p .sqlx
        rm -f .sqlx/query-*.json
        find "$fresh" -name 'query-*.json' -exec cp {} .sqlx/ \;
        ;;
esac
