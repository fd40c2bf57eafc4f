/*
 * state_folder.h - where liq-fetch keeps what outlives a run.
 *
 * --state=DIR, else $XDG_STATE_HOME/liq, else $HOME/.local/state/liq;
 * variables that are no absolute path are passed over.
 */
#ifndef LIQ_FETCH_STATE_FOLDER_H
#define LIQ_FETCH_STATE_FOLDER_H

#include <stdbool.h>

#include "base/buf.h"

/*
 * The folder, made (0700) where it is not there: a descriptor, or -1 with
 * *why.  given: --state, or NULL.
 */
int state_folder_open(const char *given, const char **why);
/* A file of it behind what is in the buffer; false: none, or over most. */
bool state_folder_get(
    int folder, const char *name, size_t most, struct buf *text);
/*
 * A file of it, replaced in one step and on the disk, by one writer at a time;
 * false: errno says why not, and the old one stays.
 */
bool state_folder_put(int folder, const char *name, struct str text);

#endif
