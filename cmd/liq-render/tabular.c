#include "liq-render/tabular.h"

#include <stdlib.h>

#include "liq-render/frame.h"
#include "liq-render/safe.h"

#define NAME_MOST 24
#define NAME_LEAST 6

static const struct heading {
	const char *title;
	int ink;
} heads[PARTS] = {
	[PART_RANK] = { "#", PAINT_FAINT },
	[PART_SIGN] = { "", PAINT_TEXT },
	[PART_NAME] = { "name", PAINT_FAINT },
	[PART_USD] = { "USD", PAINT_FAINT },
	[PART_LONGS] = { SIGN_LONG " longs", PAINT_LONG },
	[PART_SHORTS] = { SIGN_SHORT " shorts", PAINT_SHORT },
	[PART_RATIO] = { "long/short", PAINT_FAINT },
	[PART_COUNT] = { "count", PAINT_FAINT },
	[PART_LARGEST] = { "largest", PAINT_FAINT },
	[PART_SHARE] = { "share", PAINT_FAINT },
};

/* What to do, one by one, until the rest fits. */
static const struct step {
	enum part column;
	enum { SHORTEN, DROP } how;
} steps[] = {
	{ PART_LARGEST, SHORTEN },
	{ PART_LONGS, SHORTEN },
	{ PART_SHORTS, SHORTEN },
	{ PART_COUNT, DROP },
	{ PART_LARGEST, DROP },
	{ PART_RATIO, DROP },
	{ PART_LONGS, DROP }, /* and the shorts */
	{ PART_RANK, DROP },
	{ PART_SHARE, DROP },
	{ PART_USD, SHORTEN },
};

static void
put_name(struct buf *to, const struct tabular *t, const struct group *g)
{
	struct buf b = { 0 };

	if (g == &t->slice->other)
		buf_printf(&b, "other %lld", (long long)t->slice->others);
	else if (g == &t->slice->all)
		buf_puts(&b, "total");
	else
		buf_str(&b, g->name);
	safe_cut(to, buf_view(&b), t->part[PART_NAME].after);
	buf_free(&b);
}

static void
put_money(struct buf *to, const struct tabular *t, enum part k, struct dec x)
{
	if (t->part[k].shortened)
		label_usd(to, x);
	else
		label_exact(to, x);
}

/* rank: 0 for what is not one group. */
void
tabular_put(struct buf *to, const struct tabular *t, const struct group *g,
    size_t rank, enum part k)
{
	buf_reset(to);
	if (k == PART_RANK && rank > 0)
		buf_int(to, (int64_t)rank);
	else if (k == PART_SIGN)
		buf_puts(to, frame_sign(g));
	else if (k == PART_NAME)
		put_name(to, t, g);
	else if (k == PART_USD) {
		buf_puts(
		    to, frame_bounded(t->scene, g) ? t->canvas->at_least : "");
		put_money(to, t, k, g->usd);
	} else if (k == PART_LONGS)
		put_money(to, t, k, g->long_usd);
	else if (k == PART_SHORTS)
		put_money(to, t, k, g->short_usd);
	else if (k == PART_RATIO)
		label_ratio(to, g->long_usd, g->short_usd);
	else if (k == PART_COUNT && g->count == INT_NONE)
		buf_putc(to, '?');
	else if (k == PART_COUNT)
		label_count(to, g->count);
	else if (k == PART_LARGEST)
		put_money(to, t, k, g->max_usd);
	else if (k == PART_SHARE)
		label_share(
		    to, dec_double(g->usd), dec_double(t->slice->all.usd));
}

/* Does the column stand on its point? */
bool
tabular_is_exact(const struct tabular *t, enum part k)
{
	return (k == PART_USD || k == PART_LONGS || k == PART_SHORTS ||
		   k == PART_LARGEST) &&
	       !t->part[k].shortened;
}

static void
widen(struct tabular *t, enum part k, struct str text)
{
	const char *point = memchr(text.s, '.', text.n);
	size_t at = point != NULL && tabular_is_exact(t, k)
			? (size_t)(point - text.s)
			: text.n;
	int before = safe_columns((struct str){ text.s, at });
	int after = (int)(text.n - at);

	if (before > t->part[k].before)
		t->part[k].before = before;
	if (after > t->part[k].after)
		t->part[k].after = after;
}

int
tabular_width(const struct tabular *t, enum part k)
{
	return k == PART_NAME ? t->part[k].after
			      : t->part[k].before + t->part[k].after;
}

/* The group of a row: those shown, the others, all; NULL at the end. */
const struct group *
tabular_row(const struct tabular *t, size_t i)
{
	const struct slice *s = t->slice;

	if (i < s->n)
		return s->of[i];
	if (i == s->n && s->others > 0)
		return &s->other;
	return i == s->n + (s->others > 0) ? &s->all : NULL;
}

static void
measure(struct tabular *t, enum part k)
{
	struct buf cell = { 0 };
	const struct group *g;
	struct str title = str_of(heads[k].title);
	size_t i;
	int least = safe_columns(title), most = 0;

	t->part[k].before = t->part[k].after = 0;
	if (k == PART_NAME)
		t->part[k].after = NAME_MOST;
	for (i = 0; (g = tabular_row(t, i)) != NULL; i++) {
		tabular_put(&cell, t, g, i < t->slice->n ? i + 1 : 0, k);
		if (k != PART_NAME)
			widen(t, k, buf_view(&cell));
		else if (safe_columns(buf_view(&cell)) > most)
			most = safe_columns(buf_view(&cell));
	}
	if (k == PART_NAME)
		t->part[k].after = most > least ? most : least;
	else if (tabular_width(t, k) < least)
		t->part[k].before = least - t->part[k].after;
	buf_free(&cell);
}

int
tabular_whole_width(const struct tabular *t)
{
	int k, sum = -TABULAR_GAP;

	for (k = 0; k < PARTS; k++)
		if (!t->part[k].dropped)
			sum += tabular_width(t, (enum part)k) + TABULAR_GAP;
	return sum;
}

/* Said of no group at all. */
static bool
never_known(const struct tabular *t, enum part k)
{
	const struct group *g;
	size_t i;

	if (k != PART_COUNT && k != PART_LARGEST)
		return false;
	for (i = 0; (g = tabular_row(t, i)) != NULL; i++)
		if (k == PART_COUNT ? g->count != INT_NONE : g->max_usd.known)
			return false;
	return true;
}

/* One side is not shown without the other. */
static void
drop(struct tabular *t, enum part k)
{
	t->part[k].dropped = true;
	if (k == PART_LONGS)
		t->part[PART_SHORTS].dropped = true;
}

/* A column that was left out, and has room after all. */
static void
bring_back(struct tabular *t, enum part k)
{
	if (t->part[k].dropped && k != PART_LONGS && !never_known(t, k) &&
	    tabular_whole_width(t) + tabular_width(t, k) + TABULAR_GAP <=
		t->canvas->columns)
		t->part[k].dropped = false;
}

void
tabular_fit(struct tabular *t)
{
	const struct step *s;
	int k, over, name;

	for (k = 0; k < PARTS; k++) {
		t->part[k].dropped = never_known(t, (enum part)k);
		t->part[k].shortened = false;
		measure(t, (enum part)k);
	}
	for (s = steps; s < steps + sizeof(steps) / sizeof(*steps); s++) {
		if (tabular_whole_width(t) <= t->canvas->columns)
			break;
		if (s->how == DROP) {
			drop(t, s->column);
		} else {
			t->part[s->column].shortened = true;
			measure(t, s->column);
		}
	}
	while (s-- > steps)
		bring_back(t, s->column);
	over = tabular_whole_width(t) - t->canvas->columns;
	if (over > 0) {
		name = t->part[PART_NAME].after - over;
		t->part[PART_NAME].after =
		    name < NAME_LEAST ? NAME_LEAST : name;
	}
}

const char *
tabular_title(enum part k)
{
	return heads[k].title;
}

int
tabular_title_ink(enum part k)
{
	return heads[k].ink;
}
