# SPDX-License-Identifier: EUPL-1.2
# Menu of commands; `make` alone prints it. Needs Python 3.11 or newer, make and git.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
.PHONY: help demo install assets test check test-sqlite test-postgres wheel-check bench \
	bench-regions bench-insight bench-dialogue bench-links fuzz lock messages decisions rights screenshots wheel clean
SHELL := /bin/bash

VENV ?= .venv
BIN := $(VENV)/bin
# The first Python that is new enough; 3.11 is what we test on.
PYTHON ?= $(shell for name in python3.11 python3 python3.12 python3.13 python3.14; do \
	$$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$name && break; done)
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
# Two cores, unless told otherwise.
WORKERS ?= 2
DEMO_PORT ?= 8000
PYTEST ?= $(BIN)/python -m pytest
# A file stays with one worker; the order is that of tests/conftest.py.
TURNS := -n $(WORKERS) --dist loadfile --no-loadscope-reorder
# Commands that only look need no file for their database.
DJANGO := SAMENSPEL_DATABASE_URL=sqlite://:memory: DJANGO_SETTINGS_MODULE=samenspel.web.settings \
	$(BIN)/python -m django

help: ## This menu
	@echo "make TARGET, where TARGET is one of"
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  \1|\2/p' $(MAKEFILE_LIST) | while IFS='|' read -r name text; \
		do printf '  %-15s %s\n' "$$name" "$$text"; done

demo: $(VENV)/build.stamp $(VENV)/assets.stamp ## Run the product on the example, with demo people
	$(BIN)/samenspel demo --port $(DEMO_PORT)

install: $(VENV)/dev.stamp ## Everything for development, in .venv

assets: $(VENV)/build.stamp $(VENV)/assets.stamp ## Build style, scripts and translations

test: check test-sqlite wheel-check test-postgres ## Everything that must pass: what .ci/run runs

check: install ## Style, types, layers, templates, migrations, translations, records
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djlint --lint --quiet src
	$(DJANGO) check --fail-level WARNING
	$(DJANGO) makemigrations --check --dry-run
	$(BIN)/python tools/messages.py check
	$(BIN)/python tools/decisions.py check
	$(BIN)/python tools/changelog.py check
	$(BIN)/python tools/rights.py check

test-sqlite: install assets ## All tests on SQLite, browser tests too; branches of the core covered
	SAMENSPEL_DATABASE_URL=sqlite:///samenspel-test.sqlite3 $(PYTEST) $(TURNS) --cov --cov-report=
	$(BIN)/coverage report --fail-under=100 --include='*/analysis/*,*/actions.py,*/actions/*'

test-postgres: install assets ## The tests that use the database, on PostgreSQL
	$(BIN)/python tools/with_postgres.py $(PYTEST) -p tools.only_database $(TURNS)

wheel: assets ## The installable package, with the built style and scripts, in dist/
	rm -rf dist
	$(BIN)/python -m hatchling build -t wheel -d dist

wheel-check: wheel ## Install the package in an empty environment without node and ask it for a page
	$(PYTHON) tools/wheel_check.py dist/*.whl requirements/web.lock

bench: install assets ## Measure speed and size on the national data, into docs/performance.md
	$(BIN)/python tools/bench.py

bench-regions: install ## Measure functional regions up to 40,000 zones, into their own page of docs
	$(BIN)/python benchmarks/functional_regions.py

bench-insight: install ## Measure the measures of cooperation and voting power beside plain ways to compute them
	$(BIN)/python benchmarks/congruence.py
	$(BIN)/python benchmarks/voting_power.py --write

bench-dialogue: install assets ## Measure a dialogue of 400 addressees and 20,000 points, into its own page of docs
	$(BIN)/python benchmarks/dialogue.py

bench-links: install assets ## Pages of city links, where real partners rank, and pairing a country, into their own pages of docs; DATA=PACKAGE
	$(BIN)/python benchmarks/city_links.py $(DATA)
	$(BIN)/python benchmarks/partners.py $(DATA)
	$(BIN)/python benchmarks/pairings.py $(DATA)

fuzz: install ## Feed spoilt files of the publishers to every converter; COPIES=10000 (of each) SEED=1
	$(BIN)/python tools/fuzz_sources.py --copies $(COPIES) --seed $(SEED) --jobs $(WORKERS)
COPIES ?= 10000
SEED ?= 1

rights: install ## Rewrite the table of rights
	$(BIN)/python tools/rights.py

screenshots: install assets ## Pictures of the running product, in docs/images; DATA="PACKAGE ..." loads more
	$(BIN)/python tools/screenshots.py $(DATA)

messages: install ## Bring the Dutch catalogue up to date with the texts in the code
	$(BIN)/python tools/messages.py update

decisions: install ## Rewrite the list of decision records
	$(BIN)/python tools/decisions.py

lock: install ## Write requirements/*.lock again; UPGRADE=--upgrade takes newer versions
	$(LOCK) --extra records --extra cluster --group dev -o requirements/dev.lock $(UPGRADE)
	$(LOCK) --group build -c requirements/dev.lock -o requirements/build.lock $(UPGRADE)
	$(LOCK) -c requirements/dev.lock -o requirements/web.lock $(UPGRADE)
LOCK = UV_CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/uv pip compile --quiet --universal \
	--python-version 3.11 --generate-hashes --no-emit-index-url pyproject.toml --extra web

clean: ## Throw away everything that can be made again
	rm -rf $(VENV) node_modules dist build var htmlcov .coverage .coverage.* samenspel.sqlite3* \
		src/samenspel/web/static/samenspel/build .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find src tests tools -name '__pycache__' -prune -exec rm -rf {} +
	find src -name '*.mo' -delete

# What is installed and built, remembered by empty files: a second start has nothing to do.

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Samenspel needs Python 3.11 or newer." >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || \
		{ echo "This Python lacks venv (Debian: apt-get install python3-venv)." >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/build.stamp: requirements/build.lock pyproject.toml | $(BIN)/python
	$(call install,build)
	touch $@

# The development lock holds everything of the build lock.
$(VENV)/dev.stamp: requirements/dev.lock requirements/build.lock pyproject.toml | $(BIN)/python
	$(call install,dev)
	touch $(VENV)/build.stamp $@

define install
	$(PIP) install --require-hashes -r requirements/$(1).lock
	$(PIP) install --no-deps --no-build-isolation -e .
endef

BUILT := src/samenspel/web/static/samenspel/build
FRONTEND := package.json package-lock.json tools/build_assets.py \
	$(shell find frontend src/samenspel -path $(BUILT) -prune -o -type f \
		\( -path 'frontend/*' -o -name '*.po' \) -print 2>/dev/null)
$(VENV)/assets.stamp: $(FRONTEND) $(if $(wildcard $(BUILT)/app.css),,rebuild) | $(VENV)/build.stamp
	$(BIN)/python tools/build_assets.py
	touch $@

.PHONY: rebuild
rebuild:
