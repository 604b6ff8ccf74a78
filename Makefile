# Needs only Python 3.11+, make and the package index; everything else is made here, in .venv, from pinned hashes.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet --quiet
PYTEST_ARGS ?=

.PHONY: help demo test lint format bench soak train-model dist pin servers clean

help:  ## what can be made
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/'

demo: $(VENV)/.run  ## the whole product on an invented company, nothing to configure
	@$(BIN)/inboxwatch demo

test: $(VENV)/.dev servers  ## all tests, with branch coverage
	$(BIN)/python -m pytest --cov --cov-report=term:skip-covered $(PYTEST_ARGS)

lint: $(VENV)/.dev  ## style, types, import rules
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/.dev  ## let the formatter lay out the code
	$(BIN)/ruff format .

bench: $(VENV)/.dev  ## speed against the usual tools, at a small scale; see docs/performance.md for the large one
	$(BIN)/python bench/run.py

LABELLED ?= ../shared/data/labelled

train-model: $(VENV)/.dev  ## learn the classifier's weights anew from labelled mail (LABELLED=folder); see docs/classifier.md
	$(BIN)/python -m training --data $(LABELLED)

dist: $(VENV)/.dev  ## wheel and source archive in dist/
	rm -rf dist
	$(BIN)/python -m build --no-isolation --outdir dist .

pin:  ## choose new versions for constraints/ (needs uv)
	uv pip compile pyproject.toml --extra build --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-header --quiet --upgrade -o constraints/run.txt
	uv pip compile pyproject.toml --extra build --extra dev --extra team --extra training --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-header --quiet --upgrade -c constraints/run.txt -o constraints/dev.txt

soak: $(VENV)/.dev servers  ## the long sweeps: a kill at every system call, ten minutes of faults (two hours)
	$(BIN)/python -m tests.kills
	$(BIN)/python -m tests.kills_mail
	$(BIN)/python -m tests.kills_sync
	$(BIN)/python -m tests.kills_fleet
	$(BIN)/python -m pytest -q -m soak -o addopts="-ra --strict-markers --strict-config"

PACKAGES := dovecot-imapd openssl strace postgresql pgbouncer

servers:
	@if ! PATH="$$PATH:/usr/sbin" command -v dovecot >/dev/null || ! command -v openssl >/dev/null \
	  || ! PATH="$$PATH:/usr/sbin" command -v pgbouncer >/dev/null || ! ls /usr/lib/postgresql/*/bin/postgres >/dev/null 2>&1 \
	  || { [ "$$(uname)" = Linux ] && ! command -v strace >/dev/null; }; then \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
	      $(PACKAGES) >/dev/null \
	    || echo "make test: could not install $(PACKAGES); the tests that need them are named below"; \
	  else \
	    echo "make test: one of $(PACKAGES) is missing and only root can install it;" \
	      "the tests that need it are named below"; \
	  fi; \
	fi

$(VENV)/.venv:
	@$(PYTHON) -c 'import sys; sys.exit("inboxwatch needs Python 3.11 or newer, this is " + sys.version.split()[0] if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.run: constraints/run.txt pyproject.toml | $(VENV)/.venv
	$(PIP) install --require-hashes -r constraints/run.txt
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: constraints/dev.txt $(VENV)/.run
	$(PIP) install --require-hashes -r constraints/dev.txt
	@touch $@

clean:  ## remove what was made
	rm -rf $(VENV) dist build .coverage .coverage.* .hypothesis .mypy_cache .pytest_cache .ruff_cache .import_linter_cache
