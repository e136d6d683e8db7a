#!/bin/sh
# What `make check` and `make sqlx` do beyond one command.
#
#   check.sh lint           runs clippy, then fails when .sqlx is stale or holds leftovers
#   check.sh renew          replaces .sqlx
#   check.sh dependencies   runs cargo-deny where it is installed, as far as the network allows
#
# The first two need DATABASE_URL to name a database with all tables: sqlx's macros write what
# they learn from it about each query into a folder.
set -eu

# Compiles everything with the given cargo command, and leaves the queries' data in $fresh.
compile_with_database() {
    fresh=$(mktemp -d)
    trap 'rm -rf "$fresh"' EXIT
    export SQLX_OFFLINE=false SQLX_OFFLINE_DIR="$fresh"
    # A macro runs only when its crate is compiled.
    touch src/lib.rs src/main.rs tests/main.rs
    command=$1
    shift
    # shellcheck disable=SC2086 # flags, or nothing
    cargo "$command" ${CARGO_FLAGS:-} --workspace --all-targets "$@"
}

lint() {
    compile_with_database clippy -- -D warnings
    if ! diff -r .sqlx "$fresh"; then
        echo "check: .sqlx does not match the queries; run \`make sqlx\` and commit it" >&2
        exit 1
    fi
}

renew() {
    compile_with_database check
    mkdir -p .sqlx
    rm -f .sqlx/query-*.json
    find "$fresh" -name 'query-*.json' -exec cp {} .sqlx/ \;
}

dependencies() {
    if ! command -v cargo-deny >/dev/null; then
        echo "check: cargo-deny is not installed; \`make test\` checks licences and bans without it"
        return
    fi
    cargo deny --workspace check licenses bans sources
    if cargo deny fetch db 2>/dev/null; then
        cargo deny --workspace check advisories
    else
        echo "check: advisories were not checked: their database cannot be fetched" >&2
    fi
}

case $1 in
    lint | renew | dependencies) "$1" ;;
    *) exit 2 ;;
esac
