# Everything a developer or CI runs. Each command sets up a fresh machine by itself.

TARGET := $(or $(CARGO_TARGET_DIR),target)
SANDBOX := $(TARGET)/debug/sandbox
SETUP := tests/sandbox/setup.sh

# Where nobody watches, a Cargo.lock that needs a change is a mistake.
export CARGO_FLAGS := $(if $(CI),--locked)
# Queries are checked against .sqlx, so that no build needs a database.
export SQLX_OFFLINE := true
# Most tests wait for a database, a process or a lease rather than compute.
export RUST_TEST_THREADS ?= $(shell expr 2 '*' $$(getconf _NPROCESSORS_ONLN))

.PHONY: help demo test check fuzz bench chaos fmt sqlx build

help:
	@echo "make demo           the bot in your browser, everything around it simulated (FRESH=1: start anew)"
	@echo "make test           every test, on a throw-away PostgreSQL"
	@echo "make check          formatting, lints, freshness of .sqlx, dependencies"
	@echo "make fuzz           readers of what comes from outside, against rubbish (FUZZ_SECS=60 each)"
	@echo "make bench          speed and memory of a release build beside their goals; 25 minutes (BENCH=options)"
	@echo "make chaos          ten minutes in which everything fails, and a count of what was promised (CHAOS=options)"
	@echo "make fmt            format the code"
	@echo "make sqlx           renew .sqlx after a change of a query or a migration"

demo:
	@$(SETUP) tools postgres
	cargo build $(CARGO_FLAGS) --workspace --bin sandbox --bin pinglass
	$(SANDBOX) demo $(if $(FRESH),--fresh)

# One selection of packages for all: another one would build shared dependencies a second time.
build:
	@$(SETUP) tools postgres
	cargo build $(CARGO_FLAGS) --workspace --all-targets

test: build
	@$(SETUP) browser pooler
	$(SANDBOX) with-postgres -- cargo test $(CARGO_FLAGS) --workspace

check:
	@$(SETUP) tools postgres
	cargo fmt --all --check
	cargo build $(CARGO_FLAGS) --workspace --bin sandbox
	$(SANDBOX) with-postgres --migrations migrations -- tests/sandbox/check.sh lint
	tests/sandbox/check.sh dependencies

fuzz:
	@$(SETUP) tools fuzzer
	tests/fuzz/run.sh $(FUZZ)

bench:
	@$(SETUP) tools postgres
	cargo build $(CARGO_FLAGS) --release --workspace --bin sandbox --bin pinglass
	$(TARGET)/release/sandbox bench $(BENCH)

# A debug build fails in the same ways, and more of them: it is slower.
chaos:
	@$(SETUP) tools postgres
	cargo build $(CARGO_FLAGS) --workspace --bin sandbox --bin pinglass
	$(SANDBOX) chaos $(CHAOS)

sqlx:
	@$(SETUP) tools postgres
	cargo build $(CARGO_FLAGS) --workspace --bin sandbox
	$(SANDBOX) with-postgres --migrations migrations -- tests/sandbox/check.sh renew

fmt:
	@$(SETUP) tools
	cargo fmt --all
