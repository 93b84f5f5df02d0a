# 双辽政务助手. `make help` lists what there is. Everything is set up in this folder: .tools, .venv, .venv-rasa, var.
SHELL := /bin/bash
.DEFAULT_GOAL := help
UV := .tools/bin/uv
PY := .venv/bin/python

.PHONY: help setup run chat test check train eval bench lock clean

help: ## Show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | awk -F'\t' '{printf "  make %-8s %s\n", $$1, $$2}'

setup: .venv/.ready .venv-rasa/.ready ## Build both environments (first time about 1 min, later nothing)

run: setup ## Set up, train if needed, serve on http://127.0.0.1:8080 (Ctrl-C stops)
	@$(PY) -m bot serve

chat: setup ## Talk to the assistant in this terminal
	@$(PY) -m bot chat

train: setup ## Train the engine's model if its data has changed
	@$(PY) -m bot train

check: .venv/.ready ## Style, types, imports, knowledge (half a minute)
	@scripts/check

test: setup .venv/.dev-ready ## Set up and run every suite
	@scripts/test

eval: setup ## Score the development set in tests/eval against a program of its own
	@$(PY) -m benchmarks.score

bench: setup ## All benchmarks; figures go to docs/benchmarks.md by hand
	@$(PY) -m benchmarks.search && $(PY) -m benchmarks.turns

lock: $(UV) ## Renew requirements/*.txt from requirements/*.in
	@scripts/lock

clean: ## Remove environments, models and caches; the database and keys in var/ stay
	rm -rf .venv .venv-rasa .tools var/models var/build .mypy_cache .ruff_cache .pytest_cache .import_linter_cache

$(UV): requirements/uv.txt
	@echo "setting up uv, the installer (5 s)"
	@rm -rf .tools && python3 -m venv .tools
	@.tools/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/uv.txt
	@touch $(UV)

.venv/.ready: $(UV) requirements/bot.txt
	@echo "setting up the program's environment (about 20 s)"
	@scripts/program-env requirements/bot.txt
	@rm -f .venv/.dev-ready && touch $@

.venv/.dev-ready: .venv/.ready requirements/dev.txt
	@echo "adding the tools for tests (about 20 s)"
	@scripts/program-env requirements/dev.txt
	@touch .venv/.ready $@

.venv-rasa/.ready: $(UV) requirements/rasa.txt
	@echo "setting up the engine's environment: Rasa on Python 3.10 (about 40 s, 1.6 GB)"
	@scripts/engine-env
	@touch $@
