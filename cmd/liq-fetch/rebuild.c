#include "liq-fetch/rebuild.h"

#include <errno.h>
#include <unistd.h>

#include "base/when.h"
#include "base/x.h"
#include "io/log.h"
#include "io/out.h"
#include "liq-fetch/past.h"

/* What its marks span, and the holes that nobody has filled. */
static void
put_cover(struct buf *b, const struct resume *s, size_t *gaps)
{
	int64_t since = INT64_MAX, until = INT64_MIN;
	const struct resume_key *k;

	*gaps = 0;
	for (k = s->of; k < s->of + s->n; k++) {
		*gaps += k->lost.n + k->dead.n;
		if (k->had.n == 0)
			continue;
		if (k->had.of[0].since < since)
			since = k->had.of[0].since;
		if (k->had.of[k->had.n - 1].until > until)
			until = k->had.of[k->had.n - 1].until;
	}
	if (since < until) {
		buf_puts(b, ", complete ");
		when_put(b, since);
		buf_puts(b, " to ");
		when_put(b, until);
	}
	if (*gaps > 0)
		buf_printf(
		    b, " but for %zu gap%s", *gaps, *gaps > 1 ? "s" : "");
}

static int
tell(const char *name, const struct past *p)
{
	const struct resume *s = &p->resume;
	struct buf b = { 0 };
	size_t gaps;

	buf_printf(&b, "%s: %lld lines, %lld of them cannot be read", name,
	    (long long)s->lines, (long long)s->refused);
	put_cover(&b, s, &gaps);
	if (p->file.mended)
		buf_puts(&b, "; its end was torn, and is mended");
	buf_putc(&b, '\n');
	out_take(&b);
	buf_free(&b);
	return gaps > 0 || s->refused > 0 || p->file.mended ? STATUS_INCOMPLETE
							    : STATUS_OK;
}

static int
rebuild(const char *name, const char *state)
{
	struct past p = { .file = { .fd = -1 }, .state = -1 };
	const char *why;
	bool held = false;
	int status;

	if (access(name, F_OK) != 0)
		why = strerror(errno); /* it is not made here */
	else
		why = past_rebuild(&p, name, state, &held);
	if (why == NULL)
		why = append_sync(&p.file);
	if (why != NULL) {
		log_error("%s: %s", name, why);
		status = held ? STATUS_TEMPORARY : STATUS_FAILED;
	} else {
		status = tell(name, &p);
	}
	past_close(&p);
	return status;
}

int
rebuild_run(char *const *names, const char *state)
{
	int status = STATUS_OK;

	for (; *names != NULL; names++)
		status = status_worst(status, rebuild(*names, state));
	return out_close(status, false);
}
