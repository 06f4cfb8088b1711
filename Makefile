# `make run` and `make test` need Python 3.11 or newer and make, nothing else.

# The first Python on the path that is new enough; empty when there is none.
PYTHON := $(shell for candidate in python3 python3.14 python3.13 python3.12 python3.11; do \
	"$$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo "$$candidate"; break; }; done)
NO_PYTHON := Cần Python 3.11 trở lên: hãy chạy `sudo apt install python3 python3-venv`. | Python 3.11 or newer is needed: run `sudo apt install python3 python3-venv`.
deploy = @command -v "$(PYTHON)" >/dev/null || { echo '$(NO_PYTHON)' >&2; exit 1; }; \
	PYTHONPATH=site exec "$(PYTHON)" -m deploy.
venv = .venv/bin/python

.DEFAULT_GOAL := help
.PHONY: help run test lint format screenshots bench lock messages clean install

help: ## List what make can do
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## Serve the site on http://127.0.0.1:8000 with sample data (PORT=8001 for another port)
	$(deploy)run

test: ## Run every check and the test suite on SQLite and PostgreSQL
	$(deploy)run_checks

lint: ## Run the checks without the test suite
	$(deploy)run_checks --only lint,format,templates,types,imports

install: ## Install the developer packages into .venv
	$(deploy)run_checks --only none

format: install ## Format Python and templates
	$(venv) -m ruff check --fix-only --quiet .
	$(venv) -m ruff format .
	-$(venv) -m djhtml --tabwidth 2 templates

screenshots: install ## Take pictures of every kind of screen, in all widths, light and dark, into var/screenshots/
	PYTHONPATH=site:. $(venv) -m tests.browser.screenshots

bench: install ## Measure the main screens with 20,000 tasks and 5,000 initiatives, and spreadsheets of 10,000 and 100,000 rows
	DATABASE_URL=$${DATABASE_URL:-sqlite://:memory:} PYTHONPATH=site:. $(venv) -m tests.benchmarks.lists
	DATABASE_URL=$${DATABASE_URL:-sqlite://:memory:} PYTHONPATH=site:. $(venv) -m tests.benchmarks.spreadsheets

lock: install ## Compile requirements*.in into pinned requirements*.txt
	for name in requirements requirements-dev; do \
		$(venv) -m uv pip compile --quiet --generate-hashes --no-annotate --python-version 3.11 \
			--no-emit-index-url --no-emit-find-links \
			--custom-compile-command "make lock" --output-file $$name.txt $$name.in || exit 1; done

messages: install ## Collect and compile the Vietnamese translations
	PYTHONPATH=site $(venv) -m deploy.messages

clean: ## Remove what tools leave behind; .venv and var/ stay
	rm -rf .pytest_cache .ruff_cache .mypy_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -not -path './.venv/*' -prune -exec rm -rf {} +
