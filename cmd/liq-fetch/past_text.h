/*
 * past_text.h - what is known of a file that is appended to, as text.
 *
 * A line of JSON about the file, one for each kind and market, one for each
 * place of it, and a seal (seal.h).
 *
 * Pure.
 */
#ifndef LIQ_FETCH_PAST_TEXT_H
#define LIQ_FETCH_PAST_TEXT_H

#include "base/buf.h"
#include "liq-fetch/resume.h"

/* The file as it was when the last place was read; times in ns. */
struct past_file {
	int64_t device, inode, size, modified, changed;
};

void past_put(struct buf *, const struct past_file *, const struct resume *);
/*
 * NULL, or why the text is none; then the resume, which was to know nothing,
 * is to be freed.
 */
const char *past_parse(struct past_file *, struct resume *, struct str text);

#endif
