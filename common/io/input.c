#include "io/input.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

#include "io/stop.h"

ssize_t
input_read(int fd, void *p, size_t n, const char **why)
{
	ssize_t got;

	do {
		if (stop_signal() != 0)
			return 0;
		got = read(fd, p, n);
		if (got < 0 && errno == EAGAIN)
			poll(&(struct pollfd){ fd, POLLIN, 0 }, 1, -1);
	} while (got < 0 && (errno == EINTR || errno == EAGAIN));
	if (got < 0)
		*why = strerror(errno);
	return got;
}
