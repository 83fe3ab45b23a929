# Everything a user or a developer does here; CI runs these targets.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SHARED ?= ../shared
DATA ?= $(SHARED)/corpora
WORK ?= build/models

.DEFAULT_GOAL := help
.PHONY: help install timeline test check lint types gate bench models screenshots clean

help: ## list the targets
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 14

$(VENV)/installed: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --upgrade pip
	$(BIN)/pip install --quiet -e '.[dev]'
	@touch $@

install: $(VENV)/installed ## make the environment in .venv

timeline: install ## build outputs/ from seeds/
	$(BIN)/timeline build seeds -o outputs --today 2026-11-21

test: install ## run the tests
	$(BIN)/pytest

check: lint types gate ## lint, types and the quality gate

lint: install ## ruff: format and rules
	$(BIN)/ruff format --check timeline tests benchmarks training
	$(BIN)/ruff check timeline tests benchmarks training

types: install ## mypy, strict
	$(BIN)/mypy

gate: install ## dev figures against the floors in tests/gold/floors.json
	$(BIN)/python benchmarks/measure.py --gate --shared $(SHARED)

bench: install ## every figure that the README claims
	$(BIN)/python benchmarks/measure.py --shared $(SHARED)

models: install ## train the embedded models on DATA, a night on two cores; goes on where it stopped
	$(BIN)/pip install --quiet -r training/models/requirements.txt
	nice -n 10 $(BIN)/python training/models/build.py $(DATA) $(WORK) timeline/parse/models

screenshots: install ## the pictures of the README, from outputs/timeline.html
	$(BIN)/python benchmarks/screenshots.py

clean: ## remove the environment and caches
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis build dist
