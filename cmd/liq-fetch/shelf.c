#include "liq-fetch/shelf.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/when.h"
#include "base/x.h"
#include "io/log.h"
#include "io/out.h"
#include "liq-fetch/hours.h"
#include "liq-fetch/shelf_read.h"
#include "record/control.h"

static char *
path_of(const struct shelf *s, int64_t hour)
{
	struct buf b = { 0 };

	hours_path(&b, s->file, hour);
	return b.s;
}

static void
volume_free(struct volume *v)
{
	append_close(&v->file);
	free(v->path);
	free(v);
}

/* The hour's file, made or gone on with; or NULL, and it is said why. */
static struct volume *
volume_open(const struct shelf *s, int64_t hour)
{
	struct volume *v = xcalloc(1, sizeof(*v));
	const char *why;
	bool held;

	v->hour = hour;
	v->used = s->now;
	v->path = path_of(s, hour);
	v->file.fd = -1;
	if ((why = hours_make(v->path)) == NULL &&
	    (why = append_open(&v->file, v->path, &held)) == NULL)
		why = shelf_previous(&v->file, &v->previous);
	if (why == NULL)
		return v;
	log_error("%s: %s", v->path, why);
	volume_free(v);
	return NULL;
}

/* What waits is with the kernel before anything goes elsewhere. */
static void
turn_to(struct shelf *s, struct volume *v)
{
	v->used = s->now;
	if (s->at == v)
		return;
	out_sync();
	s->at = v;
	out_append(&v->file);
}

/* Its last words; then it is on the disk. */
static void
put_away(struct shelf *s, size_t i)
{
	struct volume *v = s->of[i];

	turn_to(s, v);
	s->end(s->arg, v);
	if (!out_leave(&v->file))
		exit(STATUS_FAILED);
	s->of[i] = s->of[--s->n];
	s->at = NULL;
	volume_free(v);
}

static size_t
oldest(const struct shelf *s)
{
	size_t i, old = 0;

	for (i = 1; i < s->n; i++)
		if (s->of[i]->used < s->of[old]->used ||
		    (s->of[i]->used == s->of[old]->used &&
			s->of[i]->hour < s->of[old]->hour))
			old = i;
	return old;
}

/* Its first words. */
static void
begin(struct shelf *s, struct volume *v, int64_t first)
{
	if (s->n == SHELF_OPEN)
		put_away(s, oldest(s));
	s->of[s->n++] = v;
	cover_add(&s->hours, v->hour, v->hour + HOUR_MS);
	shelf_place(s, v->hour);
	v->first = first;
	turn_to(s, v);
	s->begin(s->arg, v);
}

struct volume *
shelf_turn(struct shelf *s, int64_t hour, int64_t first)
{
	struct volume *v = NULL;
	size_t i;

	for (i = 0; i < s->n && v == NULL; i++)
		if (s->of[i]->hour == hour)
			v = s->of[i];
	if (v != NULL) {
		turn_to(s, v);
		return v;
	}
	if ((v = volume_open(s, hour)) == NULL) {
		out_sync(); /* what has its place is there */
		exit(STATUS_FAILED);
	}
	begin(s, v, first);
	return v;
}

void
shelf_begin(struct shelf *s)
{
	int64_t hour, first;
	size_t i;

	for (i = 0; i < s->torn.n; i++)
		for (hour = s->torn.of[i].since; hour < s->torn.of[i].until;
		     hour += HOUR_MS) {
			first = hour + HOUR_MS - 1;
			shelf_turn(
			    s, hour, first < s->began ? first : s->began);
		}
	cover_free(&s->torn);
	shelf_end(s);
}

static bool
is_moved(const struct volume *v)
{
	struct stat mine, there;

	return fstat(v->file.fd, &mine) != 0 || stat(v->path, &there) != 0 ||
	       mine.st_dev != there.st_dev || mine.st_ino != there.st_ino;
}

/* It is ended where it is now, and goes on under its old name. */
static void
begin_anew(struct shelf *s, size_t i)
{
	const struct volume *old = s->of[i];
	int64_t first = old->newest > 0 ? old->newest : old->first;
	struct volume *v = volume_open(s, old->hour);

	if (v == NULL) {
		log_error("%s: going on in the file that was moved", old->path);
		return;
	}
	put_away(s, i);
	v->previous = PREVIOUS_CLEAN;
	begin(s, v, first);
}

void
shelf_look(struct shelf *s, int64_t now, bool hangup)
{
	int64_t newest = 0;
	size_t i;

	s->now = now;
	for (i = 0; i < s->n; i++)
		if (s->of[i]->hour > newest)
			newest = s->of[i]->hour;
	for (i = s->n; i-- > 0;)
		if (hangup && is_moved(s->of[i]))
			begin_anew(s, i);
		else if (s->of[i]->hour < newest &&
			 now - s->of[i]->used >= SHELF_IDLE_MS)
			put_away(s, i);
}

void
shelf_end(struct shelf *s)
{
	size_t i, first;

	for (; s->n > 0; put_away(s, first))
		for (first = 0, i = 1; i < s->n; i++)
			if (s->of[i]->hour < s->of[first]->hour)
				first = i;
}

const char *
shelf_open(struct shelf *s, const char *file, int64_t since,
    struct ident *ident, bool *held)
{
	const char *why = NULL;

	*held = false;
	s->file = file;
	s->lock = -1;
	s->resume.ident = ident;
	s->resume.read = shelf_recall;
	s->resume.arg = s;
	s->lock = hours_lock(file, held, &why);
	return why != NULL ? why : shelf_learn(s, since, held);
}

void
shelf_close(struct shelf *s)
{
	while (s->n > 0) /* the program ends before they could be ended */
		volume_free(s->of[--s->n]);
	if (s->lock >= 0)
		close(s->lock);
	resume_free(&s->resume);
	cover_free(&s->hours);
	cover_free(&s->torn);
	*s = (struct shelf){ .lock = -1 };
}
