/*
 * stop.h - INT and TERM ask; the program ends at the next whole line.
 *
 * Layer: io.  Owns: one flag (file scope).  A second signal kills at once.
 */
#ifndef IO_STOP_H
#define IO_STOP_H

#include <stdbool.h>

void stop_catch(void); /* from now on */
int stop_signal(void); /* 0, or the signal that asked */
void stop_die(void); /* die by it; returns when none asked */

#endif
