# Lianxin 连心: the commands. Python ≥ 3.11 with venv, and make, are all that is assumed.
SHELL := /bin/sh
.DEFAULT_GOAL := help

PORT ?= 8000
DATA ?= ./var
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 /usr/bin/python3; do \
	$$p -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin

.PHONY: help run test check fix bench shots lock setup setup-run interpreter mo glossary

help:
	@echo "make run    install what is missing, build the demo world, serve it (PORT=$(PORT) DATA=$(DATA))"
	@echo "make test   install what is missing, run every test: SQLite, PostgreSQL, a headless browser"
	@echo "make check  lint, types, import contracts, migrations, translations"
	@echo "make fix    put right what a machine can put right"
	@echo "make bench  measure; writes docs/performance.md"
	@echo "make shots  take the pictures of the docs anew: docs/shots"
	@echo "make lock   renew requirements/*.txt from requirements/*.in"

interpreter:
	@test -n "$(PYTHON)" || { echo "No Python 3.11 or newer with venv was found (Debian: apt-get install python3-venv)." >&2; exit 1; }

setup-run: interpreter
	@$(PYTHON) tools/setup.py run

setup: interpreter
	@$(PYTHON) tools/setup.py test

run: setup-run
	@exec $(BIN)/lianxin demo --port $(PORT) --data "$(DATA)"

test: setup
	@$(BIN)/python -m tests.run

check: setup
	@$(BIN)/python tools/check.py

fix: setup
	@$(BIN)/ruff check --fix-only --exit-zero .
	@$(BIN)/ruff format .
	@$(BIN)/python tools/glossary.py

bench: setup
	@$(BIN)/python -m tests.bench

shots: setup
	@LIANXIN_SHOTS=1 $(BIN)/python -m pytest stories -q

mo: setup
	@$(BIN)/python tools/catalogues.py

glossary: setup
	@$(BIN)/python tools/glossary.py

lock: interpreter
	@$(PYTHON) tools/lock.py
