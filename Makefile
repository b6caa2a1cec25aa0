# On a fresh machine with Python 3.11 or newer two commands do all the set-up: `make run` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# -qq: only errors are told. The lock files are complete, so they are installed with --no-deps: what an extra such as
# coverage[toml] asks for is otherwise looked up anew, and the newest version is refused because it has no hash.
PIP := $(BIN)/python -m pip --disable-pip-version-check install -qq
TOO_OLD := Kernbot needs Python 3.11 or newer. Another one is named like this: make run PYTHON=python3.12

# Without the compiled files each process of the tests, some hundred, would compile the program anew, and the tests as well.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help setup setup-dev run chat test test-postgres check cover bench faults screenshots letters lock clean

help:               ## what can be made
	@awk -F ':[^#]*## *' '/^[a-z-]+:.*##/ {printf "  make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(VENV)/.ready   ## the virtual environment with bin/kernbot in it; the others do this by themselves

setup-dev: $(VENV)/.ready-dev

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit("$(TOO_OLD)" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.ready: $(BIN)/python requirements.lock pyproject.toml
	@echo "Setting up $(VENV): this takes about a minute, once."
	@$(PIP) --require-hashes --no-deps -r requirements.lock
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.ready-dev: $(VENV)/.ready requirements-dev.lock
	@echo "Setting up what the tests need."
	@$(PIP) --require-hashes --no-deps -r requirements-dev.lock
	@touch $@

run: setup          ## everything: chat, scheduler, outbox, pages; without a Telegram token the chat is in this terminal
	@$(BIN)/kernbot run

chat: setup         ## talk to it in this terminal
	@$(BIN)/kernbot chat

test: setup-dev     ## the house rules and every test, on two cores
	@.ci/postgres
	@.ci/chromium
	@.ci/dovecot
	@.ci/beside "$(MAKE) --no-print-directory check" "$(BIN)/python -m pytest"

test-postgres: setup-dev   ## every test again, with PostgreSQL below it
	@.ci/postgres
	KERNBOT_TEST_DATABASE=postgres $(BIN)/python -m pytest

check: setup-dev    ## form, types and the arrow between the packages
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

cover: setup-dev    ## every test, and which lines and branches none of them takes
	$(BIN)/python -m pytest --cov --cov-report=term

bench: setup-dev    ## speed and memory, as ratios against references of the same run
	$(BIN)/python -m tests.bench

faults: setup-dev   ## kills, stops, shared databases, servers that misbehave, and what was lost: half an hour
	$(BIN)/python -m tests.faults

screenshots: setup-dev ## every page in light and dark, on a phone and a desk, as pictures in var/screenshots
	@.ci/chromium
	$(BIN)/python -m tests.screenshots

letters: setup-dev  ## every letter as .eml, as text and as a picture in var/letters
	@.ci/chromium
	$(BIN)/python -m tests.letter_pictures

lock:               ## make the lock files anew (needs uv)
	uv pip compile --quiet --generate-hashes --no-emit-index-url --universal --python-version 3.11 \
	    --extra build --extra dev pyproject.toml -o requirements-dev.lock
	uv pip compile --quiet --generate-hashes --no-emit-index-url --universal --python-version 3.11 \
	    --extra build -c requirements-dev.lock pyproject.toml -o requirements.lock

clean:              ## take away what was made; data (var/) stays
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis .coverage
