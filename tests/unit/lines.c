/*
 * lines.c - lines of files, pipes and gzip: whatever the reads are cut into,
 * the same lines come out, none held back, none half, none too long.
 */
#include "io/lines.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>
#include <zlib.h>

#include "base/buf.h"
#include "tap.h"

#define MEBI (1 << 20)

/* Descriptor 0 is this one from now on. */
static void
stdin_is(int fd)
{
	dup2(fd, STDIN_FILENO);
	close(fd);
}

/* Descriptor 0 gives s, size bytes a read: a packet is a read. */
static void
serve(struct str s, size_t size)
{
	int pair[2];
	struct str part;

	if (socketpair(AF_UNIX, SOCK_SEQPACKET, 0, pair) != 0)
		abort();
	for (; s.n > 0; s = str_from(s, part.n)) {
		part = s;
		part.n = part.n < size ? part.n : size;
		if (write(pair[1], part.s, part.n) != (ssize_t)part.n)
			abort();
	}
	close(pair[1]);
	stdin_is(pair[0]);
}

/* A file without a name that holds s, at its start. */
static int
file_of(struct str s)
{
	FILE *f = tmpfile();
	int fd;

	if (f == NULL || fwrite(s.s, 1, s.n, f) != s.n || fflush(f) != 0)
		abort();
	fd = dup(fileno(f));
	fclose(f);
	lseek(fd, 0, SEEK_SET);
	return fd;
}

/*
 * What "-" gives: [a][b] for lines, [c!] where something is wrong with one,
 * then "." at a good end, else "!" and the reason.
 */
static const char *
told(void)
{
	static struct buf b;
	const char *why = NULL;
	struct lines *in = lines_open("-", &why);
	struct str line;
	int rc;

	buf_reset(&b);
	if (in == NULL)
		return why;
	while ((rc = lines_next(in, &line, &why)) == 1) {
		buf_putc(&b, '[');
		buf_str(&b, line);
		buf_puts(&b, why != NULL ? "!]" : "]");
	}
	buf_puts(&b, rc == 0 ? "." : "!");
	if (rc != 0)
		buf_puts(&b, lines_error(in));
	buf_putc(&b, '\0');
	lines_close(in);
	return b.s;
}

/* gzip of s, appended; flush: Z_FINISH, or Z_SYNC_FLUSH for a live stream. */
static void
pack(struct buf *to, struct str s, int flush)
{
	z_stream z = { 0 };
	size_t room = s.n + 256;

	deflateInit2(&z, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
	z.next_in = (unsigned char *)s.s;
	z.avail_in = (unsigned)s.n;
	z.next_out = (unsigned char *)buf_room(to, room);
	z.avail_out = (unsigned)room;
	deflate(&z, flush);
	to->n += room - z.avail_out;
	deflateEnd(&z);
}

/* What comes in, and what told() says of it. */
static const struct {
	const char *what;
	struct str in;
	const char *out;
} cases[] = {
	{ "nothing", { "", 0 }, "." },
	{ "one line", { "a\n", 2 }, "[a]." },
	{ "no newline at its end", { "a\nb", 3 }, "[a][b!]." },
	{ "an empty line", { "\n\na\n", 4 }, "[][][a]." },
	{ "CR LF", { "a\r\nb\r\n", 6 }, "[a][b]." },
	{ "one CR of two", { "a\r\r\n", 4 }, "[a\r]." },
	{ "a CR elsewhere", { "a\rb\n", 4 }, "[a\rb]." },
	{ "CR without LF", { "a\r", 2 }, "[a!]." },
	{ "a byte order mark",
	    { "\xef\xbb\xbf"
	      "a\n",
		5 },
	    "[a]." },
	{ "a mark on line 2",
	    { "a\n\xef\xbb\xbf"
	      "b\n",
		7 },
	    "[a][\xef\xbb\xbf"
	    "b]." },
	{ "a mark and no more", { "\xef\xbb\xbf", 3 }, "[!]." },
	{ "half of gzip's first two bytes", { "\x1f", 1 }, "[\x1f!]." },
	{ "half of them, and a newline", { "\x1f\n", 2 }, "[\x1f]." },
	{ "gzip's first two bytes", { "\x1f\x8b", 2 },
	    "!gzip data is cut short" },
	{ "no gzip behind them", { "\x1f\x8bxxxxxxxxx", 11 },
	    "!gzip data is broken" },
};

static void
plain_text(void)
{
	size_t i, size;
	bool good;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		stdin_is(file_of(cases[i].in));
		is(told(), cases[i].out, cases[i].what);
		good = true;
		for (size = 1; size <= cases[i].in.n; size++) {
			serve(cases[i].in, size);
			good = good && strcmp(told(), cases[i].out) == 0;
		}
		ok(good, "... read in pieces of every size");
	}
}

