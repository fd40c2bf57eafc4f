/*
 * liq-fetch - liquidations and market data as lines of JSON.
 */
#include <string.h>

#include "base/x.h"
#include "io/feed.h"
#include "io/log.h"
#include "io/opt.h"
#include "io/out.h"
#include "io/stop.h"
#include "json/json.h"
#include "liq-fetch/emit.h"
#include "liq-fetch/instruments.h"
#include "liq-fetch/markets.h"
#include "liq-fetch/online.h"
#include "liq-fetch/play.h"
#include "liq-fetch/rebuild.h"
#include "liq-fetch/request.h"
#include "liq-fetch/simulate.h"

static const struct request *request;
static struct emit emit;
static struct instruments instruments;

/* The file that is being imported, and what its format remembers. */
static struct {
	struct import import;
	const char *name;
	void *state;
	int64_t line;
} file;

static void
take(void *arg, const struct record *r)
{
	const char *why = market_check(r);

	if (why == NULL && !when_sane(r->as.ts))
		why = "a time outside 2015 to 2100";
	if (why == NULL) {
		emit_record(arg, r);
		return;
	}
	log_warn("%s:%lld: %s", file.name, (long long)file.line, why);
	emit.refused++;
}

/* A part of a line that could not be read; the line's other parts stand. */
static void
refuse(void *arg, const char *why)
{
	(void)arg;
	log_warn("%s:%lld: %s", file.name, (long long)file.line, why);
	emit.refused++;
}

static const struct sink sink = { .record = take,
	.refuse = refuse,
	.repeat = emit_repeat,
	.scope = emit_scope,
	.arg = &emit };

static void
file_open(void *arg, const char *name, bool regular)
{
	const char *why = NULL;

	(void)arg;
	(void)regular;
	file.name = name;
	file.line = 0;
	emit_scope(&emit);
	if (file.state != NULL) /* of the file before (format.across) */
		return;
	file.state = request->format->open(&file.import, name, &why);
	if (file.state == NULL)
		opt_usage("--import=%s: %s", request->format->name, why);
}

static const char *
file_line(void *arg, struct str line)
{
	(void)arg;
	file.line++;
	return request->format->line(file.state, line, &sink);
}

static void
file_refused(void *arg, const char *why)
{
	(void)arg;
	(void)why;
	emit.refused++;
}

static void
file_close(void *arg, const char *why)
{
	(void)arg;
	(void)why;
	if (request->format->across)
		return;
	request->format->close(file.state, &sink);
	file.state = NULL;
}

static const char *
instrument_line(void *arg, struct str line)
{
	struct record r;
	const char *why = record_parse(&r, line);

	(void)arg;
	if (why == NULL && r.type == RECORD_INSTRUMENT)
		instruments_add(&instruments, &r.as.instrument);
	return why;
}

static void
nothing_open(void *arg, const char *name, bool regular)
{
	(void)arg;
	(void)name;
	(void)regular;
}

static void
nothing_close(void *arg, const char *why)
{
	(void)arg;
	(void)why;
}

/* --instruments: what cannot be read there would make wrong sizes. */
static void
read_instruments(void)
{
	struct feed feed = { .open = nothing_open,
		.line = instrument_line,
		.close = nothing_close };
	char *names[] = { (char *)request->instruments, NULL };

	if (feed_files(&feed, names) != STATUS_OK)
		opt_usage("--instruments=%s: cannot be used as it is",
		    request->instruments);
}

static void
put_text(struct buf *b, const char *key, const char *text)
{
	if (text == NULL)
		return;
	buf_printf(b, ",\"%s\":", key);
	json_put_text(b, str_of(text));
}

static void
put_number(struct buf *b, const char *key, int64_t n)
{
	buf_printf(b, ",\"%s\":%lld", key, (long long)n);
}

/* What of the command line changes the result. */
static void
put_options(struct buf *b)
{
	static const char *const volumes[] = { NULL, "usd", "contract" };

	if (request->format != NULL) {
		buf_printf(b, "{\"import\":\"%s\"", request->format->name);
		put_text(b, "exchange", request->exchange);
		put_text(b, "symbol", request->symbol);
		if (request->as != RECORD_NONE)
			put_text(b, "as", record_name(request->as));
		if (request->width != 0)
			put_number(b, "width", request->width);
		put_text(b, "volume_unit", volumes[request->volume_unit]);
		if (request->rate_unit == RATE_PERCENT)
			put_text(b, "rate_unit", "percent");
	} else {
		buf_printf(b, "{\"seed\":%lld", (long long)request->seed);
		put_number(b, "coins", request->coins);
		put_number(b, "interval", request->interval);
	}
	if (emit.since != 0)
		put_number(b, "since", emit.since);
	if (emit.until != INT64_MAX)
		put_number(b, "until", emit.until);
	buf_putc(b, '}');
}

