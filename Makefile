# Set-up and the main jobs; every target sets up what it needs, and a second run costs nothing.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
GOLD ?= ../shared/gold
SCORE ?= ../shared/score
# the export for FollowTheMoney builds PyICU: left out where ICU's headers are missing
EXTRAS := $(shell pkg-config --exists icu-i18n 2>/dev/null && echo dev,ftm || echo dev)

# no call leaves the machine
export PREFECT_SERVER_ANALYTICS_ENABLED = false
export DO_NOT_TRACK = 1

.PHONY: help install demo test lint format score bench clean

help: ## what can be made
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

install: $(READY) ## build .venv with everything from constraints.txt

$(READY): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "counterclaim needs Python 3.11 or later: make PYTHON=python3.11 install" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	PIP_CONSTRAINT=$(CURDIR)/constraints.txt $(BIN)/pip install --quiet --disable-pip-version-check --editable '.[$(EXTRAS)]'
	@touch $@

demo: $(READY) ## ingest the fixture pages over loopback into a fresh database and show claims and conflicts
	@$(BIN)/python -m review.demo

test: $(READY) ## run all tests, quality floors among them
	$(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder

lint: $(READY) ## format, lint, types, import contracts
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(READY) ## rewrite the code in the house format
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

score: $(READY) ## score the extractors on the fixtures, the verdicts on planted pairs, both on the gold where it is present
	@$(BIN)/python -m benchmarks.score --gold $(GOLD) --score $(SCORE)
	@$(BIN)/python -m benchmarks.conflicts --gold $(GOLD) --score $(SCORE)

bench: $(READY) ## measure speed against a baseline in the same run
	@$(BIN)/python -m benchmarks.start
	@$(BIN)/python -m benchmarks.extract
	@$(BIN)/python -m benchmarks.compare
	@$(BIN)/python -m benchmarks.cleaning
	@$(BIN)/python -m benchmarks.ingest

clean: ## remove .venv and caches
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache build dist
