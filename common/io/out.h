/*
 * out.h - output in whole lines.
 *
 * To stdout, or with out_file to a file that is replaced in one step when the
 * program ends well (gzip when its name ends in .gz).  A write that fails
 * cuts a regular file back to its last whole line, says so, and ends the
 * program with status 1; a reader that left ends it by SIGPIPE, silently.
 *
 * Layer: io.  Owns: the one output of the program (file scope here).  Ends
 * the program: as said.
 */
#ifndef IO_OUT_H
#define IO_OUT_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/str.h"

/* First thing in main: descriptors 0 to 2 made safe, SIGPIPE looked at. */
void out_start(const char *program);
/* Write to a file instead; false: why not is said, status 1 is due. */
bool out_file(const char *name);
struct append;
/*
 * Write to the end of one that is open; it stays the caller's.  Among several
 * this goes to and fro: each has its own packing.
 */
void out_append(struct append *);
/* One of them is written to no more: all of it is on the disk; or false. */
bool out_leave(struct append *);
/* Whole lines (or a whole picture): text, then maybe written. */
void out_text(struct str);
/* The same from a buffer, which is reset. */
void out_take(struct buf *);
void out_flush(void); /* all of it is with the kernel, or being packed */
/* With the kernel, packed or not: who reads the file has whole lines. */
void out_sync(void);
/*
 * From now on a pipe, or a socket, is never waited for: what it does not take
 * is queued, and goes with the next flush that finds room.  Nothing to do for
 * files.  The end waits for all of it.
 */
void out_patient(void);
size_t out_queued(void); /* bytes that are not with the kernel yet */
int out_fd(void); /* to be waited for until it can be written; -1: none */
/*
 * Wait until fd (-1: none) can be read, ms at most (-1: for ever).  A reader
 * of the output that leaves meanwhile ends the program, as the next write
 * would.  False: interrupted by a signal.
 */
bool out_wait(int fd, int ms);
/*
 * The end.  status is the program's; with -o the new file takes its place
 * unless keep_old.  Returns the status to exit with; does not return when a
 * signal asked the program to stop (it dies by that signal).
 */
int out_close(int status, bool keep_old);

#endif
