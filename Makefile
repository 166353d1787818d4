# make run: talk.  make test: install what the tests need, then check everything.  make help: the rest.
.DEFAULT_GOAL := help
.PHONY: help run venv test check chaos lint format generated bench bench-desktop screenshots clean

BIN := .venv/bin
JOBS ?= 2
# Chosen once per make, and only by the targets that need it.
SYSTEM_PYTHON = $(eval SYSTEM_PYTHON := $$(shell PYTHON="$(PYTHON)" sh tools/python.sh))$(SYSTEM_PYTHON)
prepare = @test -n "$(SYSTEM_PYTHON)" && "$(SYSTEM_PYTHON)" -m tools.prepare

help:
	@echo 'make run          서버를 켜고 말마당을 열어요 · start a server here and open the app (PORT=2500 NICK=하늘)'
	@echo 'make test         필요한 것을 깔고 모두 검사해요 · install what the tests need, then make check'
	@echo 'make check        lint + tests'
	@echo 'make chaos        kill -9, cut lines, a standstill, a full disk: many rounds with many clients'
	@echo 'make lint         ruff format, ruff, mypy --strict, import-linter'
	@echo 'make format       write the format that lint asks for'
	@echo 'make generated    write the files that are made from tables again'
	@echo 'make bench        figures beside InspIRCd and ngIRCd (ARGS=--help)'
	@echo 'make bench-desktop  the desktop app against its budgets, on a display nobody sees'
	@echo 'make screenshots  the pictures in docs/images, from the real window'
	@echo 'make clean        remove .venv and what was built'

run:
	$(prepare) run
	@$(BIN)/python -m tools.run $(if $(PORT),--port $(PORT)) $(if $(NICK),--nick '$(NICK)') $(ARGS)

venv:
	$(prepare) develop

test:
	$(prepare) test
	@$(MAKE) --no-print-directory check

check: lint
	$(BIN)/python -m pytest -q -n $(JOBS) $(ARGS)

chaos:
	$(prepare) test
	CHAOS_ROUNDS=100 CHAOS_CLIENTS=200 CHAOS_CUTS=500 CHAOS_STOP_S=20 \
		$(BIN)/python -m pytest -q --timeout 1800 tests/chaos $(ARGS)

lint:
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format:
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

generated:
	$(BIN)/python -m tools.build_reference

bench:
	$(prepare) test
	$(BIN)/python -m bench $(ARGS)

bench-desktop:
	$(prepare) test
	$(BIN)/python -m bench.desktop

screenshots:
	$(prepare) test
	$(BIN)/python -m tools.screenshots

clean:
	rm -rf .venv build dist src/malmadang/server/_spread.*.so .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
