#!/bin/sh
# Installs what a fresh machine lacks, and nothing on one that has it.
#
#   setup.sh tools      a C compiler, make, rustfmt and clippy
#   setup.sh postgres   the PostgreSQL server's programs; no server is started
#   setup.sh pooler     PgBouncer, for the tests behind a transaction pooler; none is started
#   setup.sh fuzzer     a C++ compiler and cargo-fuzz
#   setup.sh browser    Chromium and its driver, for the test of the demo's page
set -eu

have() { command -v "$1" >/dev/null 2>&1; }

stop() {
    echo "setup: $1" >&2
    exit 1
}

as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    elif have sudo; then
        sudo "$@"
    else
        stop "this needs root and there is no sudo: $*"
    fi
}

# install MEANING APT_PACKAGES BREW_PACKAGES
install() {
    echo "setup: installing $1" >&2
    if have apt-get; then
        as_root apt-get update -qq
        # shellcheck disable=SC2086 # several packages in one word
        as_root env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y \
            --no-install-recommends $2 </dev/null >&2
    elif [ "$(uname)" = Darwin ] && have brew; then
        # shellcheck disable=SC2086
        brew install $3 >&2
    else
        stop "please install $1 with your system's package manager, then run this again"
    fi
}

tools() {
    have cargo || stop "please install Rust from https://rustup.rs, then run this again"
    have cc || install "a C compiler" "gcc libc6-dev" gcc
    have make || install make make make
    for tool in fmt clippy; do
        cargo "$tool" --version >/dev/null 2>&1 && continue
        have rustup || stop "please install cargo $tool, which belongs to Rust"
        [ $tool = fmt ] && rustup component add rustfmt || rustup component add $tool
    done
}

# Packages keep the server's programs out of PATH.
has_postgres() {
    have initdb && return 0
    for folder in /usr/lib/postgresql/*/bin /usr/pgsql-*/bin \
        /opt/homebrew/opt/postgresql*/bin /usr/local/opt/postgresql*/bin; do
        [ -x "$folder/initdb" ] && return 0
    done
    return 1
}

postgres() {
    has_postgres && return
    if have apt-get; then
        # The package would otherwise create a server of its own and start it at every boot.
        # It keeps a file that is there before it.
        if [ ! -e /etc/postgresql-common/createcluster.conf ]; then
            as_root mkdir -p /etc/postgresql-common
            echo "create_main_cluster = false" |
                as_root tee /etc/postgresql-common/createcluster.conf >/dev/null
        fi
    fi
    install "the PostgreSQL server (15 or newer)" postgresql postgresql@17
    has_postgres || stop "PostgreSQL was installed but its initdb is nowhere to be found"
}

# Tells the test that it may be left out even in CI.
no_pooler=/var/tmp/pinglass-has-no-pgbouncer

# Before 1.21 it mixes up prepared statements.
has_pooler() {
    for program in pgbouncer /usr/sbin/pgbouncer /usr/local/bin/pgbouncer; do
        "$program" --version 2>/dev/null |
            grep -Eq '^PgBouncer (1\.(2[1-9]|[3-9][0-9])|[2-9])' && return 0
    done
    return 1
}

# A later Debian's sources, with lists and caches of their own: the system's stay as they are.
build_pooler() {
    folder=$(mktemp -d)
    echo "setup: building PgBouncer, as the package is older than 1.21" >&2
    mkdir -p "$folder/lists/partial" "$folder/cache/archives/partial"
    echo "deb-src [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] \
http://deb.debian.org/debian trixie main" >"$folder/sources.list"
    install "what PgBouncer is built with" "libevent-dev pkg-config make gcc libc6-dev" ""
    (
        cd "$folder"
        apt="-o Dir::Etc::sourcelist=$folder/sources.list -o Dir::Etc::sourceparts=/dev/null
            -o Dir::State::lists=$folder/lists -o Dir::Cache=$folder/cache"
        # shellcheck disable=SC2086 # several options in one word
        as_root apt-get $apt update -qq
        # shellcheck disable=SC2086
        as_root apt-get $apt source -qq --download-only pgbouncer
        tar xf pgbouncer_*.orig.tar.gz --strip-components=1
        ./configure --without-openssl --without-cares
        make
        as_root cp pgbouncer /usr/local/bin/pgbouncer
    ) >"$folder/log" 2>&1 || {
        # Not every system has where the sources are: one test is then left out, and says so.
        : >$no_pooler
        echo "setup: PgBouncer could not be built; see $folder/log" >&2
        return 0
    }
    as_root rm -rf "$folder"
}

pooler() {
    rm -f $no_pooler
    has_pooler && return
    if have apt-get; then
        as_root apt-get update -qq
        newest=$(apt-cache policy pgbouncer | sed -n 's/.*Candidate: *//p')
        if ! dpkg --compare-versions "${newest:-0}" ge 1.21; then
            build_pooler
            return
        fi
        # The package would otherwise start a server of its own.
        have systemctl && as_root systemctl mask --quiet pgbouncer >/dev/null 2>&1 || true
    fi
    install "PgBouncer (1.21 or newer)" pgbouncer pgbouncer
    has_pooler || stop "PgBouncer was installed but is older than 1.21"
}

fuzzer() {
    have c++ || install "a C++ compiler" "g++ libc6-dev" gcc
    cargo fuzz --version >/dev/null 2>&1 || cargo install --quiet --locked cargo-fuzz
}

has_browser() {
    have chromedriver || have chromium.chromedriver || return 1
    have chromium || have chromium-browser || have google-chrome ||
        [ -d "/Applications/Google Chrome.app" ] || [ -d /Applications/Chromium.app ]
}

# The page that the test photographs has emoji in it, which minimal systems cannot draw.
emoji() {
    have apt-get || return 0
    fc-list ':charset=1f44b' 2>/dev/null | grep -q . ||
        install "fonts" "fontconfig fonts-dejavu-core fonts-noto-color-emoji" ""
}

browser() {
    if ! has_browser; then
        if grep -qs '^ID=ubuntu' /etc/os-release; then
            # Ubuntu has no package of it.
            have snap || stop "please install Chrome and chromedriver, then run this again"
            as_root snap install chromium >&2
        else
            install "Chromium and its driver" "chromium chromium-driver" \
                "--cask chromium chromedriver"
        fi
    fi
    emoji
}

for part in "$@"; do
    case $part in
        tools | postgres | pooler | fuzzer | browser) "$part" ;;
        *) stop "there is no part named $part" ;;
    esac
done
