#include "io/out.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/x.h"
#include "io/append.h"
#include "io/file.h"
#include "io/log.h"
#include "io/pack.h"
#include "io/queue.h"
#include "io/stop.h"

#define FULL (64 << 10) /* bytes that are written at once */

static struct {
	int fd;
	const char *name; /* for messages */
	bool closed; /* stdout was closed when the program began */
	bool filed; /* -o */
	struct append *append; /* -a; or NULL */
	struct file file;
	struct buf waiting, packed;
	struct pack *gzip; /* of what is written to now; or NULL */
	bool patient; /* the reader's pace is not ours */
	struct queue queue;
} out = { .fd = STDOUT_FILENO, .name = "stdout" };

/* A descriptor that is closed would be given to the next file opened. */
static bool
hold(int fd)
{
	int null;

	if (fcntl(fd, F_GETFD) >= 0 || errno != EBADF)
		return false;
	/* Of stdin a read must fail: closed is not empty. */
	null = open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDWR);
	if (null >= 0 && null != fd) {
		dup2(null, fd);
		close(null);
	}
	return true;
}

void
out_start(const char *program)
{
	hold(STDIN_FILENO);
	out.closed = hold(STDOUT_FILENO);
	hold(STDERR_FILENO);
	signal(SIGXFSZ, SIG_IGN); /* a write beyond ulimit -f fails instead */
	log_start(program);
	stop_catch();
}

/* The reader left: end as SIGPIPE ends a program, even where it is ignored. */
static _Noreturn void
reader_left(void)
{
	sigset_t pipe;

	signal(SIGPIPE, SIG_DFL);
	sigemptyset(&pipe);
	sigaddset(&pipe, SIGPIPE);
	sigprocmask(SIG_UNBLOCK, &pipe, NULL);
	raise(SIGPIPE);
	_exit(128 + SIGPIPE);
}

static _Noreturn void
failed(const char *why)
{
	log_error("%s: %s", out.name, why);
	exit(STATUS_FAILED);
}

/*
 * A write stopped after n bytes of whole lines: take the half line back from
 * a regular file, provided that nobody has written behind us.
 */
static void
cut_back(const char *text, size_t n)
{
	struct stat st;
	off_t at;
	size_t half = 0;

	while (half < n && text[n - half - 1] != '\n')
		half++;
	at = lseek(out.fd, 0, SEEK_CUR);
	if (half == 0 || fstat(out.fd, &st) != 0 || !S_ISREG(st.st_mode) ||
	    at != st.st_size || at < (off_t)half)
		return;
	if (ftruncate(out.fd, at - (off_t)half) != 0)
		log_error("%s: a half line is left at its end", out.name);
}

/* Of text, n bytes went; the next did not, as errno says. */
static _Noreturn void
broken(const char *text, size_t n)
{
	int saved = errno;

	if (saved == EPIPE)
		reader_left();
	if (out.gzip == NULL)
		cut_back(text, n);
	failed(strerror(saved));
}

static void
write_all(const char *text, size_t n)
{
	size_t done = 0;
	ssize_t got;

	if (out.closed && !out.filed && out.append == NULL)
		failed(strerror(EBADF));
	while (done < n) {
		got = write(out.fd, text + done, n - done);
		if (got > 0) {
			done += (size_t)got;
		} else if (errno == EAGAIN) {
			poll(&(struct pollfd){ out.fd, POLLOUT, 0 }, 1, -1);
		} else if (errno != EINTR) {
			broken(text, done);
		}
	}
}

/*
 * As much of the queue as is taken at once: who can be written to takes
 * PIPE_BUF bytes.  The descriptor may be others' too, so it stays as it is.
 */
static void
push(void)
{
	struct pollfd p = { out.fd, POLLOUT, 0 };
	struct str s;
	ssize_t got;

	while (out.queue.n > 0 && poll(&p, 1, 0) > 0) {
		s = queue_next(&out.queue, PIPE_BUF);
		got = write(out.fd, s.s, s.n);
		if (got > 0)
			queue_took(&out.queue, (size_t)got);
		else if (errno == EAGAIN || errno == EINTR)
			return;
		else
			broken(s.s, 0);
	}
}

/* However long that takes. */
static void
push_all(void)
{
	struct str s;

	while ((s = queue_next(&out.queue, PIPE_BUF)).n > 0) {
		write_all(s.s, s.n);
		queue_took(&out.queue, s.n);
	}
	out.patient = false;
}

