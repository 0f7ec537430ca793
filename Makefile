# On a fresh machine, run make demo or make test; both do all set-up.

PYTHON ?= python3
BIN    := .venv/bin
PIP    := $(BIN)/python -m pip --disable-pip-version-check --quiet
UV     := .venv-lock/bin/uv
# With PYTHONDONTWRITEBYTECODE set, each command would compile its imports again, which takes a third of its time.
COMPILE := $(BIN)/python -m compileall -q graphkit
BENCH  := $(filter-out __init__ generate timing,$(basename $(notdir $(wildcard benchmarks/*.py))))
# --no-strip-extras: with hashes, older versions of pip refuse name[extra] if a newer release than the pinned one exists.
LOCK   := pyproject.toml --group build --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-strip-extras

.DEFAULT_GOAL := help
.PHONY: help demo quick test check format bundle venv lock bench docs notebooks campaign-loader campaign-writer campaign-audience campaign-paths campaign-twins campaign-neo4j test-neo4j-latest clean

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z][a-z0-9-]*:.*## / {printf "  make %-18s %s\n", $$1, $$2}' $(MAKEFILE_LIST)
	@echo
	@echo "Before you propose a change: make format, then make test. To add a dependency: edit pyproject.toml, then make lock."
	@echo "A test that needs Neo4j, Gephi, Chromium or Node says how to install it; with GRAPHKIT_REQUIRE=neo4j,gephi,chromium,node it fails instead of skipping."

demo: .venv/demo.stamp ## print the paths between two people and the DEA, with the evidence, and write a map
	@$(COMPILE)
	@printf '\n== Humberto Loya-Castro and the DEA: graphkit path loya-castro dea ==\n\n'
	@$(BIN)/graphkit path loya-castro dea
	@printf '\n== Joaquín Guzmán and the DEA: graphkit path guzman dea --via loya-castro ==\n\n'
	@$(BIN)/graphkit path guzman dea --via loya-castro
	@printf '\n== The map: graphkit map -o map.html; open map.html in a browser; it works offline ==\n\n'
	@$(BIN)/graphkit map -o map.html

test: check node_modules/.package-lock.json ## run all checks: style, types, layers, tests with coverage
	$(BIN)/pytest --cov --cov-report=term -n $(if $(GRAPHKIT_TEST_NEO4J_URI),0,auto) --dist worksteal

quick: venv ## run style, types and the fast tests in under 30 seconds, before each commit
	@$(BIN)/ruff check . && $(BIN)/ruff format --check -q . && $(BIN)/mypy & lint=$$!; \
	GRAPHKIT_PROFILE=quick $(BIN)/pytest -m "not slow" -n 2; tests=$$?; wait $$lint && exit $$tests

check: venv ## check style, types and layers
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

format: venv ## apply the automatic fixes of ruff
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bundle: node_modules/.package-lock.json ## build the page's JavaScript and CSS from web/src into graphkit/render/page
	npm run --silent build

bench: venv ## run all benchmarks; each prints ratios to a named other tool
	@for name in $(BENCH); do echo "== $$name"; $(BIN)/python -m benchmarks.$$name || exit 1; done

campaign-loader: venv ## test the loader with mutated YAML for ten minutes
	$(BIN)/python -m tests.fuzz.loader 600

campaign-writer: venv ## make 60,000 random edits of data files and compare each file with the edited data
	$(BIN)/python -m tests.fuzz.writer 60000

campaign-paths: venv ## compare the path search with brute force on 5,000 random multigraphs for each mode
	GRAPHKIT_PATH_EXAMPLES=5000 $(BIN)/pytest tests/questions/paths/test_against_oracle.py

campaign-audience: venv ## compare all outputs of 300 random projects with those of the same without what is not public
	$(BIN)/python -m tests.fuzz.audience 300

campaign-twins: venv ## compare each query on a real Neo4j with Python, on 300 random datasets
	$(BIN)/python -m tests.neo4j.twins_campaign

campaign-neo4j: venv ## kill, disconnect and run pushes at once on a real Neo4j (an hour or more)
	$(BIN)/python -m tests.neo4j.campaign

docs: venv ## write the generated pages and the picture, and build the site in site/
	$(BIN)/python -m tools.reference
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet

notebooks: venv ## run the notebooks and save their outputs in them
	$(BIN)/python -m tools.notebooks

test-neo4j-latest: venv ## run the Neo4j tests on the newest release (needs JDK 21 or later as java)
	GRAPHKIT_TEST_NEO4J_VERSION=2026.08.1 GRAPHKIT_REQUIRE=neo4j $(BIN)/pytest tests/neo4j

lock: ## resolve the versions in pyproject.toml and write the two lock files
	test -x $(UV) || { $(PYTHON) -m venv .venv-lock && .venv-lock/bin/python -m pip install -q uv; }
	$(UV) pip compile -q --upgrade $(LOCK) --extra cypher -o requirements.lock
	$(UV) pip compile -q --upgrade $(LOCK) --all-extras -c requirements.lock -o requirements-dev.lock

clean: ## remove all files that make has created
	rm -rf node_modules .venv .venv-lock .cache build dist .coverage .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

# The tools for the JavaScript of the map. Without npm, the tests that need them report it.
node_modules/.package-lock.json: package-lock.json
	@if command -v npm >/dev/null; then npm install --no-save --silent --no-audit --no-fund; else echo "npm is missing"; fi

venv: .venv/dev.stamp ## install the development environment in .venv
	@$(COMPILE)

# A stamp marks a finished installation; if it is newer than the lock file, pip is not called.
# The demo installs only the runtime dependencies. Build isolation would download packages without a hash check.
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
