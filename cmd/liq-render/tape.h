/*
 * tape.h - liquidations as they come, a line each.
 *
 * In text every line goes out at once; as an SVG the last ones are drawn.
 * What is missing is said where it is missing.
 *
 * Owns: struct tape its rows; all zero is empty.
 */
#ifndef LIQ_RENDER_TAPE_H
#define LIQ_RENDER_TAPE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define TAPE_ROWS 600 /* that are kept for an SVG */

struct tape {
	struct record *row; /* liquidations and gaps, round and round */
	size_t n; /* that came */
	bool begun; /* its head is out */
	int64_t day; /* of the last line, in days; valid when begun */
};

struct canvas;
struct record;
struct scene;

const char *tape_add(struct scene *, const struct record *);
void tape_line(struct scene *, const struct record *, const struct canvas *);
void tape_draw(struct scene *, const struct canvas *);
void tape_free(struct tape *);

#endif
