/*
 * map.h - a stretch of a regular file as memory.
 *
 * A file that somebody cuts while it is mapped would end the program by
 * SIGBUS.  Here what is gone reads as zeros, and map_shrunk says so.
 *
 * Layer: io.  Owns: one stretch at a time and the handler of SIGBUS (file
 * scope here, as a signal knows no more).
 */
#ifndef IO_MAP_H
#define IO_MAP_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/*
 * The n bytes from offset at, readable until map_close; any alignment.  NULL
 * when it cannot be had: the file is to be read instead.
 */
const char *map_open(int fd, off_t at, size_t n);
/* Has the file become shorter than what was mapped? */
bool map_shrunk(int fd);
void map_close(void);

#endif
