/*
 * state_folder.h - where liq-fetch keeps what outlives a run.
 *
 * --state=DIR, else $XDG_STATE_HOME/liq, else $HOME/.local/state/liq;
 * variables that are no absolute path are passed over.
 */
#ifndef LIQ_FETCH_STATE_FOLDER_H
#define LIQ_FETCH_STATE_FOLDER_H

/*
 * The folder, made (0700) where it is not there: a descriptor, or -1 with
 * *why.  given: --state, or NULL.
 */
int state_folder_open(const char *given, const char **why);

#endif
