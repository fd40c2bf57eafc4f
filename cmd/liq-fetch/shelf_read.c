#include "liq-fetch/shelf_read.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/when.h"
#include "base/x.h"
#include "io/log.h"
#include "io/out.h"
#include "io/stop.h"
#include "liq-fetch/hours.h"
#include "liq-fetch/moved.h"
#include "liq-fetch/reason.h"

#define LAST_MS DAY_MS /* before the newest hour: always read */
/* Parts written to so long before the last one may have been open with it. */
#define OPEN_MS (2 * SHELF_IDLE_MS)

static const char *
all_lines(const struct append *a, bool (*line)(void *, struct str, int64_t),
    void *arg, bool *torn)
{
	struct stat st;

	if (fstat(a->fd, &st) != 0)
		return strerror(errno);
	return append_lines(a, 0, st.st_size, line, arg, torn);
}

/* What the file was moved away as, where it goes on from that. */
static const char *
moved_lines(
    const char *path, bool (*line)(void *, struct str, int64_t), void *arg)
{
	char *name = moved_find(path);
	struct append a;
	const char *why;
	bool torn;

	if (name == NULL)
		return NULL;
	if ((why = append_peek(&a, name)) == NULL)
		why = all_lines(&a, line, arg, &torn);
	append_close(&a);
	free(name);
	return why;
}

static bool
see(void *previous, struct str line, int64_t end)
{
	(void)end;
	if (str_starts(line, STR("{\"type\":\"begin\"")))
		*(int *)previous = PREVIOUS_UNCLEAN;
	else if (str_starts(line, STR("{\"type\":\"end\"")))
		*(int *)previous = PREVIOUS_CLEAN;
	return true;
}

const char *
shelf_previous(struct append *a, int *previous)
{
	const char *why = moved_lines(a->name, see, previous);
	bool torn = false;

	if (why == NULL)
		why = all_lines(a, see, previous, &torn);
	return why == NULL && torn ? append_mend(a) : why;
}

struct place *
shelf_place(struct shelf *s, int64_t hour)
{
	struct places *all = &s->resume.places;
	struct place *p;
	size_t i;

	for (i = all->n; i-- > 0;)
		if (all->of[i].at == hour)
			return &all->of[i];
	p = places_add(all, hour, hour + HOUR_MS);
	p->read = true;
	return p;
}

static bool
recall_line(void *resume, struct str line, int64_t end)
{
	resume_record(resume, line, end);
	return true;
}

/* It may be open: then all that was written is to be there. */
void
shelf_recall(void *shelf, const struct place *p)
{
	struct shelf *s = shelf;
	struct buf path = { 0 };
	struct append a;
	const char *why;
	bool torn;

	if (s->n > 0)
		out_sync();
	hours_path(&path, s->file, p->at);
	why = moved_lines(path.s, recall_line, &s->resume);
	if (why == NULL && access(path.s, F_OK) == 0) {
		if ((why = append_peek(&a, path.s)) == NULL)
			why = all_lines(&a, recall_line, &s->resume, &torn);
		append_close(&a);
	}
	if (why != NULL) {
		log_error("%s: %s", path.s, why);
		exit(STATUS_FAILED);
	}
	buf_free(&path);
}

/* Told to stop before all is known, nobody wants to know. */
static bool
learn_line(void *resume, struct str line, int64_t end)
{
	(void)end;
	resume_line(resume, line, 0);
	return stop_signal() == 0;
}

static const char *
learn_file(struct shelf *s, const char *path, bool *held)
{
	struct append a;
	const char *why;
	bool torn = false;

	if ((why = append_open(&a, path, held)) != NULL)
		return why;
	why = all_lines(&a, learn_line, &s->resume, &torn);
	if (why == NULL && stop_signal() != 0)
		why = "stopped by a signal";
	if (why == NULL && torn)
		why = append_mend(&a);
	if (why == NULL && a.mended)
		log_warn("%s: its end was torn, and is mended", path);
	append_close(&a);
	return why;
}

/* Its place is the last one. */
static const char *
learn_hour(struct shelf *s, int64_t hour, bool *held)
{
	struct buf path = { 0 };
	const char *why;

	hours_path(&path, s->file, hour);
	why = moved_lines(path.s, learn_line, &s->resume);
	if (why == NULL && access(path.s, F_OK) == 0)
		why = learn_file(s, path.s, held);
	if (why != NULL)
		why = reason("%s: %s", path.s, why);
	if (s->resume.previous == PREVIOUS_UNCLEAN)
		cover_add(&s->torn, hour, hour + HOUR_MS);
	s->resume.previous = PREVIOUS_NONE;
	buf_free(&path);
	return why;
}

const char *
shelf_learn(struct shelf *s, int64_t since, bool *held)
{
	struct hours all = { 0 };
	const struct hours_one *h;
	const char *why = NULL;
	int64_t last = 0;

	hours_find(&all, s->file);
	for (h = all.of; h < all.of + all.n; h++)
		last = h->written > last ? h->written : last;
	if (all.n > 0 && since > all.of[all.n - 1].hour - LAST_MS)
		since = all.of[all.n - 1].hour - LAST_MS;
	for (h = all.of; h < all.of + all.n && why == NULL; h++) {
		cover_add(&s->hours, h->hour, h->hour + HOUR_MS);
		places_add(&s->resume.places, h->hour, h->hour + HOUR_MS);
		if (h->hour + HOUR_MS > since || h->written > last - OPEN_MS)
			why = learn_hour(s, h->hour, held);
	}
	hours_free(&all);
	return why;
}
