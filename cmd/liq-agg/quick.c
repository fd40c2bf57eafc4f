#include "liq-agg/quick.h"

#include <limits.h>
#include <unistd.h>

#include "base/x.h"
#include "liq-agg/group.h"

#define THREADS 4 /* when none are asked for: at most as many */
#define CREW_MOST (UINT32_C(1) << 26) /* events: of 32 units at most each */

/* What a reader has learned since. */
static void
meet(struct gather *in, struct reader *by)
{
	const struct fast_name *name;
	struct reader_who *who;
	struct product p;

	for (; by->whos < by->fast.names; by->whos++) {
		by->who = xgrow(by->who, by->whos, &by->cap, sizeof(*by->who));
		who = &by->who[by->whos];
		*who = (struct reader_who){ 0 };
		name = &by->fast.name[by->whos];
		memcpy(p.exchange, name->exchange, sizeof(p.exchange));
		memcpy(p.symbol, name->symbol, sizeof(p.symbol));
		memcpy(p.base, name->base, sizeof(p.base));
		memcpy(p.quote, name->quote, sizeof(p.quote));
		who->wanted = request_wants(in->request, p.exchange);
		who->hash = events_hash(&in->store.events, p.exchange);
		if (who->wanted)
			who->product = products_id(&in->store.products, &p);
		intake_heard(&in->intake, p.exchange, RECORD_LIQUIDATION);
	}
}

static void
event_of_line(struct event *e, uint32_t product, const struct fast_line *l)
{
	int i;

	e->ts = l->ts;
	e->product = product;
	e->side = l->side;
	e->id = l->id;
	for (i = 0; i < EVENT_NUMBERS; i++)
		e->number[i] = l->number[i];
	memcpy(e->scale, l->scale, sizeof(e->scale));
}

/* False: the strict reader is to take it, and to say why it is refused. */
static bool
keep(struct gather *in, struct reader *by, const struct fast_line *l,
    uint64_t key)
{
	const struct reader_who *who = &by->who[l->who];
	struct interval dispute;
	struct event e;
	bool fresh;

	if (!who->wanted)
		return true;
	event_of_line(&e, who->product, l);
	if (store_event(&in->store, &e, key, &dispute, &fresh) != NULL)
		return false;
	gather_dispute(
	    in, &dispute, l->id, in->store.products.of[who->product].exchange);
	if (fresh && in->sums)
		tally_run(&by->tally, l, 1);
	else if (fresh)
		store_piece(&in->store, &e);
	return true;
}

/*
 * How many of n lines are in the store.  hash: of their ids.  What finds them
 * is brought near for a whole run before it is needed.
 */
static size_t
keep_run(struct gather *in, struct reader *by, const struct fast_line *l,
    const uint64_t *hash, size_t n)
{
	uint64_t key[FAST_LINES] = { 0 };
	size_t i;

	for (i = 0; i < n && hash != NULL; i++) {
		key[i] = hash[i] ^ by->who[l[i].who].hash;
		events_expect(&in->store.events, key[i]);
	}
	for (i = 0; i < n && keep(in, by, &l[i], key[i]);)
		i++;
	return i;
}

/* How many lines of the run are done with. */
static size_t
consume(struct gather *in)
{
	const struct fast_line *l = in->run.line;
	const bool keys = store_keys(&in->store);
	uint64_t hash[FAST_LINES];
	int64_t newest = INT64_MIN;
	size_t i, n = in->run.n;

	meet(in, &in->reader);
	for (i = 0; i < n && keys; i++)
		hash[i] = hash64(in->store.events.secret, l[i].id);
	if (in->sums && !keys)
		tally_run(&in->reader.tally, l, n);
	else
		n = keep_run(in, &in->reader, l, keys ? hash : NULL, n);
	for (i = 0; i < n; i++)
		newest = l[i].ts > newest ? l[i].ts : newest;
	if (n > 0)
		intake_took(&in->intake, (int64_t)n, l->ts, newest);
	return n;
}

/* Bytes up to the end of a line: its id, "} and a newline. */
static size_t
through(const struct fast_line *l, const char *from)
{
	return (size_t)(l->id.s - from) + l->id.n + 3;
}

