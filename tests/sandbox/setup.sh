#!/bin/sh
# Installs what a fresh machine lacks, and nothing on one that has it.
#
#   setup.sh tools      a C compiler, make, rustfmt and clippy
#   setup.sh postgres   the PostgreSQL server's programs; no server is started
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
        tools | postgres | fuzzer | browser) "$part" ;;
        *) stop "there is no part named $part" ;;
    esac
done
