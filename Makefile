# Everything a developer of pxc runs. Each target says what it does; make help
# lists them.

GO     ?= go
PREFIX ?= /usr/local
SHORT  ?=
STRESS ?= 20s

.PHONY: help build install test race stress bench load confirm fuzz lint gen demo clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

build: ## build pxc into ./pxc
	$(GO) build -trimpath -o pxc ./cmd/pxc

install: build ## install pxc below PREFIX (/usr/local)
	install -d $(DESTDIR)$(PREFIX)/bin
	install -m 755 pxc $(DESTDIR)$(PREFIX)/bin/pxc

demo: build ## build the hello server, start it and talk to it once
	./testsuite/demo.sh

test: ## run all tests: with the runtime's invariants checked, then as shipped
	$(GO) vet ./...
	$(GO) test -timeout 20m -tags=invariants ./...
	$(GO) test -timeout 20m ./...

race: ## run the runtime's tests under the race detector and with a busy collector
	$(GO) test -race ./rt/...
	GOGC=1 $(GO) test -count=1 -tags=invariants ./rt/...

stress: build ## hammers for STRESS (20s) each, then 100,000 connections that keep something
	PXC_HAMMER=$(STRESS) $(GO) test -count=1 -timeout 24h -race -run Hammer ./rt/...
	PXC_HAMMER=$(STRESS) GOGC=1 $(GO) test -count=1 -timeout 24h -tags=invariants -run Hammer ./rt/...
	PXC_HAMMER=$(STRESS) PXC_CONNECTIONS=100000 $(GO) test -count=1 -timeout 24h -run 'Hammer|TestServeKinds' ./testsuite

bench: build ## compare programs with CPython, PyPy and Go (BENCH=-rounds=9); then Go benchmarks
	cd testsuite/bench && $(GO) run . $(BENCH)
	$(GO) test -run '^$$' -bench . -benchmem ./frontend/... ./rt/...

load: build ## compare servers under load: CPU per request, latency, memory
	cd testsuite/load && $(GO) run -mod=mod . $(LOAD)

confirm: build ## replay the expected results in CPython
	$(GO) test ./testsuite -run Confirm -confirm
	$(GO) test ./frontend/syntax ./frontend/resolve -run Confirm -confirm

fuzz: ## fuzz each target for FUZZTIME (30s)
	./testsuite/fuzz.sh $(or $(FUZZTIME),30s)

lint: ## formatting, vet, staticcheck
	@test -z "$$(gofmt -l .)" || { gofmt -l .; echo 'run gofmt -w'; exit 1; }
	$(GO) vet ./...
	$(GO) run honnef.co/go/tools/cmd/staticcheck@v0.7.0 ./...

gen: ## remake everything that is generated
	$(GO) generate ./...

clean: ## remove what the targets above leave behind
	rm -rf pxc testsuite/_work
