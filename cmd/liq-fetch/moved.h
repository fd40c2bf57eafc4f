/*
 * moved.h - the file that another goes on from.
 *
 * logrotate(8) moves FILE to FILE.1 or FILE-20261122, and maybe packs it; what
 * begins anew under the old name must know what the end of that one has.
 */
#ifndef LIQ_FETCH_MOVED_H
#define LIQ_FETCH_MOVED_H

/*
 * The one beside FILE that was written to last, where FILE has nothing or says
 * that it goes on from another; NULL: there is none.  The caller frees it.
 */
char *moved_find(const char *file);

#endif