static size_t
block_alone(struct gather *in, struct str text, int64_t *lines)
{
	const char *from = text.s;
	size_t took, n;

	do {
		took = in->kernel->take(&in->reader.fast, &in->run, text);
		n = consume(in);
		if (n < in->run.n)
			took =
			    n == 0 ? 0 : through(&in->run.line[n - 1], text.s);
		*lines += (int64_t)n;
		text = str_from(text, took);
	} while (n == FAST_LINES);
	return (size_t)(text.s - from);
}

/* Lines of a crew; without hashes the store looks for no repeats. */
static void
keep_stretch(struct gather *in, const struct crew_stretch *s)
{
	size_t i, n;

	for (i = 0; i < s->lines; i += n) {
		n = s->lines - i;
		n = n < FAST_LINES ? n : FAST_LINES;
		keep_run(in, s->by, s->line + i,
		    s->hash != NULL ? s->hash + i : NULL, n);
	}
}

/* The same, of what the crew has read or is about to read. */
static size_t
block_crew(struct gather *in, int64_t *lines)
{
	struct crew_stretch s = { 0 };
	size_t took = 0;

	while (!s.stopped && crew_busy(in->crew)) {
		crew_next(in->crew, &s);
		crew_hold(in->crew, true);
		meet(in, s.by);
		crew_hold(in->crew, false);
		if (s.line != NULL)
			keep_stretch(in, &s);
		intake_took(&in->intake, (int64_t)s.lines, s.first, s.newest);
		took += s.bytes;
		*lines += (int64_t)s.lines;
	}
	return took;
}

/* What a crew is to do. */
static enum crew_work
work(const struct gather *in)
{
	if (store_keys(&in->store))
		return CREW_HASHES;
	return in->sums ? CREW_TALLY : CREW_LINES;
}

/* How many threads are to read: of more than that the store is the brake. */
static int
threads(const struct request *r)
{
	long cores = sysconf(_SC_NPROCESSORS_ONLN);

	if (r->follow)
		return 1;
	if (r->threads > 0)
		return r->threads < INT_MAX ? (int)r->threads : INT_MAX;
	return cores < 1 ? 1 : cores > THREADS ? THREADS : (int)cores;
}

/*
 * Is a text worth a crew?  With one no line may be refused by the store, so
 * that must be far from full.
 */
static bool
for_crew(struct gather *in, struct str text)
{
	if (text.n < CREW_LEAST || in->store.events.n > CREW_MOST)
		return false;
	if (in->crew == NULL && threads(in->request) > 1)
		in->crew = crew_open(
		    threads(in->request), work(in), in->store.events.secret);
	return in->crew != NULL;
}

size_t
quick_block(struct gather *in, struct str text, int64_t *lines)
{
	*lines = 0;
	if (in->crew != NULL && crew_busy(in->crew))
		return block_crew(in, lines);
	if (!for_crew(in, text))
		return block_alone(in, text, lines);
	crew_begin(in->crew, text);
	return block_crew(in, lines);
}

bool
quick_sums(const struct gather *in)
{
	const struct request *r = in->request;
	const struct store *s = &in->store;

	return s->direct && !r->merge && r->interval == 0 && r->widths.n == 1 &&
	       r->widths.ms[0] == 0 && r->usual == 0 && !r->since.given &&
	       !r->until.given && !r->min.known && r->side == SIDE_NONE &&
	       !r->bins.step.known && (r->keys & BY_SIZE) == 0;
}

/* A tally, as the store would have it. */
static void
settle(struct gather *in, struct reader *by)
{
	const struct window all = { .all = true };
	struct cell cell = { 0 };
	uint32_t who;
	int side;

	for (who = 0; who < by->whos; who++)
		for (side = SIDE_LONG; side <= SIDE_SHORT; side++) {
			tally_sum(&cell.sum, &by->tally, tally_row(who, side));
			cell.pair = pair_of(by->who[who].product, side, 0);
			if (cell.sum.count > 0 && by->who[who].wanted)
				store_shard(&in->store, &all, &cell);
		}
}

void
quick_settle(struct gather *in)
{
	struct reader *by;
	int i;

	settle(in, &in->reader);
	for (i = 0; in->crew != NULL && (by = crew_reader(in->crew, i)); i++)
		settle(in, by);
}
