/*
 * stop.h - INT and TERM ask; the program ends at the next whole line.
 *
 * A signal may come just before a wait begins: who waits for anything waits
 * for stop_fd, too.
 *
 * Layer: io.  Owns: one flag and a pipe (file scope).  A second signal kills
 * at once.
 */
#ifndef IO_STOP_H
#define IO_STOP_H

#include <stdbool.h>

void stop_catch(void); /* from now on */
int stop_signal(void); /* 0, or the signal that asked */
int stop_fd(void); /* can be read once one asked, and never is; or -1 */
void stop_die(void); /* die by it; returns when none asked */

#endif
