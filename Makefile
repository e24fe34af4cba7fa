# Every command of the project. `make` lists them. Each sets up what it needs the first time.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:

PORT ?= 8000
DATA ?= var/local
NOW ?=
MONTH ?=
WORKERS ?= 2

PYTHON := .venv/bin/python
UV := .venv/bin/uv
INSTALLED := .venv/installed
E2E := .venv-e2e/installed
PACKAGES := node_modules/installed
ASSETS := build/assets/manifest.json
# Where dynoxide has no binary, the database is ministack.
ENGINE := $(if $(filter Linux-x86_64,$(shell uname -sm | tr ' ' -)),,$(E2E))
CODE := functions infra shared tests
FAST_TESTS := tests/unit tests/properties tests/store tests/web tests/journeys tests/infra tests/tidy

.PHONY: help run test test-browser test-deployed check format format-check lint types tidy synth bench isolation \
	storm storm-levy storm-redeploy storm-retention verify-audit month policy clean

help: ## List these commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{ printf "  make %-14s %s\n", $$1, $$2 }'
	@echo
	@echo "  make run PORT=8080 DATA=dir NOW=2026-11-22T09:00Z   choose the port, the data folder, the demo clock"

# --- what the commands need -----------------------------------------------------------------------------------

$(INSTALLED): requirements/dev.txt
	@python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Python 3.11 or newer is needed: python3 is $$(python3 --version 2>&1)." >&2; exit 1; }
	@test -x $(PYTHON) || python3 -m venv .venv \
		|| { echo "Python's venv module is needed (Debian: apt-get install python3-venv)." >&2; exit 1; }
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check uv==0.13.9
	@$(UV) pip install --quiet --python $(PYTHON) --compile-bytecode --require-hashes -r requirements/dev.txt
	@touch $@

$(E2E): requirements/e2e.txt $(INSTALLED)
	@test -x .venv-e2e/bin/python || python3 -m venv .venv-e2e
	@$(UV) pip install --quiet --python .venv-e2e/bin/python --compile-bytecode --require-hashes -r requirements/e2e.txt
	@touch $@

$(PACKAGES): package-lock.json package.json
	@node -e 'process.exit(process.versions.node.split(".")[0] < 20 ? 1 : 0)' 2>/dev/null \
		|| { echo "Node 20 or newer is needed: node is $$(node --version 2>/dev/null || echo missing)." >&2; exit 1; }
	@npm ci --ignore-scripts --silent
	@touch $@

$(ASSETS): shared/web/assets.py $(wildcard shared/web/static/*) $(PACKAGES) $(INSTALLED)
	@$(PYTHON) -m shared.web.assets

# --- using it -------------------------------------------------------------------------------------------------

run: $(INSTALLED) $(PACKAGES) $(ASSETS) $(ENGINE) ## Start the product on http://127.0.0.1:8000
	@exec $(PYTHON) -m infra.local --port $(PORT) --data "$(DATA)" $(if $(NOW),--now "$(NOW)")

verify-audit: $(INSTALLED) $(PACKAGES) $(ENGINE) ## Walk the audits of the data folder; name the first broken entry
	@whole=0; for one in levy redeploy retention retention.conversations; do \
		$(PYTHON) -m infra.local.attach --data "$(DATA)" functions.$$one.verify_audit || whole=1; done; exit $$whole

month: $(INSTALLED) $(PACKAGES) $(ENGINE) ## Draw the instalments of the data folder up to a month: make month MONTH=2027-01
	@$(PYTHON) -m infra.local.attach --data "$(DATA)" functions.levy.draw_instalments "$(MONTH)"

policy: $(INSTALLED) ## Write docs/policy.md from the reference data
	@$(PYTHON) -m shared.reference.policy_page

# --- checking it ----------------------------------------------------------------------------------------------

test: $(INSTALLED) $(PACKAGES) $(ASSETS) $(ENGINE) ## Unit, property, store, web, journey, infra and tidy tests
	@$(PYTHON) -m pytest -n $(WORKERS) --dist loadgroup -m "not browser and not deployed" $(FAST_TESTS)

test-browser: $(INSTALLED) $(PACKAGES) $(ASSETS) $(ENGINE) ## The journeys and axe in headless Chromium (CHROME=path)
	@chrome="$$(infra/local/find-chromium)" && CHROME="$$chrome" $(PYTHON) -m pytest tests/browser

test-deployed: $(INSTALLED) $(PACKAGES) $(ASSETS) $(E2E) ## Deploy the synthesised stacks into ministack and use them
	@$(PYTHON) -m pytest -m deployed tests/infra/deployed

check: format-check lint types tidy test-browser test ## Everything that must hold before a change is shared

format: $(INSTALLED) ## Put the code into its one format
	@.venv/bin/ruff format $(CODE)
	@.venv/bin/ruff check --fix --quiet $(CODE)

format-check: $(INSTALLED)
	@.venv/bin/ruff format --check $(CODE)

lint: $(INSTALLED) ## Find likely mistakes
	@.venv/bin/ruff check $(CODE)

types: $(INSTALLED) ## Check the types, strictly
	@.venv/bin/mypy --strict $(CODE)

tidy: $(INSTALLED) $(PACKAGES) $(ASSETS) ## The rules of the house, as tests
	@$(PYTHON) -m pytest tests/tidy

synth: $(INSTALLED) $(PACKAGES) $(ASSETS) ## Synthesise the AWS stacks, with cdk-nag and cfn-lint
	@$(PYTHON) -m infra.synth

storm: storm-levy storm-redeploy storm-retention ## Races, replays, lost replies and crashes of every service: about twelve minutes

storm-levy: $(INSTALLED) $(PACKAGES) $(ASSETS) $(ENGINE)
	@$(PYTHON) -m tests.bench.storm

storm-redeploy: $(INSTALLED) $(PACKAGES) $(ASSETS) $(ENGINE)
	@$(PYTHON) -m tests.bench.redeploy_storm

storm-retention: $(INSTALLED) $(PACKAGES) $(ASSETS) $(ENGINE)
	@$(PYTHON) -m tests.bench.retention_storm

isolation: $(INSTALLED) $(PACKAGES) $(ASSETS) $(ENGINE) ## 100,000 requests of everybody for what is not theirs
	@$(PYTHON) -m tests.isolation

bench: $(INSTALLED) $(PACKAGES) $(ASSETS) $(ENGINE) ## Round trips, units, import times, page weights
	@$(PYTHON) -m tests.bench.bench

clean: ## Remove what can be made again; the data folder stays
	@rm -rf build cdk.out .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache .coverage
	@find $(CODE) -name __pycache__ -type d -prune -exec rm -rf {} +
