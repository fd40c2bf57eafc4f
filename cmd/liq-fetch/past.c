#include "liq-fetch/past.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/hash.h"
#include "base/x.h"
#include "io/log.h"
#include "io/stop.h"
#include "liq-fetch/moved.h"
#include "liq-fetch/past_text.h"
#include "liq-fetch/state_folder.h"

#define CHUNK (64 << 10)
#define HINT_BYTES (64 << 20) /* the largest that is read */
#define HASTE_BYTES (16 << 20) /* told to stop: more is not read again */

static bool
look(const struct past *p, struct past_file *f)
{
	struct stat st;

	if (fstat(p->file.fd, &st) != 0)
		return false;
	*f = (struct past_file){ (int64_t)st.st_dev, (int64_t)st.st_ino,
		st.st_size,
		st.st_mtim.tv_sec * INT64_C(1000000000) + st.st_mtim.tv_nsec,
		st.st_ctim.tv_sec * INT64_C(1000000000) + st.st_ctim.tv_nsec };
	return true;
}

/* Each chunk is hashed together with the hash of those before. */
static bool
hash_place(const struct past *p, const struct place *place, char *hash)
{
	struct buf b = { 0 }, sum = { 0 };
	int64_t at = place->at, n;
	ssize_t got = 1;

	for (; at < place->until && got > 0; at += got) {
		n = place->until - at < CHUNK ? place->until - at : CHUNK;
		buf_reset(&b);
		buf_str(&b, buf_view(&sum));
		got = pread(p->file.fd, buf_room(&b, CHUNK), (size_t)n, at);
		b.n += got > 0 ? (size_t)got : 0;
		buf_reset(&sum);
		hash128_put(&sum, hash128(buf_view(&b)));
	}
	str_copy(hash, sizeof(place->hash), buf_view(&sum));
	buf_free(&b);
	buf_free(&sum);
	return at >= place->until;
}

/* Is the file, up to its size then, the one that the hint is of? */
static bool
is_same(const struct past *p, const struct past_file *then)
{
	const struct places *all = &p->resume.places;
	struct past_file now;
	char hash[sizeof(all->of->hash)];
	size_t i;

	if (!look(p, &now) || now.size < then->size)
		return false;
	if (memcmp(&now, then, sizeof(now)) == 0)
		return true;
	for (i = 0; i < all->n; i++)
		if (!hash_place(p, &all->of[i], hash) ||
		    strcmp(hash, all->of[i].hash) != 0)
			return false;
	return true;
}

static bool
read_line(void *resume, struct str line, int64_t end)
{
	resume_record(resume, line, end);
	return true;
}

static void
read_place(void *past, const struct place *place)
{
	struct past *p = past;
	bool torn;
	const char *why = append_lines(
	    &p->file, place->at, place->until, read_line, &p->resume, &torn);

	if (why == NULL && (!torn || p->torn))
		return;
	log_error("%s: %s", p->file.name,
	    why != NULL ? why : "it changed while it was open");
	exit(STATUS_FAILED);
}

static void
begin(struct past *p, struct ident *ident)
{
	resume_free(&p->resume);
	p->resume.read = read_place;
	p->resume.arg = p;
	p->resume.ident = ident;
}

/* What the hint says, where there is one that is of this file. */
static void
recall_hint(struct past *p)
{
	struct ident *ident = p->resume.ident;
	struct past_file then;
	struct buf text = { 0 };
	char bad[sizeof(p->hint) + 4];
	const char *why;

	if (!state_folder_get(p->state, p->hint, HINT_BYTES, &text))
		return;
	why = past_parse(&then, &p->resume, buf_view(&text));
	buf_free(&text);
	if (why != NULL) {
		log_warn("%s: %s: it is set aside as .bad, and the file is "
			 "read in whole",
		    p->hint, why);
		snprintf(bad, sizeof(bad), "%s.bad", p->hint);
		(void)renameat(p->state, p->hint, p->state, bad);
	} else if (!is_same(p, &then)) {
		log_note("%s: it is not as it was: it is read in whole",
		    p->file.name);
		why = "";
	}
	if (why != NULL)
		begin(p, ident);
	else
		log_note("%s: of %lld bytes it is known what they are",
		    p->file.name, (long long)then.size);
}

/* Told to stop before it is known, nobody wants to know. */
static bool
learn_line(void *past, struct str line, int64_t end)
{
	struct past *p = past;

	resume_line(&p->resume, line, end);
	return p->known || stop_signal() == 0;
}

/* What comes after what is known. */
static const char *
learn(struct past *p, bool *torn)
{
	struct past_file now;
	const char *why;

	if (!look(p, &now))
		return strerror(errno);
	why = append_lines(&p->file, places_end(&p->resume.places), now.size,
	    learn_line, p, torn);
	return why == NULL && !p->known && stop_signal() != 0
		   ? "stopped by a signal"
		   : why;
}

