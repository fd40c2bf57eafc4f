/*
 * flow.h - words, set in lines as wide as the canvas.
 *
 * What does not fit goes to the next line; a word wider than a line is cut.
 *
 * Owns: its words; all zero is none.
 */
#ifndef LIQ_RENDER_FLOW_H
#define LIQ_RENDER_FLOW_H

#include "liq-render/canvas.h"

enum flow_join { FLOW_LINE, FLOW_ITEM, FLOW_WORD }; /* new line; " · "; " " */

struct flow_word {
	size_t from, length;
	enum flow_join join;
	int ink;
	bool bold, spare; /* spare: left out where room is short */
};

struct flow {
	struct buf text;
	struct flow_word *word;
	size_t n, cap;
	enum flow_join next;
	int ink; /* of what is added from now on */
	bool bold, spare;
};

/* How words from now on look; the next one starts a line. */
void flow_line(struct flow *, int ink, bool spare);
/* The next words make an item of their own, in this ink. */
void flow_item(struct flow *, int ink);
/* Add words that stay together. */
void flow_put(struct flow *, const char *, ...)
    __attribute__((format(printf, 2, 3)));
/* Add a text word by word. */
void flow_words(struct flow *, const char *);
/* Rows it takes in that many columns; brief: without what can be spared. */
int flow_rows(const struct flow *, int columns, bool brief);
void flow_draw(const struct flow *, const struct canvas *, int row, bool brief);
void flow_free(struct flow *);

#endif
