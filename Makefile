# liq: see README.md.  make, make check, make bench, make long, make install
#
# Variables a user may set: CC CFLAGS CPPFLAGS LDFLAGS PREFIX DESTDIR.
# Another build beside this one: make BUILD=build/san CFLAGS="$(SANFLAGS)".

VERSION = 0.1.0
PREFIX = /usr/local
BINDIR = $(PREFIX)/bin
MANDIR = $(PREFIX)/share/man
DATADIR = $(PREFIX)/share/liq
BUILD = build/default
BIN = bin

CFLAGS = -O2 -g
WARNINGS = -std=c11 -Wall -Wextra -Wpedantic -Wshadow -Wvla -Wwrite-strings \
	-Wstrict-prototypes -Wmissing-prototypes -Wpointer-arith -Werror
SANFLAGS = -O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined \
	-fno-sanitize-recover=all
ALL_CFLAGS = $(WARNINGS) $(CFLAGS) -D_GNU_SOURCE -DVERSION='"$(VERSION)"' \
	-Icommon -Icmd $(CPPFLAGS)

PROGRAMS = liq-fetch liq-agg liq-levels liq-score liq-render
COMMON = $(wildcard common/*/*.c)
COMMANDS = $(foreach p,$(PROGRAMS),$(wildcard cmd/$(p)/*.c))
SOURCES = $(COMMON) $(COMMANDS)
HEADERS = $(wildcard common/*/*.h) $(foreach p,$(PROGRAMS),$(wildcard cmd/$(p)/*.h))
UNITS = $(wildcard tests/unit/*.c)

LIBS_liq-fetch = -lcurl -lz -lm
LIBS_liq-agg = -lz -lm -lpthread
LIBS_liq-levels = -lz -lm
LIBS_liq-score = -lz -lm
LIBS_liq-render = -lz -lm

all: $(PROGRAMS:%=$(BIN)/%)

COMMON_OBJECTS = $(COMMON:%.c=$(BUILD)/%.o)

define program
OBJECTS_$(1) = $(patsubst %.c,$(BUILD)/%.o,$(wildcard cmd/$(1)/*.c))
$(BIN)/$(1): $$(OBJECTS_$(1)) $(BUILD)/common.a
	@mkdir -p $$(@D)
	@echo "  LD  $$@"
	@$$(CC) $$(CFLAGS) $$(LDFLAGS) -o $$@ $$^ $$(LIBS_$(1))
endef
$(foreach p,$(PROGRAMS),$(eval $(call program,$(p))))

$(BUILD)/common.a: $(COMMON_OBJECTS)
	@rm -f $@
	@$(AR) qcs $@ $^

$(BUILD)/%.o: %.c
	@mkdir -p $(@D)
	@echo "  CC  $<"
	@$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

-include $(patsubst %.c,$(BUILD)/%.d,$(SOURCES) $(UNITS))

# Unit tests: one program a file, linked with the programs it includes, less
# their mains.
units: $(UNITS:tests/unit/%.c=$(BUILD)/unit/%.t)

define unit
$(BUILD)/unit/$(1).t: $(BUILD)/tests/unit/$(1).o \
    $(patsubst %,$(BUILD)/%.a,$(shell cd tests/unit && \
    cat $(1).c $$(grep -o 'gather\.h' $(1).c) | \
    sed -n 's/^.include "\(liq-[a-z]*\)\/.*/\1/p' | sort -u)) $(BUILD)/common.a
	@mkdir -p $$(@D)
	@echo "  LD  $$@"
	@$$(CC) $$(CFLAGS) $$(LDFLAGS) -o $$@ $$^ \
	    $$(if $$(filter %/liq-fetch.a,$$^),-lcurl) -lz -lm -lpthread
endef
$(foreach u,$(UNITS:tests/unit/%.c=%),$(eval $(call unit,$(u))))

define archive
$(BUILD)/$(1).a: $$(filter-out %/main.o,$$(OBJECTS_$(1)))
	@rm -f $$@
	@$$(AR) qcs $$@ $$^
endef
$(foreach p,$(PROGRAMS),$(eval $(call archive,$(p))))

# Everything quick: lint, every test, and every test again under ASan and
# UBSan.
check: all units lint syntax
	$(PROVE) $(WAITING) $(UNIT_TESTS) $(filter-out $(WAITING), \
	    $(wildcard tests/cmd/*.t)) tests/fuzz/*.t tests/meta/*.t
	$(MAKE) -s BUILD=build/san BIN=build/san/bin CFLAGS="$(SANFLAGS)" \
	    all units
	LIQ_BIN=$(CURDIR)/build/san/bin $(PROVE) \
	    $(WAITING) $(UNIT_TESTS:build/default/%=build/san/%) \
	    $(filter-out $(WAITING),$(wildcard tests/cmd/*.t))

PROVE = prove -j3 -Q
# Those that wait more than they work, first, so that others work meanwhile.
WAITING = $(addprefix tests/cmd/,live-scenarios.t rest-scenarios.t hours.t \
	render-live.t online.t follow-files.t metrics.t)
UNIT_TESTS = $(UNITS:tests/unit/%.c=build/default/unit/%.t)

FORMAT = clang-format-14
SCRIPTS = bootstrap .ci/run tests/tap.sh share/pictures/draw.sh \
	share/completions/liq.bash $(wildcard tests/*/*.t \
	tests/*/*.sh)

lint:
	@echo '  LINT'
	@$(FORMAT) --dry-run -Werror $(SOURCES) $(HEADERS) \
	    $(wildcard tests/*/*.c tests/*/*.h)
	@cppcheck --quiet --error-exitcode=1 --inline-suppr --std=c11 \
	    --enable=warning,portability -DVERSION='""' -Icommon -Icmd \
	    common $(wildcard cmd/*)
	@shellcheck -e SC1091,SC2002,SC2154 $(SCRIPTS)
	@mandoc -Tlint -W warning $(wildcard man/*.[157])

# The other compiler has nothing to say either.
syntax:
	@clang $(ALL_CFLAGS) -fsyntax-only $(SOURCES)

format:
	$(FORMAT) -i $(SOURCES) $(HEADERS) $(wildcard tests/*/*.c tests/*/*.h)

# The estimate against what happened: goals, values, intervals; and how often
# its signals were right.
score: all
	PATH=$(abspath $(BIN)):$$PATH tests/score/score.sh
	PATH=$(abspath $(BIN)):$$PATH tests/score/signals.sh

# What takes longer: a fresh machine, a while of every fuzzer, schedules of
# faults and kills.  Results, with their dates, are in tests/RESULTS.md.
long: all units $(BUILD)/bench/gen
	tests/long/fresh.sh
	LIQ_DAYS=30 $(BUILD)/unit/live_days.t
	PATH=$(abspath $(BIN)):$$PATH tests/long/whole-days.py
	tests/fuzz/run.sh -t 600
	tests/long/twins.sh $(BUILD)/unit
	tests/long/pictures.sh $(BUILD)
	PATH=$(abspath $(BIN)):$$PATH python3 tests/fake/play.py --slow
	LIQ_BIN=$(abspath $(BIN)) tests/long/live-scenarios.sh
	PATH=$(abspath $(BIN)):$$PATH tests/long/rest-torture.py
	PATH=$(abspath $(BIN)):$$PATH tests/long/live-torture.py
	PATH=$(abspath $(BIN)):$$PATH tests/long/agg-hosts.sh
	PATH=$(abspath $(BIN)):$$PATH tests/long/agg-orders.sh $(BUILD)/bench

# Ratios against peers; no part of check.
BENCH = gen clock inflate

bench: all $(BENCH:%=$(BUILD)/bench/%)
	-$(CXX) -O3 -march=native -std=c++17 -o $(BUILD)/bench/simdjson \
	    tests/bench/simdjson.cc -lsimdjson
	PATH=$(abspath $(BIN)):$$PATH tests/bench/agg.sh $(BUILD)/bench
	PATH=$(abspath $(BIN)):$$PATH tests/bench/levels.sh $(BUILD)/bench
	PATH=$(abspath $(BIN)):$$PATH tests/bench/heat.sh $(BUILD)/bench
	-$(CC) $(ALL_CFLAGS) -o $(BUILD)/bench/live tests/bench/live.c \
	    $(BUILD)/common.a -lssl -lcrypto -lpthread
	PATH=$(abspath $(BIN)):$$PATH tests/bench/live.sh $(BUILD)/bench
	$(MAKE) -s $(BUILD)/bench/books
	$(BUILD)/bench/books

$(BUILD)/bench/books: $(BUILD)/tests/bench/books.o $(BUILD)/liq-fetch.a \
    $(BUILD)/common.a
	@mkdir -p $(@D)
	@echo "  LD  $@"
	@$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ -lcurl -lz -lm

$(BUILD)/bench/%: $(BUILD)/tests/bench/%.o $(BUILD)/common.a
	@mkdir -p $(@D)
	@echo "  LD  $@"
	@$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ -lz -lm

# The README's pictures.
pictures: all
	PATH=$(abspath $(BIN)):$$PATH share/pictures/draw.sh share/pictures

SHARES = systemd cron logrotate sql
BASHDIR = $(PREFIX)/share/bash-completion/completions
ZSHDIR = $(PREFIX)/share/zsh/site-functions
FISHDIR = $(PREFIX)/share/fish/vendor_completions.d

install: all
	install -d $(DESTDIR)$(BINDIR) $(DESTDIR)$(MANDIR)/man1 \
	    $(DESTDIR)$(MANDIR)/man5 $(DESTDIR)$(MANDIR)/man7 \
	    $(DESTDIR)$(DATADIR)/params
	install -m 755 $(PROGRAMS:%=$(BIN)/%) $(DESTDIR)$(BINDIR)
	install -m 644 man/*.1 $(DESTDIR)$(MANDIR)/man1
	install -m 644 man/*.5 $(DESTDIR)$(MANDIR)/man5
	install -m 644 man/*.7 $(DESTDIR)$(MANDIR)/man7
	install -m 644 share/params/*.json $(DESTDIR)$(DATADIR)/params
	install -d $(SHARES:%=$(DESTDIR)$(DATADIR)/%)
	for s in $(SHARES); do \
	    install -m 644 share/$$s/* $(DESTDIR)$(DATADIR)/$$s || exit; done
	install -d $(DESTDIR)$(BASHDIR) $(DESTDIR)$(ZSHDIR) $(DESTDIR)$(FISHDIR)
	install -m 644 share/completions/_liq $(DESTDIR)$(ZSHDIR)
	for p in $(PROGRAMS); do \
	    install -m 644 share/completions/liq.bash \
	        $(DESTDIR)$(BASHDIR)/$$p && \
	    install -m 644 share/completions/liq.fish \
	        $(DESTDIR)$(FISHDIR)/$$p.fish || exit; done

uninstall:
	cd $(DESTDIR)$(BINDIR) && rm -f $(PROGRAMS)
	cd $(DESTDIR)$(MANDIR) && rm -f $(patsubst man/%.1,man1/%.1, \
	    $(wildcard man/*.1)) $(patsubst man/%.5,man5/%.5, \
	    $(wildcard man/*.5)) $(patsubst man/%.7,man7/%.7,$(wildcard man/*.7))
	cd $(DESTDIR)$(DATADIR) && rm -f $(patsubst share/%,%, \
	    $(wildcard share/params/*.json $(SHARES:%=share/%/*)))
	-cd $(DESTDIR)$(DATADIR) && rmdir params $(SHARES)
	-rmdir $(DESTDIR)$(DATADIR)
	rm -f $(PROGRAMS:%=$(DESTDIR)$(BASHDIR)/%) $(DESTDIR)$(ZSHDIR)/_liq \
	    $(PROGRAMS:%=$(DESTDIR)$(FISHDIR)/%.fish)

clean:
	rm -rf build bin

.PHONY: all units check lint syntax format long score bench pictures install uninstall clean
.SECONDARY:
