/*
 * saved.h - an answer over REST, as a recording keeps it: a file each, a line
 * of JSON about it (who was asked what, when it was sent and received, what
 * HTTP said), then the body's bytes.  Keys are never kept.
 *
 * A file is written aside and renamed: what has its name is whole.
 *
 * Owns: nothing.
 */
#ifndef LIQ_FETCH_SAVED_H
#define LIQ_FETCH_SAVED_H

#include "base/hash.h"
#include "liq-fetch/http.h"

/* What was asked: so that it is known again. */
struct question {
	char exchange[24], url[2048], post[2048];
};

struct saved {
	struct question question;
	char words[200], host[128], type[128], retry_after[64], location[1024];
	int64_t sent, received, fault, status, version, date, bytes;
};

void question_set(struct question *, const struct http_ask *);
struct hash128 question_hash(const struct question *);

/* Of an answer, but for the question. */
void saved_set(struct saved *, const struct http_answer *);
/* As it came; both outlive the answer. */
void saved_answer(const struct saved *, struct str body, struct http_answer *);
/* False: it could not be written, and errno says why. */
bool saved_put(
    const char *folder, int number, const struct saved *, struct str body);
/* NULL, or why it is none; the body may be left out (NULL). */
const char *saved_get(
    const char *folder, int number, struct saved *, struct buf *body);
/* Is there a file of that number? */
bool saved_is(const char *folder, int number);

#endif