static void
packed_text(void)
{
	const struct str text = STR("one\ntwo\n\nthree\n");
	const char *want = "[one][two][][three].";
	struct buf b = { 0 };
	size_t size, first;
	bool good = true;

	pack(&b, (struct str){ text.s, 6 }, Z_FINISH);
	first = b.n;
	pack(&b, (struct str){ "", 0 }, Z_FINISH);
	pack(&b, str_from(text, 6), Z_FINISH);
	stdin_is(file_of(buf_view(&b)));
	is(told(), want, "gzip members are one file");
	for (size = 1; size <= b.n; size++) {
		serve(buf_view(&b), size);
		good = good && strcmp(told(), want) == 0;
	}
	ok(good, "... read in pieces of every size");
	buf_put(&b, "\0\0\0\0", 4);
	serve(buf_view(&b), 7);
	is(told(), want, "zeros behind the last member are padding");
	buf_putc(&b, 'x');
	serve(buf_view(&b), 7);
	is(told(),
	    "[one][two][][three]!something behind the gzip data that is no "
	    "gzip",
	    "anything else is not");
	b.s[first / 2] ^= 1;
	serve(buf_view(&b), 7);
	ok(strstr(told(), "!gzip data is broken") != NULL,
	    "a byte that is another is seen");
	buf_free(&b);
}

/* Whole lines before the cut, maybe half a line, and the reason. */
static bool
is_cut(const char *got, const char *whole)
{
	size_t n = strlen(got), tail = strlen("!gzip data is cut short");
	size_t same = 0;

	if (n < tail || strcmp(got + n - tail, "!gzip data is cut short") != 0)
		return false;
	n -= tail;
	while (same < n && got[same] == whole[same])
		same++;
	return same == n || (got[same] == '!' && same + 2 == n);
}

static void
cut_everywhere(void)
{
	struct buf text = { 0 }, b = { 0 }, whole = { 0 };
	size_t at, bad = 0;
	int i;

	for (i = 0; i < 60; i++)
		buf_printf(&text, "line %d of many\n", i * i * 7919);
	pack(&b, buf_view(&text), Z_FINISH);
	serve(buf_view(&b), b.n);
	buf_puts(&whole, told());
	buf_putc(&whole, '\0');
	for (at = 2; at < b.n; at++) {
		serve((struct str){ b.s, at }, 64);
		bad += !is_cut(told(), whole.s);
	}
	ok(bad == 0, "gzip cut at each of %zu bytes: lines and the reason",
	    b.n);
	buf_free(&text);
	buf_free(&b);
	buf_free(&whole);
}

/* n bytes of 'a', a newline, and "b\n". */
static void
put_long(struct buf *b, size_t n, const char *tail)
{
	buf_reset(b);
	memset(buf_room(b, n), 'a', n);
	b->n = n;
	buf_puts(b, tail);
}