static const char *
open_file(struct past *p, const char *name, const char *state, bool *held)
{
	struct buf path = { 0 };
	const char *why;
	char *real;

	*p = (struct past){ .state = -1 };
	if ((why = append_open(&p->file, name, held)) != NULL)
		return why;
	if ((real = realpath(name, NULL)) != NULL) {
		p->state = state_folder_open(state, &why);
		buf_puts(&path, "file-");
		hash128_put(&path, hash128(str_of(real)));
		str_copy(p->hint, sizeof(p->hint), buf_view(&path));
	}
	buf_free(&path);
	free(real);
	p->file.written = past_save;
	p->file.arg = p;
	return NULL;
}

/* A torn gzip file is mended, which makes another one of it. */
static const char *
learn_all(struct past *p)
{
	struct ident *ident = p->resume.ident;
	int64_t refused = p->resume.refused;
	const char *why;
	bool torn;

	why = learn(p, &torn);
	if (why == NULL && torn) {
		begin(p, ident);
		refused = 0;
		if ((why = append_mend(&p->file)) == NULL)
			why = learn(p, &torn);
		if (why == NULL && torn)
			why = "its end is torn, and cannot be mended";
	}
	p->known = why == NULL;
	p->refused = p->resume.refused - refused;
	return why;
}

/* p goes on from old, which is its own from now on. */
static void
join(struct past *p, struct past *old)
{
	p->before = old;
	p->resume.before = &old->resume;
	roster_inherit(&p->resume.roster, &old->resume.roster);
	if (p->resume.lines == 0)
		p->resume.previous = old->resume.previous;
}

/* What it was moved away with is read in whole, and not mended. */
static const char *
find_before(struct past *p)
{
	char *name = moved_find(p->file.name);
	struct past *old;
	const char *why;

	if (name == NULL)
		return NULL;
	old = xcalloc(1, sizeof(*old));
	*old = (struct past){ .state = -1, .moved = name };
	begin(old, p->resume.ident);
	if ((why = append_peek(&old->file, name)) == NULL)
		why = learn(old, &old->torn);
	old->known = true;
	join(p, old);
	if (why != NULL)
		log_error("%s: %s", name, why);
	return why == NULL ? NULL : "the file before it cannot be read";
}

const char *
past_open(struct past *p, const char *name, const char *state,
    struct ident *ident, bool *held)
{
	const char *why = open_file(p, name, state, held);

	if (why != NULL)
		return why;
	begin(p, ident);
	recall_hint(p);
	why = learn_all(p);
	return why != NULL ? why : find_before(p);
}

bool
past_moved(const struct past *p)
{
	struct stat mine, there;

	return fstat(p->file.fd, &mine) != 0 ||
	       stat(p->file.name, &there) != 0 || mine.st_dev != there.st_dev ||
	       mine.st_ino != there.st_ino;
}

const char *
past_again(struct past *next, const struct past *p, const char *state)
{
	bool held;
	const char *why = open_file(next, p->file.name, state, &held);

	if (why != NULL)
		return why;
	begin(next, p->resume.ident);
	if ((why = learn_all(next)) != NULL)
		past_close(next);
	return why;
}

/* The oldest of a chain is let go, so that its room on the disk is free. */
static void
shorten(struct past *p)
{
	int n;

	for (n = 0; n < PAST_BEFORE && p != NULL; n++)
		p = p->before;
	if (p == NULL || p->before == NULL)
		return;
	past_close(p->before);
	free(p->before);
	p->before = NULL;
	p->resume.before = NULL;
}

void
past_turn(struct past *p, const struct past *next)
{
	struct past *old = xmalloc(sizeof(*old));

	*old = *p;
	*p = *next;
	old->resume.arg = old;
	p->resume.arg = p;
	p->file.arg = p;
	p->resume.scope = old->resume.scope;
	(void)flock(old->file.fd, LOCK_UN);
	join(p, old);
	shorten(p);
}

const char *
past_rebuild(struct past *p, const char *name, const char *state, bool *held)
{
	const char *why = open_file(p, name, state, held);

	if (why != NULL)
		return why;
	begin(p, NULL);
	return learn_all(p);
}

void
past_save(void *past)
{
	struct past *p = past;
	struct places *all = &p->resume.places;
	struct past_file now;
	struct buf text = { 0 };
	bool torn = false, good;
	size_t i;

	if (p->state < 0 || !look(p, &now) ||
	    (stop_signal() != 0 && now.size - places_end(all) > HASTE_BYTES))
		return;
	good = learn(p, &torn) == NULL && !torn;
	for (i = 0; i < all->n && good; i++)
		if (all->of[i].hash[0] == '\0')
			good = hash_place(p, &all->of[i], all->of[i].hash);
	if (good && places_end(all) == now.size) {
		past_put(&text, &now, &p->resume);
		good = state_folder_put(p->state, p->hint, buf_view(&text));
		buf_free(&text);
	}
	if (!good)
		log_warn("%s: what is known of %s cannot be kept: the next run "
			 "takes longer",
		    p->hint, p->file.name);
}

void
past_close(struct past *p)
{
	append_close(&p->file);
	if (p->state >= 0)
		close(p->state);
	resume_free(&p->resume);
	if (p->before != NULL)
		past_close(p->before);
	free(p->before);
	free(p->moved);
	p->before = NULL;
	p->moved = NULL;
	p->state = -1;
}
