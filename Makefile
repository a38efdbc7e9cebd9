# What can be done here: `make` or `make help` lists it. All that `test` needs beyond Rust, a C compiler and
# Node it fetches itself: from crates.io, from npm, Chromium by apt, and a store to upload to from PyPI (where there is
# Python).

CARGO ?= cargo
# Seconds of the bounded fuzz run in `test`, all targets together; and of each target in `fuzz`.
FUZZ_SECONDS ?= 20
FUZZ_EACH ?= 60
# Where everything is built, fuzz/ too.
TARGET_DIR = $(abspath $(or $(CARGO_TARGET_DIR),target))

.DEFAULT_GOAL := help
.PHONY: help demo release msrv-if-there web web-if-there web-vectors web-test web-test-if-there e2e e2e-if-there chromium test fmt fmt-check lint unit doc fuzz-smoke mutants fuzz deny deny-if-there bench interop

help: ## List the targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 20

demo: web-if-there ## A simulated election from photographs of its sheets to a published, verified folder
	@echo "demo: simulates an election of 2,000 stations, some of them photographed, and publishes it to ./demo-site"
	@$(CARGO) run --release --quiet -p cotejo -- demo

release: web ## A stripped binary to give to others, into target/release-files: with its SHA-256, licences, man pages, completions
	@release/build.sh

web: web/dist/.built ## The scripts that run in readers' browsers, into web/dist (needs Node and npm)

# They are built into the command, which does without them where there is no npm.
web-if-there:
	@if npm --version >/dev/null 2>&1; then $(MAKE) --no-print-directory web; \
	else echo "web: not built, npm is not installed here: pages are published without scripts"; fi

WEB_SOURCES = $(shell find web/src web/words crates/site/locales -type f) web/vite.config.ts web/vite.site.config.ts web/package.json

# npm writes this file last.
web/node_modules/.package-lock.json: web/package.json web/package-lock.json
	@echo "web: fetches what package-lock.json names from the npm registry"
	@cd web && npm ci --silent

# All scripts, one for each language of crates/site/locales/languages among them.
web/dist/.built: web/node_modules/.package-lock.json $(WEB_SOURCES)
	@echo "web: builds web/dist"
	@cd web && npm run --silent build && touch dist/.built

# The second verifier is held against the first: vectors that the first writes, and damaged copies that both judge.
web-vectors:
	@echo "web-vectors: test vectors into $(TARGET_DIR)/vectors"
	@$(CARGO) build --quiet --locked -p cotejo --all-features --bin cotejo --example vectors
	@$(CARGO) run --quiet --locked -p cotejo --all-features --example vectors -- $(TARGET_DIR)/vectors

web-test: web web-vectors ## The verifier of the pages against the command line's (COTEJO_COPIES damaged copies, 60)
	@echo "web-test: format, lints and types of web/, vectors, damaged copies"
	@cd web && npm run --silent check && CARGO_TARGET_DIR=$(TARGET_DIR) COTEJO_VECTORS=$(TARGET_DIR)/vectors npm test --silent

web-test-if-there:
	@if npm --version >/dev/null 2>&1; then $(MAKE) --no-print-directory web-test; \
	else echo "web-test: not run, npm is not installed here"; fi

# The scripts are built into the command, so that what is tried is what is published.
e2e: web chromium ## The pages in a browser: as people use them, tampered with, without script, from a disk (needs Chromium)
	@echo "e2e: a made-up election of 300 stations, published to $(TARGET_DIR)/e2e and used in Chromium"
	@$(CARGO) build --quiet --locked -p cotejo --all-features --bin cotejo
	@cd web && CARGO_TARGET_DIR=$(TARGET_DIR) COTEJO_BIN=$${COTEJO_BIN:-$(TARGET_DIR)/debug/cotejo} npm run --silent e2e

CHROMIUM ?= /usr/bin/chromium

chromium:
	@test -x $(CHROMIUM) || { echo "chromium: not at $(CHROMIUM); installed by apt"; \
		apt-get -qq install --no-install-recommends chromium >/dev/null; }

e2e-if-there:
	@if ! npm --version >/dev/null 2>&1; then echo "e2e: not run, npm is not installed here"; \
	elif $(MAKE) --no-print-directory chromium 2>/dev/null; then $(MAKE) --no-print-directory e2e; \
	else echo "e2e: not run, there is no browser at $(CHROMIUM) and apt installs none here"; fi

test: fmt-check web-if-there lint unit doc msrv-if-there fuzz-smoke web-test-if-there e2e-if-there deny-if-there ## All checks: format, lints, tests, documentation, fuzz smoke, both verifiers, the pages in a browser, dependencies
	@echo "test: all checks passed"