static void
write_gzip(struct str s, enum pack_how how)
{
	pack_put(out.gzip, &out.packed, s, how);
	write_all(out.packed.s, out.packed.n);
	buf_reset(&out.packed);
}

/* Give what is waiting to the kernel, the compressor or the queue. */
static void
drain(void)
{
	if (out.waiting.n == 0)
		return;
	if (out.patient)
		queue_put(&out.queue, buf_view(&out.waiting));
	else if (out.gzip != NULL)
		write_gzip(buf_view(&out.waiting), PACK_MORE);
	else
		write_all(out.waiting.s, out.waiting.n);
	buf_reset(&out.waiting);
}

/* However the program ends: no half file beside the old one. */
static void
forsake(void)
{
	if (out.filed)
		file_abandon(&out.file);
}

static struct pack *
begin_gzip(void)
{
	struct pack *p = pack_open();

	if (p == NULL)
		failed("gzip failed");
	return p;
}

bool
out_file(const char *name)
{
	const char *why;

	if (strcmp(name, "-") == 0)
		return true;
	if ((why = file_create(&out.file, name)) != NULL) {
		log_error("%s: %s", name, why);
		return false;
	}
	out.fd = out.file.fd;
	out.name = name;
	out.filed = true;
	atexit(forsake);
	if (str_ends(str_of(name), STR(".gz")))
		out.gzip = begin_gzip();
	return true;
}

void
out_append(struct append *a)
{
	if (out.append == a)
		return;
	drain();
	if (a->gzip && a->pack == NULL)
		a->pack = begin_gzip();
	out.append = a;
	out.fd = a->fd;
	out.name = a->name;
	out.gzip = a->pack;
}

bool
out_leave(struct append *a)
{
	const char *why;

	out_append(a);
	drain();
	if (a->pack != NULL)
		write_gzip(STR(""), PACK_END);
	pack_close(a->pack);
	a->pack = NULL;
	if ((why = append_sync(a)) != NULL)
		log_error("%s: %s", a->name, why);
	out.append = NULL;
	out.gzip = NULL;
	out.fd = STDOUT_FILENO; /* it may be closed now, and its name gone */
	out.name = "stdout";
	return why == NULL;
}

void
out_text(struct str s)
{
	buf_str(&out.waiting, s);
	if (out.waiting.n >= FULL)
		out_flush();
}

void
out_take(struct buf *b)
{
	out_text(buf_view(b));
	buf_reset(b);
}

void
out_flush(void)
{
	drain();
	push();
}

void
out_patient(void)
{
	struct stat st;

	drain();
	out.patient = !out.filed && !out.closed && out.append == NULL &&
		      fstat(out.fd, &st) == 0 &&
		      (S_ISFIFO(st.st_mode) || S_ISSOCK(st.st_mode));
}

size_t
out_queued(void)
{
	return out.waiting.n + out.queue.n;
}

int
out_fd(void)
{
	return out.queue.n > 0 ? out.fd : -1;
}

void
out_sync(void)
{
	out_flush();
	if (out.gzip != NULL)
		write_gzip(STR(""), PACK_SYNC);
}

bool
out_wait(int fd, int ms)
{
	/* of a pipe that is not written to, that nobody reads it any more */
	struct pollfd p[] = { { fd, POLLIN, 0 }, { out.fd, 0, 0 },
		{ stop_fd(), POLLIN, 0 } };

	if (poll(p, 3, ms) < 0 || p[2].revents != 0)
		return false;
	if (p[0].revents == 0 && (p[1].revents & POLLERR) != 0)
		reader_left();
	return true;
}

static int
close_file(int status, bool keep_old)
{
	const char *why;

	if (keep_old || status == STATUS_FAILED || status == STATUS_USAGE ||
	    stop_signal() != 0) {
		file_abandon(&out.file);
		return status;
	}
	if ((why = file_commit(&out.file)) != NULL) {
		log_error("%s: %s", out.name, why);
		return STATUS_FAILED;
	}
	return status;
}

int
out_close(int status, bool keep_old)
{
	bool appended = out.append != NULL;

	if (appended && !out_leave(out.append))
		status = STATUS_FAILED;
	drain();
	push_all();
	if (out.gzip != NULL)
		write_gzip(STR(""), PACK_END);
	pack_close(out.gzip);
	out.gzip = NULL;
	if (out.filed)
		status = close_file(status, keep_old);
	else if (!appended && !out.closed && close(STDOUT_FILENO) != 0 &&
		 errno != EBADF)
		failed(strerror(errno));
	buf_free(&out.waiting);
	buf_free(&out.packed);
	log_end();
	stop_die();
	return status;
}
