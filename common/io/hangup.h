/*
 * hangup.h - HUP: files are to be opened anew, for somebody has moved them.
 *
 * Layer: io.  Owns: one flag (file scope).
 */
#ifndef IO_HANGUP_H
#define IO_HANGUP_H

#include <stdbool.h>

void hangup_catch(void); /* from now on it does not end the program */
bool hangup_came(void); /* since this was asked last */

#endif
