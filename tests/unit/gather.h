/*
 * gather.h - a sink that writes down what it is given, and where files are.
 */
#ifndef GATHER_H
#define GATHER_H

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "liq-fetch/sink.h"

struct gather {
	struct buf said; /* events and refusals, " | " between them */
	int records, refusals, repeats;
	struct liquidation last;
};

static inline void
gather_next(struct gather *g)
{
	if (g->said.n > 0)
		buf_puts(&g->said, " | ");
}

static inline void
gather_text(struct gather *g, const struct liquidation *l)
{
	static const char *const sides[] = { "?", "long", "short" };
	static const char *const kinds[] = { "?", "fill", "bankruptcy", "order",
		"trigger" };

	buf_int(&g->said, l->ts);
	buf_printf(&g->said, " %s %s/%s %s ", l->symbol, l->base, l->quote,
	    sides[l->side]);
	dec_put(&g->said, l->price);
	buf_putc(&g->said, ' ');
	dec_put(&g->said, l->qty);
	buf_putc(&g->said, ' ');
	dec_put(&g->said, l->usd);
	buf_printf(&g->said, " %s%s%s", kinds[l->price_kind],
	    l->id[0] != '\0' ? " " : "", l->id);
}

static inline void
gather_record(void *arg, const struct record *r)
{
	struct gather *g = arg;

	gather_next(g);
	g->records++;
	if (r->type != RECORD_LIQUIDATION) {
		record_put(&g->said, r, false);
		g->said.n--; /* its newline */
		return;
	}
	g->last = r->as.liquidation;
	gather_text(g, &g->last);
}

static inline void
gather_refuse(void *arg, const char *why)
{
	struct gather *g = arg;

	gather_next(g);
	g->refusals++;
	buf_printf(&g->said, "refused: %s", why);
}

static inline void
gather_repeat(void *arg)
{
	((struct gather *)arg)->repeats++;
}

static inline struct sink
gather_sink(struct gather *g)
{
	return (struct sink){ .record = gather_record,
		.refuse = gather_refuse,
		.repeat = gather_repeat,
		.arg = g };
}

/* Terminated, valid until the next change. */
static inline const char *
gather_said(struct gather *g)
{
	buf_room(&g->said, 1)[0] = '\0';
	return g->said.s;
}

static inline void
gather_reset(struct gather *g)
{
	buf_reset(&g->said);
	g->records = g->refusals = g->repeats = 0;
}

/* The root of the project: this program is in build/NAME/unit. */
static inline const char *
root(void)
{
	static char path[PATH_MAX];
	const char *top = getenv("LIQ_TOP");
	ssize_t n = readlink("/proc/self/exe", path, sizeof(path) - 16);
	char *end;

	if (top != NULL)
		return top;
	path[n > 0 ? n : 0] = '\0';
	if ((end = strrchr(path, '/')) != NULL)
		memcpy(end, "/../../..", 10);
	return path;
}

static inline FILE *
open_data(const char *name)
{
	char path[PATH_MAX + 256];

	snprintf(path, sizeof(path), "%s/tests/data/%s", root(), name);
	return fopen(path, "r");
}

/* Recorded data that is not part of the project; NULL: not here. */
static inline FILE *
open_shared(const char *name)
{
	const char *shared = getenv("LIQ_SHARED");
	char path[PATH_MAX + 256];

	if (shared != NULL)
		snprintf(path, sizeof(path), "%s/%s", shared, name);
	else
		snprintf(
		    path, sizeof(path), "%s/../shared/data/%s", root(), name);
	return fopen(path, "r");
}

/* A line without its end; false at the end of the file. */
static inline bool
read_line(FILE *in, char **line, size_t *room, struct str *s)
{
	ssize_t n = getline(line, room, in);

	if (n < 0)
		return false;
	s->s = *line;
	s->n = (size_t)n;
	if (str_ends(*s, STR("\n")))
		(*line)[--s->n] = '\0';
	if (str_ends(*s, STR("\r")))
		(*line)[--s->n] = '\0';
	return true;
}

#endif
