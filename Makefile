# Thin names for one command each.

MVN ?= mvn -B -ntp

# The modules with uncommitted changes, or those named: make quick M=verticles/price-fetcher
M ?= $(shell git status --porcelain | cut -c4- | sed -n 's@\(.*\)/\(pom.xml\|src/.*\)$$@\1@p' | sort -u | paste -sd,)

.DEFAULT_GOAL := help
.PHONY: help up jars test quick fmt fmt-check bench soak clean

help: ## Lists these names
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 20

up: jars ## Builds everything and starts it on http://127.0.0.1:8000, data in ./data
	java -jar verticles/standalone/target/tickwork.jar

jars: ## Builds the runnable jars without tests and checks
	$(MVN) -q -Dquick -Dmaven.test.skip package

test: ## Every test and check; needs a JDK 17 and Maven only
	$(MVN) verify

quick: ## Compiles and tests what you changed, without the checks; M=module,module names it
	$(MVN) -q -Dquick $(if $(M),-pl $(M) -am) test

fmt: ## Formats the code
	$(MVN) -q spotless:apply

fmt-check: ## Fails where the format differs
	$(MVN) -q spotless:check

bench: ## Runs the benchmarks and prints their tables
	$(MVN) -q -Dquick -Dbench -Dmaven.test.skip -pl bench -am package
	java -jar bench/target/bench.jar

soak: ## The tests that take long
	$(MVN) verify -Dgroups=soak -DexcludedGroups=

clean: ## Deletes what was built; data stay
	$(MVN) -q clean
