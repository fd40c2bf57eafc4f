/*
 * cover.h - a set of times as disjoint intervals [since, until).
 *
 * The answer does not depend on the order in which they were added.
 *
 * Layer: record.  Owns: its intervals; all zero is the empty set.
 */
#ifndef RECORD_COVER_H
#define RECORD_COVER_H

#include <stddef.h>
#include <stdint.h>

struct interval {
	int64_t since, until;
};

struct cover {
	struct interval *of; /* sorted, disjoint, not touching */
	size_t n, cap;
};

void cover_add(struct cover *, int64_t since, int64_t until);
void cover_remove(struct cover *, int64_t since, int64_t until);
void cover_merge(struct cover *, const struct cover *);
void cover_subtract(struct cover *, const struct cover *);
/* Intervals that end by then are dropped. */
void cover_forget(struct cover *, int64_t before);
/* Where the interval that t is in ends; t itself where it is in none. */
int64_t cover_reaches(const struct cover *, int64_t t);
int64_t cover_length(const struct cover *, int64_t since, int64_t until);
void cover_free(struct cover *);

#endif
