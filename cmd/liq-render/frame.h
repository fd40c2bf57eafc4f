/*
 * frame.h - what stands above and below a picture of one window.
 *
 * Above: what it is, the window, as of when, from which exchanges and how
 * complete, the sums.  Below: the signs in words, and what to beware of.
 *
 * Owns: nothing.
 */
#ifndef LIQ_RENDER_FRAME_H
#define LIQ_RENDER_FRAME_H

#include "liq-render/chart.h"
#include "liq-render/flow.h"

#define SIGN_LONG "▼" /* price fell */
#define SIGN_SHORT "▲" /* price rose */
#define SIGN_EVEN "◆"

/* The first line of what is not real, and the exchanges it comes from. */
void frame_warn(struct flow *, const struct scene *);
void frame_who(struct flow *, const struct scene *);
/* slice: NULL when nothing came in. */
void frame_head(struct flow *, const struct scene *, const struct canvas *,
    const struct slice *);
/* The head of one window below a head without one. */
void frame_window(struct flow *, const struct scene *, const struct canvas *,
    const struct slice *);
/* bounded: some USD is a lower bound. */
void frame_foot(struct flow *, const struct canvas *, bool bounded);
/* Why there is nothing to see. */
void frame_empty(struct flow *, const struct scene *, const struct slice *);
/* A picture that says why it is empty. */
void frame_nothing(const struct scene *, const struct canvas *);
/* The numbers in a sentence, for those who cannot see the picture. */
void frame_describe(
    const struct scene *, const struct canvas *, const struct slice *);

bool frame_simulated(const struct scene *); /* is a source no real market? */
/* Is a group's USD a lower bound? */
bool frame_bounded(const struct scene *, const struct group *);
/* "12.3M", with the sign for "at least" where it is a lower bound. */
void frame_usd(struct buf *, const struct scene *, const struct canvas *,
    const struct group *, struct dec usd);
const char *frame_sign(const struct group *); /* the side that is more */

#endif
