#include "liq-fetch/ws.h"

#include "base/utf8.h"
#include "base/x.h"
#include "liq-fetch/ws_inflate.h"

#define OP_CONTINUE 0
#define OP_BINARY 2
#define CONTROL_MAX 125 /* bytes of a control frame */

/* One frame, as it stands in the bytes. */
struct frame {
	int opcode;
	bool last, packed;
	struct str body;
};

void
ws_feed(struct ws *w, struct str bytes)
{
	buf_cut(&w->in, w->at);
	w->at = 0;
	if (!w->over)
		buf_str(&w->in, bytes);
}

static bool
broken(struct ws *w, struct ws_said *said, int code, const char *why)
{
	w->over = true;
	*said = (struct ws_said){ WS_BROKEN, str_of(why), code };
	return true;
}

static uint64_t
number(const unsigned char *p, int n)
{
	uint64_t v = 0;

	for (; n > 0; n--)
		v = v << 8 | *p++;
	return v;
}

/* What the first two bytes forbid; NULL: nothing. */
static const char *
forbidden(const struct ws *w, const unsigned char *p)
{
	int opcode = p[0] & 0x0f, size = p[1] & 0x7f;
	bool control = opcode >= WS_OP_CLOSE;

	if (p[0] & 0x30 || (p[0] & 0x40 && !w->deflate))
		return "a reserved bit is set";
	if ((opcode > OP_BINARY && !control) || opcode > WS_OP_PONG)
		return "an unknown opcode";
	if (p[1] & 0x80)
		return "a server's frame is masked";
	if (control && (!(p[0] & 0x80) || size > CONTROL_MAX || p[0] & 0x40))
		return "a control frame is too long, in parts, or packed";
	if (!control && (opcode == OP_CONTINUE) != (w->opcode != 0))
		return "a part without its message, or a message in another";
	if (opcode == OP_CONTINUE && p[0] & 0x40)
		return "a reserved bit is set";
	return NULL;
}

/* 1: a frame; 0: more bytes are needed; -1: said says what is wrong. */
static int
cut_frame(struct ws *w, struct frame *f, struct ws_said *said)
{
	const unsigned char *p = (unsigned char *)w->in.s + w->at;
	size_t n = w->in.n - w->at, head;
	uint64_t size;
	const char *why;

	if (n < 2)
		return 0;
	if ((why = forbidden(w, p)) != NULL)
		return broken(w, said, WS_PROTOCOL, why) ? -1 : 0;
	size = p[1] & 0x7f;
	head = size == 126 ? 4 : size == 127 ? 10 : 2;
	if (n < head)
		return 0;
	if (head > 2)
		size = number(p + 2, (int)head - 2);
	if ((head == 4 && size < 126) || (head == 10 && size < 65536) ||
	    size >> 63)
		return broken(w, said, WS_PROTOCOL, "a length is not minimal")
			   ? -1
			   : 0;
	if (size > WS_FRAME_MAX)
		return broken(w, said, WS_TOO_BIG, "a frame is too long") ? -1
									  : 0;
	if (n < head + size)
		return 0;
	*f = (struct frame){ .opcode = p[0] & 0x0f,
		.last = p[0] & 0x80,
		.packed = p[0] & 0x40,
		.body = { (const char *)p + head, (size_t)size } };
	w->at += head + (size_t)size;
	return 1;
}

/* A code that may be sent in a close frame. */
static bool
is_code(int code)
{
	return (code >= 1000 && code <= 1014 && code != 1004 &&
		   code != WS_NO_CODE && code != WS_ABNORMAL) ||
	       (code >= 3000 && code <= 4999);
}

static bool
closing(struct ws *w, struct ws_said *said, struct str body)
{
	int code = WS_NO_CODE;

	if (body.n == 1)
		return broken(w, said, WS_PROTOCOL, "half a close code");
	if (body.n >= 2) {
		code = (int)number((const unsigned char *)body.s, 2);
		body = str_from(body, 2);
		if (!is_code(code))
			return broken(w, said, WS_PROTOCOL, "not a close code");
	}
	if (!utf8_valid(body))
		return broken(w, said, WS_BAD_TEXT, "a reason is not UTF-8");
	w->over = true;
	*said = (struct ws_said){ WS_CLOSE, body, code };
	return true;
}

