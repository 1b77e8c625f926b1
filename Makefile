# Everything a person types here; the work itself is in tools/house, in plain Python.
PYTHON ?= python3
HOUSE = @command -v $(PYTHON) >/dev/null || { echo "Python 3.11 or newer is needed and $(PYTHON) was not found; install it, or say where it is: make $@ PYTHON=python3.12" >&2; exit 1; }; \
	exec $(PYTHON) -m tools.house $@
ARGS ?=

.DEFAULT_GOAL := help
.PHONY: help run setup test lint types layers catalogues openai build clean

help: ## List these targets
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1	\2/p' $(firstword $(MAKEFILE_LIST)) | expand -t 20

run: ## Set everything up, fill the demo and serve it (PORT=8001 serves elsewhere)
	$(HOUSE)

test: ## Set everything up and run the tests (ARGS="tests/people -k minor" runs some)
	$(HOUSE) $(ARGS)

setup: ## Only set up what the tests and linters need
	$(HOUSE)

lint: ## Ruff: the rules and the format
	$(HOUSE)

types: ## Mypy, strict
	$(HOUSE)

layers: ## The rooms import only what stands below them
	$(HOUSE)

catalogues: ## Every text of the interface has its Kazakh and Russian words
	$(HOUSE)

openai: ## A Python with openai-whisper and the base model in its form, for the tests of that engine
	$(HOUSE)

build: ## The wheel, with the built front end and the compiled catalogues, in dist/
	$(HOUSE)

clean: ## Remove what can be made again; the data in var/ stays
	$(HOUSE)
