#include "liq-fetch/online.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/x.h"
#include "io/hangup.h"
#include "io/log.h"
#include "io/opt.h"
#include "io/out.h"
#include "io/stop.h"
#include "json/json.h"
#include "liq-fetch/appended.h"
#include "liq-fetch/collect.h"
#include "liq-fetch/doctor.h"
#include "liq-fetch/follow.h"
#include "liq-fetch/live_say.h"
#include "liq-fetch/metrics.h"
#include "liq-fetch/reopen.h"

/*
 * Those that want a key are asked when there is one, or by their name; of a
 * replay when there was one.
 */
static bool
is_open(
    const struct request *q, const struct tape *tape, const struct exchange *x)
{
	if (x->key_variable == NULL)
		return true;
	return tape != NULL
		   ? tape_begin(tape)->keyed == TRUTH_TRUE
		   : q->key_file != NULL || getenv(x->key_variable) != NULL;
}

/* The exchanges of -x; all of them without it. */
static size_t
choose(const struct request *q, const struct tape *tape,
    const struct exchange **of)
{
	const char *list = q->exchange;
	struct str rest = str_of(list != NULL ? list : ""), word;
	char name[24];
	size_t n = 0, i;

	if (list == NULL) {
		for (i = 0; exchanges[i] != NULL; i++)
			if (is_open(q, tape, exchanges[i]))
				of[n++] = exchanges[i];
		return n;
	}
	while (str_split(&rest, ',', &word)) {
		str_copy(name, sizeof(name), word);
		for (i = 0; i < n && of[i] != exchange_find(name);)
			i++;
		of[n] = exchange_find(name);
		if (of[n] == NULL)
			opt_usage("-x %s: this program does not ask it", name);
		n = i == n ? n + 1 : n;
	}
	return n;
}

/*
 * A key from its file, else from the exchange's variable; never shown.  A
 * replay asks nobody: any will do, if there was one.
 */
static const char *
key_of(const struct request *q, const struct tape *tape,
    const struct exchange *x, char *room, size_t size)
{
	const char *key =
	    x->key_variable != NULL ? getenv(x->key_variable) : NULL;
	FILE *f;
	size_t n;

	if (x->key_variable == NULL)
		return "";
	if (tape != NULL)
		return tape_begin(tape)->keyed == TRUTH_TRUE ? "replayed" : "";
	if (q->key_file == NULL)
		return key != NULL && strlen(key) < size ? key : "";
	f = fopen(q->key_file, "r");
	n = f != NULL ? fread(room, 1, size - 1, f) : 0;
	if (f != NULL)
		fclose(f);
	if (n == 0)
		opt_usage("--key-file=%s: cannot be read", q->key_file);
	room[n] = '\0';
	room[strcspn(room, " \t\r\n")] = '\0';
	return room;
}

static void
put_list(struct buf *b, const char *key, char *const *words)
{
	size_t i;

	buf_printf(b, ",\"%s\":[", key);
	for (i = 0; words[i] != NULL; i++) {
		if (i > 0)
			buf_putc(b, ',');
		json_put_text(b, str_of(words[i]));
	}
	buf_putc(b, ']');
}

/* What of the command line changes the result. */
static void
put_options(struct buf *b, const struct request *q, char *const *operands)
{
	buf_printf(b, "{\"interval\":%lld", (long long)q->interval);
	put_list(b, "markets", operands);
	if (q->exchange != NULL) {
		buf_puts(b, ",\"exchange\":");
		json_put_text(b, str_of(q->exchange));
	}
	buf_putc(b, '}');
}

static const char *
why_of(const struct tape *tape, int status)
{
	if (tape_why(tape)[0] != '\0')
		return tape_why(tape);
	return status == STATUS_OK ? ""
	       : status == STATUS_INCOMPLETE
		   ? "something could not be had: see gaps and notes"
	       : status == STATUS_REFUSED ? "refused"
					  : "nothing could be had";
}

/* --doctor: a table for people, and no records. */
static int
examine(const struct request *q, const struct http_setup *setup,
    const struct exchange *const *of)
{
	struct buf b = { 0 };
	const char *why;
	struct http *http = http_open(setup, &why);
	int status;

	if (http == NULL)
		opt_usage("%s", why);
	status = doctor_run(&b, http, q->state, of);
	http_close(http);
	out_take(&b);
	buf_free(&b);
	return out_close(status, false);
}

static int64_t
clock_ms(clockid_t clock)
{
	struct timespec t;

	clock_gettime(clock, &t);
	return t.tv_sec * SECOND_MS + t.tv_nsec / 1000000;
}

/* What came of it, that of a recording that is damaged or cut, too. */
static void
settle(const struct tape *tape, struct emit *e, struct run *run)
{
	e->refused += tape_refused(tape);
	if (e->refused > 0 || tape_cut(tape))
		run->status = status_worst(run->status, STATUS_INCOMPLETE);
	run->why = why_of(tape, run->status);
}