/* The message is whole: unpacked, checked, given. */
static bool
whole(struct ws *w, struct ws_said *said)
{
	struct str text = buf_view(&w->message);
	bool big = false;
	enum ws_event event = w->opcode == WS_OP_TEXT ? WS_TEXT : WS_BINARY;

	if (w->packed) {
		if (w->inflate == NULL)
			w->inflate = ws_inflate_open();
		if (w->inflate == NULL ||
		    !ws_inflate_message(w->inflate, &w->plain, text,
			WS_MESSAGE_MAX, w->forget, &big))
			return broken(w, said, big ? WS_TOO_BIG : WS_BAD_TEXT,
			    big ? "a message is too long"
				: "a message cannot be unpacked");
		text = buf_view(&w->plain);
	}
	w->opcode = 0;
	if (event == WS_TEXT && !utf8_valid(text))
		return broken(w, said, WS_BAD_TEXT, "a text is not UTF-8");
	*said = (struct ws_said){ event, text, 0 };
	return true;
}

/* True: said is an event; false: the message goes on. */
static bool
part(struct ws *w, const struct frame *f, struct ws_said *said)
{
	if (f->opcode != OP_CONTINUE) {
		w->opcode = f->opcode;
		w->packed = f->packed;
		w->fragments = 0;
		buf_reset(&w->message);
	}
	if (++w->fragments > WS_FRAGMENTS_MAX)
		return broken(w, said, WS_TOO_BIG, "too many parts");
	if (w->message.n + f->body.n > WS_MESSAGE_MAX)
		return broken(w, said, WS_TOO_BIG, "a message is too long");
	buf_str(&w->message, f->body);
	return f->last && whole(w, said);
}

bool
ws_next(struct ws *w, struct ws_said *said)
{
	struct frame f;
	int got;

	while (!w->over && (got = cut_frame(w, &f, said)) != 0) {
		if (got < 0)
			return true;
		switch (f.opcode) {
		case WS_OP_PING:
			*said = (struct ws_said){ WS_PING, f.body, 0 };
			return true;
		case WS_OP_PONG:
			*said = (struct ws_said){ WS_PONG, f.body, 0 };
			return true;
		case WS_OP_CLOSE:
			return closing(w, said, f.body);
		default:
			if (part(w, &f, said))
				return true;
		}
	}
	return false;
}

void
ws_free(struct ws *w)
{
	buf_free(&w->in);
	buf_free(&w->message);
	buf_free(&w->plain);
	ws_inflate_close(w->inflate);
	*w = (struct ws){ 0 };
}

void
ws_put(struct buf *b, enum ws_opcode opcode, struct str text, uint32_t mask)
{
	unsigned char key[4] = { (unsigned char)(mask >> 24),
		(unsigned char)(mask >> 16), (unsigned char)(mask >> 8),
		(unsigned char)mask };
	int bytes = text.n < 126 ? 0 : text.n < 65536 ? 2 : 8;
	size_t i;

	buf_putc(b, (char)(0x80 | opcode));
	buf_putc(b, (char)(0x80 | (bytes == 0	   ? (int)text.n
				      : bytes == 2 ? 126
						   : 127)));
	while (bytes-- > 0)
		buf_putc(b, (char)((uint64_t)text.n >> (8 * bytes)));
	buf_put(b, key, sizeof(key));
	for (i = 0; i < text.n; i++)
		buf_putc(b, (char)((unsigned char)text.s[i] ^ key[i % 4]));
}

void
ws_put_close(struct buf *b, int code, uint32_t mask)
{
	char text[2] = { (char)(code >> 8), (char)code };

	ws_put(b, WS_OP_CLOSE, (struct str){ text, sizeof(text) }, mask);
}
