# `make help` lists what there is. Settings pass through: make run PORT=9000
.DEFAULT_GOAL := help
SHELL := /bin/sh

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
# Dagster and MLflow, as the simulation's image has them.
SIMULATION := build/simulation
LINT_DEPLOY := build/lint-deploy
# Flags for pytest: make test PYTEST='-x tests/pages'
PYTEST ?=
# The tests start some hundred processes: they read compiled modules even where the shell wants none to be written.
TESTING := PYTHONDONTWRITEBYTECODE=
SQL := $(wildcard app/sql migrations)
TEMPLATES := $(wildcard app/templates)
COMPILE := $(BIN)/pip-compile --quiet --strip-extras \
	--no-emit-index-url --no-emit-trusted-host --no-emit-find-links

.PHONY: help
help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-15s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: run
run: $(VENV)/run.stamp ## Start Skein with everything it needs (PORT, HOST, SKEIN_DATA)
	@exec $(BIN)/skein run

.PHONY: test
test: $(VENV)/dev.stamp ## Run the tests
	$(TESTING) $(BIN)/python -m pytest -n 2 --dist worksteal -m "not slow" $(PYTEST)

.PHONY: test-slow
test-slow: $(VENV)/dev.stamp $(SIMULATION)/stamp ## Run the long tests too
	$(TESTING) $(BIN)/python -m pytest -n 2 --dist worksteal $(PYTEST)

.PHONY: test-pgbouncer
test-pgbouncer: $(VENV)/dev.stamp ## Run the tests of pages, API and live events through PgBouncer in transaction mode
	@PATH="$$PATH:/usr/sbin" command -v pgbouncer >/dev/null \
		|| { echo "PgBouncer is not installed. On Debian or Ubuntu: apt-get install pgbouncer"; exit 1; }
	$(TESTING) $(BIN)/python -m pytest -n 2 --dist worksteal --pgbouncer tests/api tests/pages tests/live $(PYTEST)

.PHONY: lint
lint: $(VENV)/dev.stamp ## Check style and types of everything, change nothing
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	@if [ -n "$(SQL)" ]; then set -x; $(BIN)/sqlfluff lint --disable-progress-bar $(SQL); fi
	$(BIN)/squawk --no-error-on-unmatched-pattern migrations/*.sql
	@if [ -n "$(TEMPLATES)" ]; then set -x; $(BIN)/djlint --quiet --check --lint $(TEMPLATES); fi
	@if command -v npm >/dev/null; then $(MAKE) --no-print-directory lint-js; \
	else echo "Node is not installed: JavaScript and CSS are not checked"; fi

.PHONY: lint-js
lint-js: node_modules/.package-lock.json
	npx --no-install biome ci --no-errors-on-unmatched app/static

.PHONY: lint-deploy
lint-deploy: $(LINT_DEPLOY)/stamp ## Check Dockerfile, compose file, workflows and shell scripts
	$(LINT_DEPLOY)/bin/hadolint Dockerfile
	$(LINT_DEPLOY)/bin/shellcheck $$(grep -lsE '^#!.*sh$$' deploy/*) .ci/run tests/browser/chromium
	$(LINT_DEPLOY)/bin/yamllint --strict docker-compose.yml .github
	$(LINT_DEPLOY)/bin/check-jsonschema --builtin-schema vendor.compose-spec docker-compose.yml
	$(LINT_DEPLOY)/bin/check-jsonschema --builtin-schema vendor.github-workflows .github/workflows/*.yml
	$(LINT_DEPLOY)/bin/zizmor --offline --quiet --min-severity medium .github

.PHONY: format
format: $(VENV)/dev.stamp ## Put everything into its form
	$(BIN)/ruff check --fix --exit-zero .
	$(BIN)/ruff format .
	@if [ -n "$(SQL)" ]; then set -x; $(BIN)/sqlfluff fix --disable-progress-bar $(SQL) || true; fi
	@if [ -n "$(TEMPLATES)" ]; then set -x; $(BIN)/djlint --quiet --reformat $(TEMPLATES) || true; fi
	@if command -v npm >/dev/null; then $(MAKE) --no-print-directory format-js; fi

.PHONY: format-js
format-js: node_modules/.package-lock.json
	npx --no-install biome check --write --no-errors-on-unmatched app/static

.PHONY: bench
bench: $(VENV)/dev.stamp ## Measure speed against the targets (ARGS for one benchmark)
	$(BIN)/python -m bench $(ARGS)

.PHONY: screenshots
screenshots: $(VENV)/dev.stamp ## Take pictures of the pages in every size and colour scheme
	$(BIN)/python -m bench.screenshots $(ARGS)

.PHONY: lock
lock: $(VENV)/dev.stamp ## Pin the newest versions that fit pyproject.toml
	$(PIP) install pip-tools
	$(COMPILE) --upgrade --output-file requirements/run.lock pyproject.toml
	$(COMPILE) --upgrade --extra dev --constraint requirements/run.lock \
		--output-file requirements/dev.lock pyproject.toml

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Skein needs Python 3.11 or newer. Name one: make run PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null \
		|| { echo "Python cannot make environments. On Debian or Ubuntu: apt-get install python3-venv"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/run.stamp: requirements/run.lock pyproject.toml | $(BIN)/python
	$(PIP) install -r requirements/run.lock
	$(PIP) install --no-deps -e .
	@touch $@

# What is needed to run is part of dev.lock, so one installation serves both.
$(VENV)/dev.stamp: requirements/dev.lock pyproject.toml | $(BIN)/python
	$(PIP) install -r requirements/dev.lock
	$(PIP) install --no-deps -e .
	@touch $@ $(VENV)/run.stamp

$(LINT_DEPLOY)/stamp: requirements/lint-deploy.txt
	$(PYTHON) -m venv $(LINT_DEPLOY)
	$(LINT_DEPLOY)/bin/python -m pip --disable-pip-version-check install -r requirements/lint-deploy.txt
	@touch $@

$(SIMULATION)/stamp: requirements/run.lock pyproject.toml | $(BIN)/python
	$(PYTHON) -m venv $(SIMULATION)
	$(SIMULATION)/bin/python -m pip --disable-pip-version-check install -r requirements/run.lock
	$(SIMULATION)/bin/python -m pip --disable-pip-version-check install -c requirements/run.lock -e '.[simulation,mlflow]'
	@touch $@

node_modules/.package-lock.json: package-lock.json
	npm ci --no-audit --no-fund
	@touch $@
