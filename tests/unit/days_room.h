/*
 * days_room.h - the room that this process takes: bytes that malloc has given
 * out (0 where it does not say), pages that are resident, now and at the most
 * so far, and descriptors.
 */
#ifndef DAYS_ROOM_H
#define DAYS_ROOM_H

#include <fcntl.h>
#include <malloc.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

struct room {
	int64_t heap, resident, peak; /* bytes */
	int64_t descriptors;
};

static inline int64_t
room_heap(void)
{
#ifdef __GLIBC__
	const struct mallinfo2 m = mallinfo2();

	return (int64_t)(m.uordblks + m.hblkhd);
#else
	return 0;
#endif
}

/* VmRSS: the second number of statm, in pages; 0 where there is none. */
static inline int64_t
room_resident(void)
{
	char text[128], *end;
	int fd = open("/proc/self/statm", O_RDONLY);
	ssize_t n = fd != -1 ? read(fd, text, sizeof(text) - 1) : 0;

	if (fd != -1)
		close(fd);
	text[n > 0 ? n : 0] = '\0';
	strtoll(text, &end, 10);
	return strtoll(end, NULL, 10) * sysconf(_SC_PAGESIZE);
}

static inline int64_t
room_descriptors(void)
{
	int64_t n = 0;
	int i;

	for (i = 0; i < 1024; i++)
		n += fcntl(i, F_GETFD) != -1;
	return n;
}

static inline struct room
room_now(void)
{
	struct room r = { .heap = room_heap(), .resident = room_resident() };
	struct rusage u = { 0 };

	if (getrusage(RUSAGE_SELF, &u) == 0)
		r.peak = (int64_t)u.ru_maxrss * 1024;
	r.descriptors = room_descriptors();
	return r;
}

#endif
