/*
 * rebuild.h - --rebuild-state: files that are appended to are mended and read
 * in whole, and what they say is kept for the next run (past.h).
 */
#ifndef LIQ_FETCH_REBUILD_H
#define LIQ_FETCH_REBUILD_H

/* names ends in NULL.  A line a file to the output; the status to exit with. */
int rebuild_run(char *const *names, const char *state);

#endif
