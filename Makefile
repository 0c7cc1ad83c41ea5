# make run    everything at one address (PORT=… and DATA=… to choose)
# make test   the suite, one process more than there are cores, since much of it waits; what needs Redis, PostgreSQL or
#             Chromium is skipped with a reason where they are absent
# make soak   the long runs
# make lint   ruff, import contracts      make types   mypy      make bench   measurements
# make bench-migration   two captures of up to 100,000 instances, on the command line and on the web: an hour
# make tables the tables of the standard anew, from the pinned packages and the overlays

PYTHON ?=
PORT ?=
DATA ?=
TESTS ?=
bin = .venv/bin

.PHONY: run test soak lint types bench bench-migration tables environment environment-dev
.SILENT:

run: environment
	DICOMCHECK_PORT="$(or $(PORT),$(DICOMCHECK_PORT),8042)" DICOMCHECK_DATA="$(or $(DATA),$(DICOMCHECK_DATA))" \
		exec $(bin)/python -m dicomcheck.supervisor

test: environment-dev
	$(bin)/python -m pytest --numprocesses $$($(bin)/python -c "import os; print(os.cpu_count() + 1)") \
		--dist worksteal $(TESTS)

soak: environment-dev
	$(bin)/python -m pytest -m soak $(TESTS)

lint: environment-dev
	$(bin)/ruff check .
	$(bin)/lint-imports

types: environment-dev
	$(bin)/mypy

bench: environment-dev
	$(bin)/python -m benchmarks
	$(bin)/python -m benchmarks.explain
	$(bin)/python -m benchmarks.pixels
	$(bin)/python -m benchmarks.pairing
	$(bin)/python -m benchmarks.rivals
	$(bin)/python -m benchmarks.migration --sizes 1000 10000 --pixel-files 1000

bench-migration: environment-dev
	$(bin)/python -m benchmarks.migration
	$(bin)/python -m benchmarks.migration.web
	$(bin)/python -m benchmarks.migration.receiving
	$(bin)/python -m benchmarks.migration.scaled

tables: environment-dev
	$(bin)/python -m validator.engine.standard.build_dictionary
	$(bin)/python -m tools.standard.build

environment:
	python=$$(PYTHON="$(PYTHON)" tools/find-python) && "$$python" tools/environment.py requirements.txt

environment-dev:
	python=$$(PYTHON="$(PYTHON)" tools/find-python) && "$$python" tools/environment.py requirements-dev.txt