static int
run_import(char **names)
{
	struct feed feed = { .open = file_open,
		.line = file_line,
		.refused = file_refused,
		.close = file_close };
	struct run run = { .why = "" };
	struct buf options = { 0 };
	int status;

	if (request->follow)
		opt_usage("-f: an archive has no future to follow");
	file.import = (struct import){ .exchange = request->exchange,
		.symbol = request->symbol,
		.as = request->as,
		.width_ms = request->width,
		.volume_unit = request->volume_unit,
		.rate_unit = request->rate_unit,
		.context = { &instruments, request->format->name, INT_NONE } };
	status = feed_files(&feed, names);
	if (status == STATUS_USAGE)
		return status;
	if (file.state != NULL)
		request->format->close(file.state, &sink);
	if (emit.refused > 0)
		status = status_worst(status, STATUS_INCOMPLETE);
	if (stop_signal() != 0)
		status = status_worst(status, STATUS_INCOMPLETE);
	put_options(&options);
	run.options = buf_view(&options);
	run.status = status;
	run.why = stop_signal() != 0		? "stopped by a signal"
		  : status == STATUS_FAILED	? "a file could not be read"
		  : feed.cut			? "the input was cut short"
		  : status == STATUS_INCOMPLETE ? "lines were refused"
						: "";
	emit_run(&emit, &run);
	buf_free(&options);
	return out_close(status, feed.cut || feed.failed);
}

/* Without a time: the first day of 2025. */
static void
market_span(void)
{
	const int64_t first = INT64_C(1735689600000);

	if ((request->since.given && request->since.relative) ||
	    (request->until.given && request->until.relative))
		opt_usage("the built-in market has no now: give times such as "
			  "2025-01-01");
	emit.since = request->since.given   ? request->since.ms
		     : request->until.given ? request->until.ms - DAY_MS
					    : first;
	emit.until =
	    request->until.given ? request->until.ms : emit.since + DAY_MS;
	if (!when_sane(emit.since) || !when_sane(emit.until) ||
	    emit.since >= emit.until)
		opt_usage("-s and -u: not a span between 2015 and 2100");
}

static int
run_market(char **names)
{
	struct play play = { .emit = &emit, .speed = request->speed };
	struct run run = { .why = "" };
	struct buf options = { 0 };
	struct simulate s = { .seed = (uint64_t)request->seed };
	const char *why;
	int kind;

	if (request->append != NULL)
		opt_usage("-a: the built-in market goes on from nothing: -o");
	market_span();
	emit.kinds =
	    request->kinds != 0 ? request->kinds : 1u << RECORD_LIQUIDATION;
	s.bases = markets_bases(names, (int)request->coins);
	s.coins = (int)request->coins;
	s.since = play.since = run.marked_since = emit.since;
	s.until = play.until = run.marked_until = emit.until;
	s.width_ms = request->interval;
	s.kinds = emit.kinds;
	file.name = SIMULATE_EXCHANGE;
	for (kind = 1; kind <= RECORD_KINDS; kind++)
		emit_source(&emit, SIMULATE_EXCHANGE, CLASS_SIMULATED,
		    emit.kinds & 1u << kind);
	if ((why = simulate_run(&s, &sink)) != NULL)
		opt_usage("%s", why);
	put_options(&options);
	run.options = buf_view(&options);
	if (request->follow) {
		run.pace = play_pace;
		run.arg = &play;
	}
	emit_run(&emit, &run);
	buf_free(&options);
	return out_close(STATUS_OK, false);
}

static void
check_hourly(const char *name)
{
	if (name == NULL)
		opt_usage("--partition: only with -a FILE");
	else if (name[0] == '\0' || name[strlen(name) - 1] == '/')
		opt_usage(
		    "-a %s: --partition wants the name of a file in it", name);
}

int
main(int argc, char *argv[])
{
	int first, status;

	out_start("liq-fetch");
	request = request_parse(argc, argv, &first);
	emit.quoted = request->quoted;
	emit.no_meta = request->no_meta;
	emit.kinds = request->kinds;
	emit.since = request->since.given ? request->since.ms : 0;
	emit.until = request->until.given ? request->until.ms : INT64_MAX;
	if (request->rebuild && argv[first] == NULL)
		opt_usage("--rebuild-state: name the files");
	if (request->rebuild)
		return rebuild_run(argv + first, request->state);
	if (request->instruments != NULL)
		read_instruments();
	if (request->append != NULL &&
	    (request->output != NULL || request->format != NULL))
		opt_usage("-a and %s: one or the other",
		    request->output != NULL ? "-o" : "--import");
	if (request->hourly)
		check_hourly(request->append);
	if (request->output != NULL && !out_file(request->output))
		return STATUS_FAILED;
	if (request->format != NULL)
		status = run_import(argv + first);
	else if (request->exchange != NULL &&
		 strcmp(request->exchange, SIMULATE_EXCHANGE) == 0)
		status = run_market(argv + first);
	else
		status = online_run(request, argv + first, &emit, &instruments);
	instruments_free(&instruments);
	emit_free(&emit);
	return status;
}
