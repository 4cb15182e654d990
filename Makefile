# `make demo` and `make test` do all their own set-up in .venv; both work again when run twice.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

# Code is compiled once, not by each of the processes that tests start.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo test coverage check bench soak pictures lock clean

demo: $(VENV)/.installed
	@$(BIN)/abm-sheets demo $(if $(LANGUAGE),--language $(LANGUAGE))

test: check
	@$(BIN)/pytest

# To follow every branch doubles the time: it has a run of its own.
coverage: $(VENV)/.ready
	@$(BIN)/pytest --cov --cov-report=term:skip-covered

check: $(VENV)/.ready
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/mypy

bench: $(VENV)/.ready
	@$(BIN)/python -m benchmarks

# Many more examples of each property, years of Mondays on a sheet that people meddle with, then services
# killed, flooded, kept waiting.
soak: $(VENV)/.ready
	@$(BIN)/pytest -m hypothesis --hypothesis-profile=soak --timeout 1200
	@$(BIN)/python -m tests.soak
	@$(BIN)/python -m tests.service.endurance
	@$(BIN)/python -m tests.service.endurance --postgres
	@$(BIN)/python -m tests.service.siege

# The pictures of the guides, from the demo; it needs LibreOffice, Chromium and poppler.
pictures: $(VENV)/.ready
	@$(BIN)/python docs/pictures.py

# The lock files pin every package for every Python; `make lock` makes them again from pyproject.toml.
COMPILE := uv pip compile --quiet --universal --python-version 3.11 --no-header --no-annotate

lock: $(VENV)/.ready
	@$(BIN)/$(COMPILE) --upgrade --output-file requirements.txt pyproject.toml
	@$(BIN)/$(COMPILE) --constraint requirements.txt --extra service \
		--output-file requirements-service.txt pyproject.toml
	@$(BIN)/$(COMPILE) --constraint requirements-service.txt --all-extras --group dev \
		--output-file requirements-dev.txt pyproject.toml

$(VENV)/bin/pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "abm_sheets needs Python 3.11 or later: make PYTHON=python3.12 …")'
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: $(VENV)/bin/pip pyproject.toml requirements.txt
	@$(BIN)/pip install --quiet --quiet --disable-pip-version-check -r requirements.txt -e .
	@touch $@

$(VENV)/.ready: $(VENV)/.installed requirements-dev.txt
	@$(BIN)/pip install --quiet --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

clean:
	@rm -rf $(VENV) demo dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage
