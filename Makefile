# Every target sets up what it needs in .venv, once: see requirements/set-up.sh.
.DEFAULT_GOAL := help
.PHONY: help call test lint types check bench bench-dtmf graph lock clean base dev

MENU ?= menus/0505
ARGS ?=
BIN := .venv/bin

help: ## these lines
	@echo 'make call    a call to 0505 in the terminal; ARGS="--keys '"'1 #'"'" for a call without one'
	@echo 'make test    the tests; ARGS="-k balance" for some of them'
	@echo 'make lint    ruff, mypy and the rules of who may import whom'
	@echo 'make types   mypy alone'
	@echo 'make check   the 0505 menus: faults, keys and seconds to each function; MENU=path for others'
	@echo 'make graph   a picture of the menus; MENU=path, ARGS="-o menu.svg"'
	@echo 'make bench   speed and memory, written into docs/benchmarks.md'
	@echo 'make bench-dtmf  the DTMF detector beside spandsp, case by case, and its speed; ARGS="--seed 5" for other audio'
	@echo 'make lock    pin the newest packages that setup.cfg allows in requirements/'
	@echo 'make clean   remove .venv and everything else that make has made'

base dev:
	@sh requirements/set-up.sh $@

call: base
	@$(BIN)/ivr call $(ARGS)

test: dev
	@$(BIN)/python -m pytest $(ARGS)

lint: dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

types: dev
	@$(BIN)/mypy

check: base
	@$(BIN)/ivr check $(MENU) $(ARGS)

graph: dev
	@$(BIN)/ivr graph $(MENU) $(ARGS)

bench: dev
	@$(BIN)/python -m bench --write docs/benchmarks.md

bench-dtmf: dev
	@$(BIN)/python -m bench.dtmf $(ARGS)
	@$(BIN)/python -m bench.dtmf.speed

lock: dev
	@sh requirements/lock.sh

clean:
	rm -rf .venv build dist ./*.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	rm -f ivr/sound/dtmf/_core*.so ivr/sound/dtmf/_core*.pyd
	find ivr tests bench -name __pycache__ -type d -prune -exec rm -rf {} +