static void
long_line(size_t n, const char *wrong)
{
	struct buf b = { 0 };
	struct lines *in;
	struct str line;
	const char *why;

	put_long(&b, n, "\nb\n");
	stdin_is(file_of(buf_view(&b)));
	in = lines_open("-", &why);
	ok(lines_next(in, &line, &why) == 1 && line.n < 2 * MEBI,
	    "a line of %zu bytes", n);
	is(why, wrong, "... what is said of it");
	ok(lines_next(in, &line, &why) == 1 && str_is(line, "b") &&
		why == NULL && lines_number(in) == 2,
	    "... and the next is as it was");
	ok(lines_next(in, &line, &why) == 0, "... the last");
	lines_close(in);
	buf_free(&b);
}

/* What was kept of a line too long must not pass for a whole one. */
static void
long_and_cut(void)
{
	struct buf b = { 0 };
	struct lines *in;
	struct str line;
	const char *why;

	put_long(&b, 3 * MEBI, "}");
	stdin_is(file_of(buf_view(&b)));
	in = lines_open("-", &why);
	ok(lines_next(in, &line, &why) == 1, "3 MiB without a newline");
	is(why, "longer than 1 MiB", "... are too long");
	ok(!lines_cut(in), "... and not a line that lacks its newline");
	ok(lines_next(in, &line, &why) == 0, "... the last");
	lines_close(in);
	buf_free(&b);
}

/* A line is there as soon as its newline is: the writer has not finished. */
static void
nothing_held_back(bool packed)
{
	struct buf b = { 0 };
	struct lines *in;
	struct str line;
	const char *why;
	int ends[2];

	if (pipe(ends) != 0)
		abort();
	stdin_is(ends[0]);
	if (packed)
		pack(&b, STR("a\nb\nha"), Z_SYNC_FLUSH);
	else
		buf_puts(&b, "a\nb\nha");
	if (write(ends[1], b.s, b.n) != (ssize_t)b.n)
		abort();
	in = lines_open("-", &why);
	ok(!lines_regular(in), "a pipe is no regular file");
	ok(!lines_ready(in), "before anything was read no line is ready");
	alarm(10); /* a reader that waits for more would wait for ever */
	ok(lines_next(in, &line, &why) == 1 && str_is(line, "a"),
	    "a line of an open %s", packed ? "gzip stream" : "pipe");
	ok(lines_ready(in), "the next is ready");
	ok(lines_next(in, &line, &why) == 1 && str_is(line, "b"),
	    "... and is given");
	ok(!lines_ready(in), "half a line is not ready");
	alarm(0);
	close(ends[1]);
	ok(lines_next(in, &line, &why) == 1 && str_is(line, "ha") &&
		lines_cut(in),
	    "at the end it is given as a half");
	lines_close(in);
	buf_free(&b);
}

static void
not_opened(void)
{
	const char *why = NULL;
	struct lines *in;
	struct str line;

	ok(lines_open("/nowhere/at all", &why) == NULL, "no such file");
	is(why, "No such file or directory", "... it says");
	ok(lines_open("/", &why) == NULL, "a folder");
	is(why, "Is a directory", "... it says");
	stdin_is(open("/", O_RDONLY));
	ok(lines_open("-", &why) == NULL, "a folder as stdin");
	/* A descriptor that cannot be read: the error is read(2)'s own. */
	stdin_is(open("/dev/null", O_WRONLY));
	in = lines_open("-", &why);
	ok(in != NULL && lines_next(in, &line, &why) == -1 && lines_failed(in),
	    "a read that fails");
	is(lines_error(in), "Bad file descriptor", "... says why");
	lines_close(in);
	lines_close(NULL);
}

int
main(void)
{
	plain_text();
	packed_text();
	cut_everywhere();
	long_line(MEBI, NULL);
	long_line(MEBI + 1, "longer than 1 MiB");
	long_line(2 * MEBI, "longer than 1 MiB");
	long_line(5 * MEBI + 17, "longer than 1 MiB");
	long_and_cut();
	nothing_held_back(false);
	nothing_held_back(true);
	not_opened();
	return tap_end();
}
