# Everything a newcomer needs. `make help` lists it.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/pip --disable-pip-version-check
STAMP := $(VENV)/.installed
DEV_STAMP := $(VENV)/.installed-dev
FAST := not voices and not weights and not e2e and not beside and not gpu and not benchmark and not pictures
PAIRED := (beside or (voices or weights) and not e2e) and not gpu and not benchmark and not pictures
ALONE := e2e and not beside and not gpu and not benchmark and not pictures
PYTEST_FAST = $(BIN)/pytest -q --numprocesses logical -m '$(FAST)'
PYTEST_PAIRED = $(BIN)/pytest -q --numprocesses 2 --dist loadfile -m '$(PAIRED)'
PYTEST_ALONE = $(BIN)/pytest -m '$(ALONE)'

.DEFAULT_GOAL := help
.PHONY: help run fake install dev test test-gpu check fmt lint types fast web schema screenshots bench debian-test

help: ## list what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Tulkki needs Python 3.11 or newer; this is $$($(PYTHON) --version)"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(STAMP): $(BIN)/python pyproject.toml constraints.txt
	$(PIP) install --quiet --constraint constraints.txt --editable '.[embedded]'
	@touch $@

$(DEV_STAMP): $(STAMP)
	$(PIP) install --quiet --constraint constraints.txt --editable '.[embedded,marian,dev]'
	@touch $@

install: $(STAMP) ## set up the application with its embedded models

dev: $(DEV_STAMP) ## set up what developers need as well

run: install ## set everything up and serve the desk
	$(BIN)/tulkki serve

fake: install ## serve the desk with scripted models, for work on the pages
	$(BIN)/tulkki serve --fake

debian-test: ## install the Debian packages that the tests use (lists them where it may not)
	sh deploy/debian-packages.sh

test: dev debian-test ## set up and run every test: real models, real server, real browser
	failed=0; $(PYTEST_FAST) || failed=1; $(PYTEST_PAIRED) || failed=1; $(PYTEST_ALONE) || failed=1; exit $$failed

check: dev lint types ## lint, types and fast tests, under two minutes
	$(PYTEST_FAST) --hypothesis-profile quick

lint: dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: dev
	$(BIN)/mypy

fast: dev ## the tests that need no real model, server or browser, on every core
	$(PYTEST_FAST)

fmt: dev ## format the code
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

schema: install ## write docs/protocol from the messages
	$(BIN)/python -m service.wire.schema docs/protocol

test-gpu: dev ## run the tests that need a CUDA device
	$(BIN)/pytest -m gpu

screenshots: dev debian-test ## take the pictures of the documents: a real visit, and more pages
	$(BIN)/pytest -q -m pictures
	$(BIN)/pytest -q tests/e2e/test_browser_visit.py
	mkdir -p docs/pictures
	cp artifacts/screenshots/desk-speaking.png artifacts/screenshots/display-speaking.png artifacts/screenshots/phone-speaking.png docs/pictures/

bench: dev debian-test ## measure what docs/performance-results.md shows, but for the soak (50 minutes on a quiet machine, then an hour on any)
	$(BIN)/tulkki bench all
