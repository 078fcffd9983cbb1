# make train: a model of your own.  make test: every check.  Each sets everything up by itself.
# make test PYTHON=python3.12: with another Python, which gets an environment of its own.
PYTHON ?= python3.11
VERSION := $(shell $(PYTHON) -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null)
ifeq ($(VERSION)$(filter clean,$(MAKECMDGOALS)),)
$(error PYTHON=$(PYTHON) does not run; name a Python from 3.11 on, such as PYTHON=/usr/bin/python3.12)
endif
VENV := .venv$(patsubst %,-%,$(filter-out 3.11,$(VERSION)))
BIN := $(VENV)/bin
READY := $(VENV)/.ready
# axe-core and html-validate, which check the page; without npm their tests are skipped.
CHECKERS := $(if $(and $(shell command -v npm),$(wildcard tests/page/package-lock.json)),tests/page/node_modules/.ready)
# On Linux the default index brings PyTorch with CUDA. For the CPU build, or for another CUDA:
# make TORCH_INDEX=<an index from PyTorch's install page>
TORCH_INDEX ?=

.PHONY: train test setup lint types tests slow load archive-load query-load checkers screenshots tables pictures dataset dist clean
.DELETE_ON_ERROR:

train: $(READY)
	$(BIN)/python -m train $(ARGS)
	$(BIN)/python -m evaluate --bundle runs/mini/bundle

test: lint types tests

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(READY)
	$(BIN)/mypy

tests: $(READY) $(CHECKERS)
	$(BIN)/pytest -q

checkers: $(CHECKERS)

tests/page/node_modules/.ready: tests/page/package.json tests/page/package-lock.json
	npm ci --prefix tests/page --ignore-scripts --no-audit --no-fund --silent
	touch $@

# The pictures of the page in docs/; needs Chromium.
screenshots: $(READY)
	$(BIN)/python -m tests.page.screenshots

# The picture of the archive's tables in docs/.
tables: $(READY)
	$(BIN)/python -m tests.predict.archive.tables_picture

# The pictures of what an archive answers, in docs/.
pictures: $(READY)
	$(BIN)/python -m tests.predict.query.pictures

# Tests that read or train real checkpoints.
slow: $(READY)
	$(BIN)/pytest -q -m slow

# How the service holds: make load CLIENTS=64 SECONDS=60
load: $(READY)
	$(BIN)/python -m tests.load.table --clients $(or $(CLIENTS),64) --seconds $(or $(SECONDS),60)

# How fast a batch reads and what memory it takes: make archive-load ARTICLES=20000 REAL=--real
archive-load: $(READY)
	$(BIN)/python -m tests.load.archive_load --speed 1000 --memory 2000 $(or $(ARTICLES),20000) $(REAL)

# The corpus as JSON lines, which `datasets.load_dataset("data")` reads.
dataset: $(READY)
	rm -rf data/huggingface && mkdir -p data/huggingface
	for split in train dev test; do $(BIN)/python -m data convert data/corpus/$$split data/huggingface/$$split.jsonl --to datasets-jsonl || exit; done

# How quickly an archive of many articles answers: make query-load ARTICLES=20000
query-load: $(READY)
	$(BIN)/python -m tests.load.query_load $(or $(ARTICLES),20000)

dist: $(READY)
	rm -rf build dist
	$(BIN)/python -m build --wheel

setup: $(READY)

$(READY): pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	echo '*' > $(VENV)/.gitignore
	$(BIN)/pip install -q --disable-pip-version-check -c constraints.txt torch $(if $(TORCH_INDEX),--index-url $(TORCH_INDEX))
	$(BIN)/pip install -q --disable-pip-version-check -c constraints.txt -e ".[train,serve,client,spacy,archive,postgres,ray,ftm,tensorboard,dev]"
	# What followthemoney brings of types is of SQLAlchemy 1.4, and mypy would take it for those of 2.
	$(BIN)/pip uninstall -q -y sqlalchemy2-stubs
	touch $@

clean:
	rm -rf .venv .venv-* build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache
