#include "liq-agg/join.h"

#include <stdlib.h>

#include "base/x.h"
#include "io/feed.h"
#include "io/log.h"
#include "json/json.h"

static void
fail(struct joint *j, const char *fmt, const char *a, const char *b)
{
	if (j->why.n > 0)
		return;
	buf_printf(&j->why, fmt, a, b);
	buf_putc(&j->why, '\0');
}

/* The parcel that is being read; NULL: none has begun. */
static struct parcel *
current(struct joint *j)
{
	return j->n > 0 && !j->of[j->n - 1].ended ? &j->of[j->n - 1] : NULL;
}

static void
begin(struct joint *j, const struct begin *b)
{
	struct buf options = { 0 };

	if (current(j) != NULL)
		fail(j, "a shard ended without its trailer%s%s", "", "");
	buf_str(&options, b->options);
	if (!str_same(buf_view(&options), buf_view(&j->wanted))) {
		buf_putc(&options, '\0');
		fail(j, "a shard of other parameters: %s%s", options.s, "");
	}
	buf_free(&options);
	if (b->ts != INT_NONE && (j->began == INT_NONE || b->ts < j->began))
		j->began = b->ts;
	j->of = xgrow(j->of, j->n, &j->cap, sizeof(*j->of));
	j->of[j->n++] = (struct parcel){ 0 };
}

static void
control(void *joint, const struct record *r)
{
	if (r->type == RECORD_BEGIN)
		begin(joint, &r->as.begin);
}

static const char *
record(void *joint, const struct record *r, struct str text)
{
	struct joint *j = joint;

	if (r->type == RECORD_LIQUIDATION)
		return "a liquidation: --merge reads what --partial wrote";
	return gather_record(j->in, r, text);
}

static const char *
line(void *joint, struct str text)
{
	struct joint *j = joint;
	struct parcel *p = current(j), none = { 0 };
	const char *why;
	bool mine;

	text = str_trim(text);
	if (text.n == 0)
		return NULL;
	if ((why = json_check(text)) != NULL)
		return why;
	why = parcel_line(
	    p != NULL ? p : &none, &j->in->store.products, text, &mine);
	parcel_free(&none);
	if (mine)
		return p != NULL ? why
				 : "a line of no shard: its begin is "
				   "missing";
	return intake_line(&j->in->intake, text);
}

static void
file_opens(void *joint, const char *name, bool regular)
{
	intake_open(&((struct joint *)joint)->in->intake, name, regular);
}

static void
refused(void *joint, const char *why)
{
	fail(joint, "a line was refused: %s%s", why, "");
}

static void
file_ends(void *joint, const char *why)
{
	struct joint *j = joint;

	if (why != NULL)
		fail(j, "a shard is torn: %s%s", why, "");
	if (current(j) != NULL)
		fail(j, "a shard ended without its trailer%s%s", "", "");
	intake_close(&j->in->intake, why);
}

/* The shards that are joined already, of those of p. */
static size_t
joined(struct joint *j, const struct parcel *p)
{
	const struct shard *a, *b;
	size_t i, k, n = 0;

	for (i = 0; i < p->shard_n; i++)
		for (k = 0; k < j->all.shard_n; k++) {
			a = &p->shards[i];
			b = &j->all.shards[k];
			if (strcmp(a->name, b->name) != 0)
				continue;
			if (strcmp(a->check, b->check) != 0)
				fail(j,
				    "two shards are named %s and differ: "
				    "name them with --shard%s",
				    a->name, "");
			n++;
		}
	return n;
}

/* What a trailer says of its input. */
static void
learn(struct joint *j, const struct trailer *t)
{
	struct intake *in = &j->in->intake;

	in->rejected += t->rejected;
	j->in->store.events.repeated += t->repeated;
	if (t->as_of != INT_NONE && (!in->any || t->as_of > in->as_of))
		in->as_of = t->as_of;
	if (t->last != INT_NONE && (!in->any || t->last > in->last))
		in->last = t->last;
	in->any = in->any || t->as_of != INT_NONE;
	if (t->open_since != INT_NONE && t->open_since < in->open_since)
		in->open_since = t->open_since;
	if (t->complete != TRUTH_TRUE)
		intake_flaw(in, INT64_MIN, INT64_MAX,
		    t->why[0] != '\0' ? t->why : "a shard is incomplete");
}

static void
join(struct joint *j, const struct parcel *p)
{
	const size_t before = joined(j, p);
	size_t i;

	if (before == p->shard_n || j->why.n > 0)
		return;
	if (before > 0) {
		fail(j, "%s is in two files that are not the same%s",
		    p->shards[0].name, "");
		return;
	}
	for (i = 0; i < p->n; i++)
		store_shard(&j->in->store, &p->of[i].window, &p->of[i].cell);
	for (i = 0; i < p->shard_n; i++)
		parcel_shard(&j->all, &p->shards[i]);
	learn(j, &p->trailer);
}

/* The largest first: what is a part of another is then joined already. */
static int
by_shards(const void *a, const void *b)
{
	const struct parcel *x = a, *y = b;

	return (x->shard_n < y->shard_n) - (x->shard_n > y->shard_n);
}

static void
join_all(struct joint *j)
{
	const int64_t expect = j->in->request->expect;
	size_t i;

	if (j->n > 1)
		qsort(j->of, j->n, sizeof(*j->of), by_shards);
	for (i = 0; i < j->n; i++)
		join(j, &j->of[i]);
	if (expect > 0 && (int64_t)j->all.shard_n != expect && j->why.n == 0) {
		buf_printf(&j->why, "%zu shards, not %lld", j->all.shard_n,
		    (long long)expect);
		buf_putc(&j->why, '\0');
	}
	if (j->n == 0)
		fail(j, "no shard%s%s", "", "");
	if (j->began != INT_NONE)
		j->in->intake.first = j->began;
}

int
join_files(struct joint *j, struct gather *in, char *const *names)
{
	struct feed feed = { .open = file_opens,
		.line = line,
		.refused = refused,
		.close = file_ends,
		.arg = j };
	int status;

	j->in = in;
	j->began = INT_NONE;
	request_put_shared(&j->wanted, in->request);
	in->intake.record = record;
	in->intake.control = control;
	in->intake.wants = NULL;
	in->intake.arg = j;
	if ((status = feed_files(&feed, names)) == STATUS_USAGE)
		return status;
	join_all(j);
	if (j->why.n > 0) {
		log_error("nothing is merged: %s", j->why.s);
		return STATUS_FAILED;
	}
	return status == STATUS_INCOMPLETE ? STATUS_OK : status;
}

void
join_free(struct joint *j)
{
	size_t i;

	for (i = 0; i < j->n; i++)
		parcel_free(&j->of[i]);
	free(j->of);
	parcel_free(&j->all);
	buf_free(&j->wanted);
	buf_free(&j->why);
	*j = (struct joint){ 0 };
}
