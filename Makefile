# Everything a person or a machine does with this repository. ARGS goes to the command: make run ARGS="--config my.yaml"
SHELL := bash
.DEFAULT_GOAL := help
.PHONY: help build demo run test coverage soak bench bench-micro bench-peer format clean librdkafka

solution := CdcFunctions.Core.slnf
cdc := dotnet functions/Host/bin/Release/net10.0/cdc.dll
postgres = bin=$$(eng/postgres.sh) && export CDC_POSTGRES_BIN="$$bin"

export DOTNET_CLI_TELEMETRY_OPTOUT ?= 1
export DOTNET_NOLOGO ?= 1

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: build ## Show the product at work, with a Kafka and a PostgreSQL of its own
	@$(postgres) && $(cdc) demo $(ARGS)

run: build ## Run the host with cdc.yaml, or as ARGS says
	@$(cdc) run $(ARGS)

test: build ## Run all tests; TESTS="Unit Integration" picks projects, FILTER="FullyQualifiedName~Fold" picks tests
	@$(postgres) && eng/test.sh

build: librdkafka ## Restore and build everything, once, for Release
	@echo "Building $(solution)."
	@dotnet build $(solution) --configuration Release --nologo --verbosity quiet -consoleLoggerParameters:NoSummary

# Lines are counted in plain assemblies.
coverage: export AheadOfTime := false
coverage: build ## Run all tests and print the lines they cover, by assembly
	@$(postgres) && COVERAGE=1 eng/test.sh && eng/coverage.sh

soak: build ## Repeat the random tests with new seeds for MINUTES=30
	@$(postgres) && eng/soak.sh

bench: build ## Run the benchmarks; QUICK=1 takes two minutes; ARGS="decode path" picks parts
	@$(postgres) && dotnet run --project tests/Benchmarks --configuration Release --no-build -- $(ARGS)

bench-micro: build ## Measure decoding, folding and column building by themselves; QUICK=1 is short; ARGS="--filter *Fold*"
	@dotnet run --project tests/Benchmarks --configuration Release --no-build -- micro $(ARGS)

bench-peer: build ## Measure this project and the Debezium JDBC sink of CDC_PARTS in turn; ROUNDS=3 EVENTS=1000000
	@$(postgres) && dotnet run --project tests/Benchmarks --configuration Release --no-build -- peer

format: librdkafka ## Bring the code into the house style; ARGS=--verify-no-changes only checks
	@dotnet format $(solution) $(ARGS)

clean: ## Remove what was built, except librdkafka in the cache
	@find functions shared tests eng -type d \( -name bin -o -name obj \) -prune -exec rm -rf {} +
	@rm -rf artifacts

librdkafka:
	@eng/librdkafka.sh
