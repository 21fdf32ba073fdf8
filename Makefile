# The commands that README explains. They need Python 3.11+, make and a package index.

VENV := .venv
PYTHON_HERE := $(VENV)/bin/python
INSTALL := $(PYTHON_HERE) -m pip install --quiet --disable-pip-version-check \
	--require-hashes --requirement
COMPILE := $(VENV)/bin/uv pip compile --quiet --generate-hashes \
	--python-version 3.11 --no-emit-index-url --no-header
# Newer than the lock that each was made from, so that a second run has nothing to do.
RUN_STAMP := $(VENV)/.installed
TEST_STAMP := $(VENV)/.installed-dev
# What a deployment would set, so that Django's own checks judge that and not this.
DEPLOYED = STUDIO_DATA_DIR=var/check SITE_URL=https://studio.example \
	SECRET_KEY=$$($(PYTHON_HERE) -c "import secrets; print(secrets.token_hex(32))")

.PHONY: run test check faults bench lock $(VENV)

run: $(RUN_STAMP)
	@exec $(PYTHON_HERE) manage.py studio

# On what comes out of the box, and on real PostgreSQL, Valkey and S3 servers, at once.
test: $(TEST_STAMP)
	$(PYTHON_HERE) -m tests

check: $(TEST_STAMP)
	$(VENV)/bin/ruff check
	$(VENV)/bin/ruff format --check
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports
	if [ -d templates ]; then $(VENV)/bin/djlint --lint --check templates; fi
	$(DEPLOYED) $(PYTHON_HERE) manage.py makemigrations --check --dry-run
	$(DEPLOYED) $(PYTHON_HERE) manage.py check --deploy --fail-level WARNING

faults: $(TEST_STAMP)
	$(PYTHON_HERE) -m pytest -m long

bench: $(TEST_STAMP)
	$(PYTHON_HERE) -m bench

lock: $(TEST_STAMP)
	$(COMPILE) requirements.in --output-file requirements.txt
	$(COMPILE) requirements-dev.in --output-file requirements-dev.txt

$(VENV): $(RUN_STAMP)

$(RUN_STAMP): requirements.txt
	@sh .ci/venv $(VENV)
	@echo "Installing requirements.txt into $(VENV), once; about a minute"
	@$(INSTALL) requirements.txt
	@touch $@

$(TEST_STAMP): requirements-dev.txt $(RUN_STAMP)
	@echo "Installing requirements-dev.txt into $(VENV), once; about a minute"
	@$(INSTALL) requirements-dev.txt
	@touch $@
