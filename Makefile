# Everything a newcomer needs is `make run` and `make test`.

PYTHON ?= python3
COHORT ?= 2026
# The sample programme is looked at on this day; empty means the real one.
TODAY ?= 2027-02-22

BIN := .venv/bin
MENTORING := $(BIN)/mentoring
ON := $(if $(TODAY),--today $(TODAY))
INSTALL := PYTHON=$(CURDIR)/$(BIN)/python requirements/install
# A file's tests stay together, so that what they share is built once; the longest begin first.
PYTEST = $(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder --durations=10
export NO_MKDOCS_2_WARNING := 1
unexport PYTHONDONTWRITEBYTECODE  # compiled once, every command starts quicker

.PHONY: help run site programme handbook serve test tests coverage tools lint types imports fmt bless bench mutants lock clean setup

help:  ## Show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

run: setup  ## Validate, match, verify, progress, release and build the site
	$(MENTORING) validate $(ON)
	$(MENTORING) match $(COHORT)
	$(MENTORING) verify $(COHORT)
	$(MENTORING) progress $(COHORT) $(ON)
	$(MENTORING) release $(COHORT) applications $(ON)
	$(MENTORING) release $(COHORT) matching $(ON)
	$(MENTORING) site
	@$(MAKE) --no-print-directory site
	@echo "The site is at $(CURDIR)/site/index.html"

site: setup  ## Build the public site from docs/, and the handbook beside it
	$(BIN)/mkdocs build --strict --quiet
	$(BIN)/mkdocs build --strict --quiet --config-file handbook/mkdocs.yml
	$(BIN)/python .ci/finish-site site $(TODAY)
	$(MENTORING) audit site

serve: setup  ## Show the site on this machine, and rebuild it as you write
	$(BIN)/mkdocs serve --dev-addr 127.0.0.1:8000

programme: .venv/.test  ## Write this programme's pages from template/ and its answers
	$(BIN)/python .ci/render-programme
	$(MENTORING) site

handbook: .venv/.test  ## Write the handbook's reference from the commands and the schemas
	$(BIN)/python -m handbook

setup: .venv/.run  ## Install what the programme needs, once

.venv/.python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed; set PYTHON=/path/to/python3"; exit 1; }
	@echo "Making .venv with $$($(PYTHON) --version)"
	@$(PYTHON) -m venv .venv
	@touch $@

.venv/.run: .venv/.python requirements/run.txt pyproject.toml
	@$(INSTALL) run
	@$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.test: .venv/.run requirements/test.txt
	@$(INSTALL) test
	@touch $@

.venv/.bench: .venv/.test requirements/bench.txt
	@$(INSTALL) bench
	@touch $@

node_modules/.installed: package-lock.json
	@if command -v npm >/dev/null; then echo "Installing package-lock.json"; npm ci --silent --no-audit --no-fund; \
	  else echo "npm is not here: the tests that need it say so"; mkdir -p node_modules; fi
	@touch $@

tools: .venv/.test node_modules/.installed

test:  ## Run every check and every test
	@$(MAKE) --no-print-directory --jobs=2 lint types imports tests

tests: tools
	$(PYTEST) $(TESTS)

coverage: tools  ## Run every test, and fail if they reach too little of the package
	$(PYTEST) --cov --cov-report=term --cov-fail-under=95 $(TESTS)

lint: .venv/.test  ## Check style
	$(BIN)/ruff check
	$(BIN)/ruff format --check

types: .venv/.test  ## Check types
	$(BIN)/mypy

imports: .venv/.test  ## Check that imports only go down
	$(BIN)/lint-imports --no-cache

fmt: .venv/.test  ## Put the code in order
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

bless: .venv/.test  ## Renew tests/programme/_expected/ after looking at the difference
	$(BIN)/python -m pytest tests/test_programme.py --bless --quiet
	git diff --stat -- tests/programme

bench: .venv/.bench  ## Measure, beside what one would use instead
	$(BIN)/python -m benchmarks

mutants: .venv/.bench  ## Measure how many small faults in PACKAGE's code its tests notice, of SAMPLE
	nice -n 19 $(BIN)/python benchmarks/mutants.py $(PACKAGE) $(if $(SAMPLE),--sample $(SAMPLE))

lock: .venv/.test  ## Renew the lock files (needs uv)
	requirements/lock

clean:  ## Remove everything that can be made again
	rm -rf .venv site build dist node_modules .mypy_cache .ruff_cache .pytest_cache .hypothesis
