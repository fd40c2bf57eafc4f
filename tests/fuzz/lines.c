/*
 * lines.c - the reader of lines against memchr and one call of zlib.
 *
 * The first byte says how the text is packed: as it is, or as gzip members of
 * so many bytes; the second where the file is cut or hurt; the third how many
 * bytes come with each read.  What follows is the text.  The file is a packet
 * socket, so that each read gives one packet.
 */
#include <sys/socket.h>
#include <unistd.h>
#include <zlib.h>

#include "base/buf.h"
#include "fuzz.h"
#include "io/lines.h"

#define PACKETS 64 /* the kernel holds these and more */

static void
pack(struct buf *to, struct str text)
{
	uLong room = compressBound((uLong)text.n) + 64;
	z_stream z = { 0 };

	deflateInit2(&z, 1, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
	z.next_in = (unsigned char *)(text.n > 0 ? text.s : "");
	z.avail_in = (unsigned)text.n;
	z.next_out = (unsigned char *)buf_room(to, room);
	z.avail_out = (unsigned)room;
	must(deflate(&z, Z_FINISH) == Z_STREAM_END, "not packed", text);
	to->n += room - z.avail_out;
	deflateEnd(&z);
}

static void
pack_members(struct buf *to, struct str text, size_t size)
{
	struct str part;

	do {
		part = text;
		part.n = part.n < size ? part.n : size;
		text = str_from(text, part.n);
		pack(to, part);
	} while (text.n > 0);
}

/* What zlib makes of it; false: it is not whole. */
static bool
unpack(struct buf *to, struct str packed)
{
	z_stream z = { 0 };
	int rc = Z_OK;

	z.next_in = (unsigned char *)packed.s;
	z.avail_in = (unsigned)packed.n;
	inflateInit2(&z, 15 + 16);
	while (rc == Z_OK) {
		z.next_out = (unsigned char *)buf_room(to, 1 << 16);
		z.avail_out = 1 << 16;
		rc = inflate(&z, Z_NO_FLUSH);
		to->n += (1 << 16) - z.avail_out;
		if (rc == Z_STREAM_END && z.avail_in > 0 && *z.next_in == 0x1f)
			rc = inflateReset(&z);
	}
	while (rc == Z_STREAM_END && z.avail_in > 0 && *z.next_in == 0) {
		z.next_in++;
		z.avail_in--;
	}
	inflateEnd(&z);
	return rc == Z_STREAM_END && z.avail_in == 0;
}

/* Descriptor 0 gives these bytes, size of them a read. */
static void
serve(struct str s, size_t size)
{
	int pair[2];
	struct str part;

	must(socketpair(AF_UNIX, SOCK_SEQPACKET, 0, pair) == 0, "socket", s);
	if (s.n / size >= PACKETS)
		size = s.n / PACKETS + 1;
	while (s.n > 0) {
		part = s;
		part.n = part.n < size ? part.n : size;
		must(write(pair[1], part.s, part.n) == (ssize_t)part.n,
		    "not sent", s);
		s = str_from(s, part.n);
	}
	close(pair[1]);
	dup2(pair[0], STDIN_FILENO);
	close(pair[0]);
}

/* The line there should be next; false: none. */
static bool
next(struct str *text, struct str *line, bool first, bool *whole)
{
	const char *end;

	if (text->n == 0)
		return false;
	end = memchr(text->s, '\n', text->n);
	*whole = end != NULL;
	*line = *text;
	line->n = *whole ? (size_t)(end - text->s) : text->n;
	*text = str_from(*text, line->n + *whole);
	if (line->n > 0 && line->s[line->n - 1] == '\r')
		line->n--;
	if (first && str_starts(*line, STR("\xef\xbb\xbf")))
		*line = str_from(*line, 3);
	return true;
}

static void
compare(struct str text, bool sound)
{
	const char *why;
	struct lines *in = lines_open("-", &why);
	struct str line, want;
	int64_t n = 0;
	bool whole;
	int rc;

	must(in != NULL && !lines_regular(in), "not opened", text);
	while ((rc = lines_next(in, &line, &why)) == 1) {
		must(next(&text, &want, n == 0, &whole), "a line too many",
		    line);
		must(str_same(line, want), "another line", want);
		must((why == NULL) == whole, "half a line", want);
		must(lines_number(in) == ++n, "another number", want);
	}
	must(text.n == 0, "lines are missing", text);
	must(rc == (sound ? 0 : -1), "another end", text);
	must(sound == (lines_error(in) == NULL), "the reason", text);
	must(lines_next(in, &line, &why) == rc, "two ends", text);
	lines_close(in);
}

/* Cut it, or change one byte of it. */
static void
hurt(struct buf *file, uint8_t how)
{
	size_t at = file->n * (how >> 1) / 128;

	if (how == 0 || at >= file->n)
		return;
	if (how & 1)
		file->s[at] ^= (char)how;
	else
		file->n = at;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct buf file = { 0 }, plain = { 0 };
	struct str text = { (const char *)data + 3, n - 3 };
	bool sound = true;

	if (n < 3)
		return 0;
	if (data[0] == 0)
		buf_str(&file, text);
	else
		pack_members(&file, text, data[0]);
	hurt(&file, data[1]);
	if (file.n >= 2 && memcmp(file.s, "\x1f\x8b", 2) == 0)
		sound = unpack(&plain, buf_view(&file));
	else
		buf_str(&plain, buf_view(&file));
	serve(buf_view(&file), (size_t)data[2] + 1);
	compare(buf_view(&plain), sound);
	buf_free(&file);
	buf_free(&plain);
	return 0;
}