fmt: ## Format the code
	@echo "fmt: formats the workspace and fuzz/"
	@$(CARGO) fmt --all
	@cd fuzz && $(CARGO) fmt

fmt-check:
	@echo "fmt-check: the code is formatted"
	@$(CARGO) fmt --all --check
	@cd fuzz && $(CARGO) fmt --check

lint: ## Compiler and clippy warnings, all of them errors
	@echo "lint: clippy on all targets, and on the log without its store; warnings denied"
	@$(CARGO) clippy --workspace --all-targets --all-features --locked --quiet -- -D warnings
	@$(CARGO) clippy -p cotejo-tlog --no-default-features --all-targets --locked --quiet -- -D warnings

unit:
	@echo "unit: the tests of all crates and of their documentation"
	@$(CARGO) test --workspace --all-features --locked --quiet

doc:
	@echo "doc: the documentation of the crates builds without warnings"
	@RUSTDOCFLAGS="-D warnings" $(CARGO) doc --workspace --all-features --no-deps --locked --quiet

# What the minimum is stated by: crates/cotejo/tests/project.rs holds it against what the dependencies ask for.
MSRV = $(shell sed -n 's/^rust-version = "\(.*\)"/\1/p' Cargo.toml)

msrv-if-there:
	@if rustup run $(MSRV) cargo --version >/dev/null 2>&1; then \
		echo "msrv: everything is checked by Rust $(MSRV), the oldest that is supported"; \
		rustup run $(MSRV) cargo check --workspace --all-features --locked --quiet --target-dir $(TARGET_DIR)/msrv; \
	else echo "msrv: not checked, Rust $(MSRV) is not installed here (rustup toolchain install $(MSRV))"; fi

fuzz-smoke:
	@echo "fuzz-smoke: every fuzz target over damaged seeds, $(FUZZ_SECONDS) s together; the example in docs/record.md"
	@cd fuzz && CARGO_TARGET_DIR=$(TARGET_DIR) FUZZ_SECONDS=$(FUZZ_SECONDS) \
		$(CARGO) test --locked --quiet --no-default-features -- --nocapture

# Records that go on with wrong entries, rightly signed: what became of them by kind, and whether both verifiers say the same.
mutants: web ## Both verifiers over COTEJO_MUTANTS (10,000) mutants of 36 kinds, each rightly signed
	@$(CARGO) build --quiet --locked -p cotejo --all-features --bin cotejo --example vectors
	@COTEJO_MUTANTS=$${COTEJO_MUTANTS:-10000} $(CARGO) run --quiet --locked -p cotejo --all-features --example vectors -- $(TARGET_DIR)/mutants
	@cd web && COTEJO_VECTORS=$(TARGET_DIR)/mutants npm test --silent -- test/mutants.test.ts

fuzz: mutants ## The mutants, and libFuzzer on every target, FUZZ_EACH seconds each (needs `cargo install cargo-fuzz` and clang's or gcc's C++)
	@echo "fuzz: libFuzzer, $(FUZZ_EACH) s for each target; finds go to fuzz/artifacts"
	@for target in $$(sed -n 's/^name = "\(.*\)"/\1/p' fuzz/Cargo.toml | tail -n +2); do \
		echo "fuzz: $$target"; \
		RUSTC_BOOTSTRAP=1 $(CARGO) fuzz run $$target -- -max_total_time=$(FUZZ_EACH) -timeout=20 \
			-rss_limit_mb=2048 -print_final_stats=1 2>&1 | tail -n 12 || exit 1; \
	done

# Building cargo-deny takes longer than all the rest of `test` together, so that `test` does not.
deny-if-there:
	@if $(CARGO) deny --version >/dev/null 2>&1; then $(MAKE) --no-print-directory deny; \
	else echo "deny: not checked, cargo-deny is not installed here; \`make deny\` installs and runs it"; fi

deny: ## Licences, sources and bans of all dependencies (builds cargo-deny under target/ where it is missing)
	@echo "deny: licences, sources and bans of the dependencies, offline"
	@$(CARGO) deny --version >/dev/null 2>&1 || test -x $(TARGET_DIR)/tools/bin/cargo-deny || \
		$(CARGO) install --locked --quiet --debug --root $(TARGET_DIR)/tools cargo-deny
	@$(CARGO) fetch --locked --quiet
	@PATH="$$PATH:$(TARGET_DIR)/tools/bin" $(CARGO) deny --offline --log-level error check bans licenses sources

bench: ## Whole commands against other programs, written to docs/benchmarks.md
	@echo "bench: speed of whole commands beside other programs and the machine's limits"
	@python3 benches/run.py
	@echo "bench: reading the codes of made-up photographs beside other people's readers"
	@python3 benches/codes.py

interop: ## Other people's clients on our files
	@echo "interop: clients written by others verify our checkpoints and proofs"
	@interop/run.sh
