#include "io/input.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "io/out.h"
#include "io/stop.h"

ssize_t
input_read(int fd, void *p, size_t n, const char **why)
{
	ssize_t got = -1;

	do {
		if (stop_signal() != 0)
			return 0;
		if (out_wait(fd, -1))
			got = read(fd, p, n);
	} while (got < 0 && (errno == EINTR || errno == EAGAIN));
	if (got < 0)
		*why = strerror(errno);
	return got;
}
