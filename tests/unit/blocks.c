/*
 * blocks.c - many lines at once: whatever a block takes, the lines are those
 * that lines_next gives, from a mapped file, from a pipe, from gzip that is
 * inflated ahead; and a file that is cut while it is mapped ends in a reason.
 */
#include <fcntl.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>
#include <zlib.h>

#include "base/buf.h"
#include "base/hash.h"
#include "io/lines.h"
#include "tap.h"

static uint64_t state = 1;

static uint64_t
below(uint64_t n)
{
	state = state * UINT64_C(6364136223846793005) + 1442695040888963407;
	return (state >> 33) % n;
}

static char name[64];

/* Lines of 0 to 400 letters, now and then long or with a CR; n bytes or so. */
static void
make(struct buf *b, size_t n)
{
	size_t i, length;

	while (b->n < n) {
		length = below(1000) == 0 ? below(300000) : below(400);
		for (i = 0; i < length; i++)
			buf_putc(b, (char)('a' + below(26)));
		buf_puts(b, below(20) == 0 ? "\r\n" : "\n");
	}
}

static void
save(struct str s)
{
	FILE *f = fopen(name, "w");

	if (f == NULL || fwrite(s.s, 1, s.n, f) != s.n || fclose(f) != 0)
		abort();
}

/* All lines of a file, as one hash; with blocks, or without. */
struct sum {
	struct buf text;
	int64_t lines;
	int rc;
	const char *why;
};

static void
add(struct sum *sum, struct str line)
{
	if (line.n > 0 && line.s[line.n - 1] == '\r')
		line.n--;
	buf_str(&sum->text, line);
	buf_putc(&sum->text, '\n');
	sum->lines++;
}

/* Some of the block's lines; sometimes all, sometimes none. */
static void
some(struct sum *sum, struct lines *in, struct str text)
{
	const char *from = text.s, *end;
	uint64_t left = below(3) == 0 ? UINT64_MAX : below(2000);
	int64_t n = 0;

	for (; text.n > 0 && left > 0; left--, n++) {
		end = memchr(text.s, '\n', text.n);
		add(sum, (struct str){ text.s, (size_t)(end - text.s) });
		text = str_from(text, (size_t)(end - text.s) + 1);
	}
	lines_took(in, (size_t)(text.s - from), n);
}

static void
read_all(struct sum *sum, const char *file, bool blocks, unsigned slow_us)
{
	const char *why;
	struct lines *in = lines_open(file, &why);
	struct str s;

	*sum = (struct sum){ 0 };
	if (in == NULL)
		abort();
	for (;;) {
		while (blocks && lines_block(in, &s)) {
			some(sum, in, s);
			if (slow_us > 0)
				usleep(slow_us);
			if (below(2) == 0)
				break;
		}
		if ((sum->rc = lines_next(in, &s, &why)) != 1)
			break;
		add(sum, s);
		if (lines_number(in) != sum->lines)
			sum->rc = -2;
	}
	sum->why = sum->rc < 0 ? lines_error(in) : NULL;
	lines_close(in);
}

static void
same(const char *file, const char *what, unsigned slow_us)
{
	struct sum a, b;

	read_all(&a, file, false, 0);
	read_all(&b, file, true, slow_us);
	ok(a.rc == b.rc && a.lines == b.lines && a.lines > 0 &&
		str_same(buf_view(&a.text), buf_view(&b.text)),
	    "%s: %lld lines, the same by blocks", what, (long long)a.lines);
	buf_free(&a.text);
	buf_free(&b.text);
}

static void
pack(struct buf *to, struct str s, size_t member)
{
	struct str part;
	size_t room;
	z_stream z;

	for (; s.n > 0; s = str_from(s, part.n)) {
		part = s;
		part.n = part.n < member ? part.n : member;
		room = part.n + 256;
		memset(&z, 0, sizeof(z));
		deflateInit2(&z, 1, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
		z.next_in = (unsigned char *)part.s;
		z.avail_in = (unsigned)part.n;
		z.next_out = (unsigned char *)buf_room(to, room);
		z.avail_out = (unsigned)room;
		deflate(&z, Z_FINISH);
		to->n += room - z.avail_out;
		deflateEnd(&z);
	}
}

static void
files(void)
{
	struct buf b = { 0 }, packed = { 0 };

	make(&b, 21 << 20);
	save(buf_view(&b));
	same(name, "a file of some windows", 0);
	pack(&packed, buf_view(&b), 5 << 20);
	save(buf_view(&packed));
	same(name, "gzip of some members", 0);
	same(name, "gzip that is inflated faster than it is read", 3000);
	save((struct str){ packed.s, packed.n / 2 });
	same(name, "half a gzip file", 0);
	b.n = 3 << 20;
	buf_puts(&b, "half a line");
	save(buf_view(&b));
	same(name, "a file without a newline at its end", 0);
	buf_reset(&b);
	memset(buf_room(&b, 12 << 20), 'x', 12 << 20);
	b.n = 12 << 20;
	buf_puts(&b, "\nshort\n");
	save(buf_view(&b));
	same(name, "a line larger than a window", 0);
	buf_free(&b);
	buf_free(&packed);
}

/* The same bytes through a pipe, from another process. */
static void
pipes(void)
{
	struct buf b = { 0 };
	struct sum sum;
	int fd[2], saved = dup(STDIN_FILENO);
	ssize_t got;
	size_t done;

	make(&b, 3 << 20);
	if (pipe(fd) != 0)
		abort();
	if (fork() == 0) {
		for (done = 0; done < b.n; done += (size_t)got)
			if ((got = write(fd[1], b.s + done, b.n - done)) <= 0)
				_exit(1);
		_exit(0);
	}
	close(fd[1]);
	dup2(fd[0], STDIN_FILENO);
	read_all(&sum, "-", true, 0);
	ok(fcntl(fd[0], F_GETPIPE_SZ) >= 1 << 17, "a pipe is made larger");
	close(fd[0]);
	dup2(saved, STDIN_FILENO);
	close(saved);
	wait(NULL);
	save(buf_view(&b));
	buf_reset(&b);
	buf_str(&b, buf_view(&sum.text));
	buf_free(&sum.text);
	read_all(&sum, name, false, 0);
	ok(str_same(buf_view(&b), buf_view(&sum.text)),
	    "a pipe gives the same lines as a file");
	buf_free(&sum.text);
	buf_free(&b);
}

/* Somebody cuts the file while we are in the first window. */
static void
shrunk(off_t size, const char *what)
{
	struct buf b = { 0 };
	const char *why = NULL;
	struct lines *in;
	struct str s;
	int64_t n = 0;
	int rc;

	make(&b, 9 << 20);
	save(buf_view(&b));
	buf_free(&b);
	in = lines_open(name, &why);
	if (in == NULL || !lines_block(in, &s))
		abort();
	lines_took(in, 0, 0);
	while (n < 1000 && lines_next(in, &s, &why) == 1)
		n++;
	if (truncate(name, size) != 0)
		abort();
	while ((rc = lines_next(in, &s, &why)) == 1)
		n++;
	ok(rc == -1, "%s is an error, not a signal", what);
	is(lines_error(in), "the file became shorter while it was read", what);
	lines_close(in);
}

int
main(void)
{
	const char *tmp = getenv("TMPDIR");

	snprintf(name, sizeof(name), "%.40s/liq-blocks.XXXXXX",
	    tmp != NULL ? tmp : "/tmp");
	close(mkstemp(name));
	files();
	pipes();
	shrunk(4096 * 300 + 100, "a file cut within the window");
	shrunk(0, "a file cut to nothing");
	unlink(name);
	return tap_end();
}
