# The two commands that a fresh machine needs: make demo, make test.

PYTHON ?= python3
BIN    := .venv/bin
PIP    := $(BIN)/python -m pip --disable-pip-version-check --quiet
UV     := .venv-lock/bin/uv
# Where PYTHONDONTWRITEBYTECODE is set, each command would else compile all that it imports: a third of its time.
COMPILE := $(BIN)/python -m compileall -q graphkit
BENCH  := $(filter-out __init__ generate timing,$(basename $(notdir $(wildcard benchmarks/*.py))))
# --no-strip-extras: with hashes, older pips refuse name[extra] once a newer release than the pinned one is out.
LOCK   := pyproject.toml --group build --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-strip-extras

.DEFAULT_GOAL := help
.PHONY: help demo test check format venv lock bench docs notebooks campaign-loader campaign-paths campaign-twins campaign-neo4j test-neo4j-latest clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z][a-z0-9-]*:.*## / {printf "  make %-18s %s\n", $$1, $$2}' $(MAKEFILE_LIST)
	@echo
	@echo "Before you propose a change: make format, then make test. New dependencies: edit pyproject.toml, then make lock."
	@echo "Tests that need Neo4j, Chromium or Node say what installs it; GRAPHKIT_REQUIRE=neo4j,chromium,node forbids skipping."

demo: .venv/demo.stamp ## how two men are connected to the DEA, hop by hop, with the evidence
	@$(COMPILE)
	@printf '\n== Humberto Loya-Castro and the DEA: graphkit path loya-castro dea ==\n\n'
	@$(BIN)/graphkit path loya-castro dea
	@printf '\n== Joaquín Guzmán and the DEA: graphkit path guzman dea --via loya-castro ==\n\n'
	@$(BIN)/graphkit path guzman dea --via loya-castro
	@printf '\n== The map: graphkit map -o map.html; open map.html in a browser, it needs no network ==\n\n'
	@$(BIN)/graphkit map -o map.html

test: check node_modules/.package-lock.json ## everything that must hold: style, types, layers, tests with coverage
	$(BIN)/pytest --cov --cov-report=term -n $(if $(GRAPHKIT_TEST_NEO4J_URI),0,auto) --dist worksteal

check: venv ## style, types and layers alone
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

format: venv ## mend what ruff can mend
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: venv ## every benchmark; each prints ratios against a named peer
	@for name in $(BENCH); do echo "== $$name"; $(BIN)/python -m benchmarks.$$name || exit 1; done

campaign-loader: venv ## ten minutes of mutated YAML against the loader
	$(BIN)/python -m tests.fuzz.loader 600

campaign-paths: venv ## 5,000 random multigraphs for each mode of the path search, against brute force
	GRAPHKIT_PATH_EXAMPLES=5000 $(BIN)/pytest tests/paths/test_against_oracle.py

campaign-twins: venv ## every query on a real Neo4j against Python, on 300 random datasets
	$(BIN)/python -m tests.neo4j.twins_campaign

campaign-neo4j: venv ## kills, cuts and crowds on a real Neo4j, the long form (an hour or more)
	$(BIN)/python -m tests.neo4j.campaign

docs: venv ## the site of docs/ in site/, with the pages and the picture that code writes
	$(BIN)/python -m tools.reference
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet

notebooks: venv ## run the notebooks and write their outputs into them
	$(BIN)/python -m tools.notebooks

test-neo4j-latest: venv ## the Neo4j tests against the newest release (needs a JDK 21 or later as java)
	GRAPHKIT_TEST_NEO4J_VERSION=2026.08.1 GRAPHKIT_REQUIRE=neo4j $(BIN)/pytest tests/neo4j

lock: ## resolve the versions in pyproject.toml anew into the two lock files
	test -x $(UV) || { $(PYTHON) -m venv .venv-lock && .venv-lock/bin/python -m pip install -q uv; }
	$(UV) pip compile -q --upgrade $(LOCK) --extra cypher -o requirements.lock
	$(UV) pip compile -q --upgrade $(LOCK) --all-extras -c requirements.lock -o requirements-dev.lock

clean: ## remove what make made
	rm -rf node_modules .venv .venv-lock .cache build dist .coverage .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

# The tools of the map's JavaScript; where npm is missing, the tests that want them say so.
node_modules/.package-lock.json: package-lock.json
	@if command -v npm >/dev/null; then npm install --no-save --silent --no-audit --no-fund; else echo "npm is missing"; fi

venv: .venv/dev.stamp ## .venv with all that developing needs
	@$(COMPILE)

# Each stamp stands for a finished installation: while it is newer than the lock, nothing is fetched.
# The demo installs only what answering needs; without build isolation nothing unhashed comes along.
.venv/demo.stamp: requirements.lock pyproject.toml | .venv/bin/python
	$(PIP) install --require-hashes -r requirements.lock
	$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

.venv/dev.stamp: requirements-dev.lock .venv/demo.stamp
	$(PIP) install --require-hashes -r requirements-dev.lock
	@touch $@

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "graphkit needs Python 3.11 or later; try: make PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv .venv
