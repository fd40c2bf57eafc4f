/*
 * question.h - answers to --position, --stop and --what-if, as records.
 *
 * Owns: nothing.
 */
#ifndef LIQ_LEVELS_QUESTION_H
#define LIQ_LEVELS_QUESTION_H

#include "liq-levels/tell.h"

/* All that were asked, of one map. */
void question_tell(struct teller *, struct map *);
/* USD standing on a side between two prices; of a band, BANDS: of all. */
double question_between(
    struct map *, int side, size_t band, double from, double to);

#endif
