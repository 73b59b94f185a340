# Each target prepares .venv by itself; nothing is done twice. Pass options on with ARGS, e.g. make test ARGS="-k ledger".
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PYTHON ?= python3
ARGS ?=
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
export UV_PYTHON := $(abspath $(BIN)/python)
export UV_NO_CONFIG := 1
# A stack is ten processes: each would compile every module again, some seconds of a processor.
export PYTHONDONTWRITEBYTECODE :=
unexport VIRTUAL_ENV

# The lock's own paragraph about uv, so that even the installer is checked by hash.
UV_PARAGRAPH := /^[^ ]/ { found = /^uv==/ } found

.PHONY: help demo test quick drill browser report check schema lock clean

help:  ## Show this list
	@sed -n 's/^\([a-z]*\):.*  ## /  make \1\t/p' $(MAKEFILE_LIST) | expand -t 20

demo: $(READY)  ## Run the whole tracker on this machine and watch consignments travel (ARGS go to guomen demo)
	@$(BIN)/guomen demo $(ARGS)

test: $(READY)  ## Run the tests, on several processors (ARGS go to pytest)
	@$(BIN)/python -m pytest -m "not drill and not browser" -n auto --maxprocesses 4 --dist loadgroup $(ARGS)

quick: $(READY)  ## Check what changed, in under a minute (ARGS go to it, e.g. --since main)
	@$(BIN)/python -m tools.quick $(ARGS)

drill: $(READY)  ## Run the game days: chaos, and every walk-through of docs/operations.md
	@$(BIN)/python -m pytest -m drill tests/end_to_end $(ARGS)

browser: $(READY)  ## Look at the Temporal UI in a headless browser (needs a Chromium; ARGS go to pytest)
	@$(BIN)/uv pip install --quiet -r pyproject.toml --extra browser
	@$(BIN)/python -m pytest -m browser tests/end_to_end $(ARGS)

report: $(READY)  ## Write the sample report on risk into build/report (needs the font Noto Sans CJK SC; ARGS go to it)
	@$(BIN)/uv pip install --quiet -r pyproject.toml --extra report
	@$(BIN)/guomen report risk --synthetic --into build/report $(ARGS)

check: $(READY)  ## Format, lint, types, imports, docker-compose.yml, generated documents
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/check-jsonschema --quiet --builtin-schema vendor.compose-spec docker-compose.yml
	@$(BIN)/python -m tools.checks.compose
	@$(BIN)/python -m tools.checks.events
	@$(BIN)/python -m tools.checks.glossary
	@$(BIN)/python -m tools.checks.process
	@$(BIN)/python -m tools.checks.manifest
	@$(BIN)/python -m tools.checks.codes
	@$(BIN)/python -m tools.checks.rulebooks
	@$(BIN)/python -m tools.checks.symbols

schema: $(READY)  ## Write schema.sql of each component and the table of permissions, after a new migration
	@GUOMEN_WRITE_DOCUMENTS=1 $(BIN)/python -m pytest --quiet -p no:randomly tests/test_database.py

lock: $(READY)  ## Resolve pyproject.toml again into requirements.lock (ARGS go to uv, e.g. --upgrade)
	@$(BIN)/uv pip compile pyproject.toml --group dev --universal --generate-hashes \
		--no-emit-index-url --custom-compile-command "make lock" --quiet \
		--output-file requirements.lock $(ARGS)

clean:  ## Remove the virtual environment and every cache (the data folder .guomen stays)
	@rm -rf $(VENV) build dist .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(READY): pyproject.toml requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "guomen needs Python 3.11 or newer, but '$(PYTHON)' is $$($(PYTHON) --version 2>&1 || true)." >&2; \
		echo "Install one and name it: make $(MAKECMDGOALS) PYTHON=python3.12" >&2; exit 1; }
	@echo "Preparing $(VENV) (once)" >&2
	@$(BIN)/python -c '' 2>/dev/null || $(PYTHON) -m venv --clear $(VENV)
	@awk '$(UV_PARAGRAPH)' requirements.lock > $(VENV)/uv.lock
	@$(BIN)/uv --version >/dev/null 2>&1 || $(BIN)/python -m pip install --quiet \
		--disable-pip-version-check --require-hashes --no-deps -r $(VENV)/uv.lock
	@$(BIN)/uv pip sync --quiet --compile-bytecode --require-hashes requirements.lock
	@$(BIN)/uv pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@