/* -f, --for: the lists of instruments first, then feeds. */
static int
go_live(struct collect *c, struct run *run, const struct request *q,
    struct appended *appended)
{
	const struct reopen reopen = { &appended->past, c->query.emit->shelf,
		c->state, c->query.emit, run };
	struct follow f = { .exchanges = c->exchanges,
		.reopen = q->append != NULL ? &reopen : NULL,
		.tape = c->tape,
		.state = c->state,
		.metrics = q->metrics,
		.relist = q->relist,
		.audit = q->audit,
		.until =
		    q->time != 0 ? clock_ms(CLOCK_MONOTONIC) + q->time : 0 };
	struct resume seen = { .ident = &c->query.emit->ident };
	struct metrics metrics = { .started = tape_began(c->tape) };
	struct emit *e = c->query.emit;
	const struct exchange *const *x;
	uint32_t kinds = c->query.kinds;
	int status;

	if (e->resume == NULL)
		e->resume = &seen;
	e->metrics = &metrics;
	for (x = c->exchanges; *x != NULL; x++)
		if (live_kinds((*x)->live) >> RECORD_LIQUIDATION & 1 &&
		    wanted_exchange(c->query.wanted, *x))
			emit_source(e, (*x)->name,
			    (int)(*x)->class_at(tape_began(c->tape)),
			    1u << RECORD_LIQUIDATION);
	e->live = true;
	if (q->append != NULL)
		hangup_catch();
	emit_begin(e, run);
	c->query.kinds = 0;
	status = collect_run(c);
	c->query.kinds = kinds;
	f.query = c->query;
	if (tape_live(c->tape)) { /* a recording can wait for its reader */
		e->shed.max = SHED_MAX;
		out_patient();
	}
	if (!tape_over(c->tape))
		run->status = follow_run(&f, status);
	settle(c->tape, e, run);
	emit_end(e, run);
	if (e->resume == &seen)
		e->resume = NULL;
	e->metrics = NULL;
	metrics_free(&metrics);
	resume_free(&seen);
	return run->status;
}

static struct tape *
open_network(
    const struct request *q, const struct http_setup *setup, const char *key)
{
	const struct tape_run run = { .command = q->command,
		.live = q->follow || q->time != 0,
		.keyed = key[0] != '\0' };
	const char *why;
	struct tape *tape = tape_network(setup, q->record, &run, &why);

	if (tape == NULL)
		opt_usage("%s", why);
	return tape;
}

/* What was recorded with -f is replayed so. */
static struct tape *
open_recording(const struct request *q)
{
	const char *why;
	struct tape *tape = tape_replay(q->replay, &why);

	if (tape == NULL)
		opt_usage("%s", why);
	if ((q->follow || q->time != 0) && tape_begin(tape)->live != TRUTH_TRUE)
		opt_usage("--replay: what was recorded without -f has no "
			  "future to follow");
	return tape;
}

int
online_run(const struct request *q, char *const *operands, struct emit *emit,
    struct instruments *instruments)
{
	const struct exchange *of[64] = { NULL };
	const struct http_setup setup = { .cacert = q->cacert,
		.routes = q->route };
	struct price_list prices = { 0 };
	struct wanted wanted = { 0 };
	struct collect c = {
		.exchanges = of, .state = q->state, .fresh = q->record != NULL
	};
	struct run run = { 0 };
	struct buf options = { 0 }, plan = { 0 };
	char key[256] = "";
	const char *why = NULL;
	struct appended appended = APPENDED_NONE;
	int status;
	size_t i;

	if (q->replay != NULL)
		c.tape = open_recording(q);
	choose(q, c.tape, of);
	if (q->doctor)
		return examine(q, &setup, of);
	if (operands[0] == NULL)
		opt_usage("name a market such as BTC, or '*' for all");
	for (i = 0; operands[i] != NULL; i++)
		if ((why = wanted_add(&wanted, operands[i])) != NULL)
			opt_usage("%s: %s", operands[i], why);
	c.query =
	    (struct query){ .kinds = q->kinds != 0 ? q->kinds
						   : 1u << RECORD_LIQUIDATION,
		    .since = q->since,
		    .until = q->until,
		    .interval = q->interval,
		    .named = q->exchange != NULL,
		    .key = "",
		    .owners = q->owner,
		    .prices = &prices,
		    .wanted = &wanted,
		    .instruments = instruments,
		    .emit = emit };
	for (i = 0; of[i] != NULL; i++)
		if (of[i]->key_variable != NULL)
			c.query.key =
			    key_of(q, c.tape, of[i], key, sizeof(key));
	emit->kinds = c.query.kinds;
	emit->since = 0;
	emit->until = INT64_MAX;
	if (q->append != NULL) {
		run.status = appended_open(&appended, q,
		    c.tape != NULL ? tape_began(c.tape)
				   : clock_ms(CLOCK_REALTIME),
		    emit);
		if (run.status != STATUS_OK)
			goto out;
	}
	if (c.tape == NULL)
		c.tape = open_network(q, &setup, c.query.key);
	c.query.tape = c.tape;
	c.plan = q->plan ? &plan : NULL;
	c.query.plan = q->plan;
	put_options(&options, q, operands);
	run.options = buf_view(&options);
	if (tape_begin(c.tape)->live == TRUTH_TRUE) {
		run.status = go_live(&c, &run, q, &appended);
		goto out;
	}
	run.status = collect_run(&c);
	if (q->plan) {
		out_take(&plan);
	} else {
		settle(c.tape, emit, &run);
		emit_run(emit, &run);
	}
out:
	tape_close(c.tape);
	buf_free(&options);
	buf_free(&plan);
	wanted_free(&wanted);
	price_free(&prices);
	status = out_close(run.status, run.status > STATUS_INCOMPLETE);
	appended_close(&appended, emit);
	return status;
}
