/*
 * input.h - read(2), until there is something.
 *
 * Layer: io.  Owns: nothing.
 */
#ifndef IO_INPUT_H
#define IO_INPUT_H

#include <stddef.h>
#include <sys/types.h>

/* Up to n bytes; 0 at the end, or when asked to stop; -1 with *why. */
ssize_t input_read(int fd, void *, size_t n, const char **why);

#endif
