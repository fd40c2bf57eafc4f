/*
 * twin.h - the fast reader beside record_parse, line by line: what a kernel
 * takes record_parse takes too, and both say the same; and all kernels take
 * the same.
 */
#ifndef TWIN_H
#define TWIN_H

#include <stdlib.h>

#include "base/buf.h"
#include "fuzz.h"
#include "record/fast.h"
#include "record/record.h"

#define TWINS 2 /* kernels at most */

/* What one kernel has learned and taken. */
struct twin {
	const struct fast_kernel *kernel;
	struct fast fast;
	struct fast_run run;
};

/* One line that was taken, against the truth: the same record to the byte. */
static inline void
twin_true(const struct twin *t, const struct fast_line *l, struct str line)
{
	struct buf got = { 0 }, want = { 0 };
	struct record r;
	const char *why = record_parse(&r, line);

	must(why == NULL, why, line);
	must(r.type == RECORD_LIQUIDATION, "no liquidation", line);
	record_put(&want, &r, false);
	fast_record(&t->fast, l, &r);
	record_put(&got, &r, false);
	must(str_same(buf_view(&got), buf_view(&want)), "another record", line);
	buf_free(&got);
	buf_free(&want);
}

static inline bool
twin_same(const struct fast_line *a, const struct fast_line *b)
{
	return a->ts == b->ts && a->received == b->received &&
	       a->side == b->side && a->who == b->who && a->how == b->how &&
	       memcmp(a->number, b->number, sizeof(a->number)) == 0 &&
	       memcmp(a->scale, b->scale, sizeof(a->scale)) == 0 &&
	       a->id.s == b->id.s && a->id.n == b->id.n;
}

/* The line at the front of whole lines, without its newline. */
static inline struct str
twin_line(struct str text)
{
	const char *end = memchr(text.s, '\n', text.n);

	return (struct str){ text.s, (size_t)(end - text.s) };
}

/*
 * Both read whole lines, with FAST_SLACK bytes behind them.  Returns how many
 * lines were taken by the kernels.
 */
static inline int64_t
twin_read(struct twin *t, struct str text)
{
	struct str line;
	size_t took, k, i;
	int64_t n = 0;

	while (text.n > 0) {
		took = t[0].kernel->take(&t[0].fast, &t[0].run, text);
		for (k = 1; k < TWINS && t[k].kernel != NULL; k++) {
			must(t[k].kernel->take(&t[k].fast, &t[k].run, text) ==
				     took &&
				 t[k].run.n == t[0].run.n,
			    "kernels take unlike", text);
			for (i = 0; i < t[0].run.n; i++)
				must(twin_same(
					 &t[0].run.line[i], &t[k].run.line[i]),
				    "kernels differ", text);
		}
		for (i = 0; i < t[0].run.n; i++) {
			line = twin_line(text);
			twin_true(&t[0], &t[0].run.line[i], line);
			text = str_from(text, line.n + 1);
			took -= line.n + 1;
		}
		must(took == 0, "other lines than were taken", text);
		n += (int64_t)t[0].run.n;
		if (t[0].run.n == FAST_LINES || text.n == 0)
			continue;
		line = twin_line(text);
		for (k = 0; k < TWINS && t[k].kernel != NULL; k++)
			fast_learn(&t[k].fast, line);
		text = str_from(text, line.n + 1);
	}
	return n;
}

/* One twin a kernel that this machine can run; returns how many. */
static inline size_t
twin_begin(struct twin *t)
{
	const struct fast_kernel *k;
	size_t n = 0;

	memset(t, 0, TWINS * sizeof(*t));
	for (k = fast_kernels; k->name != NULL && n < TWINS; k++)
		if (k->usable())
			t[n++].kernel = k;
	return n;
}

static inline void
twin_end(struct twin *t)
{
	size_t k;

	for (k = 0; k < TWINS; k++)
		fast_free(&t[k].fast);
}

#endif
