/*
 * ws_peer.h - wslay as the other receiver: the same bytes, its tale.
 *
 * It knows no permessage-deflate: packed messages it gives as they came, and
 * they are unpacked here, each in one go.  What it judges before a message is
 * whole (UTF-8) and what it judges late (a frame's head, when its first byte
 * of text is there) is for the caller to know.
 *
 * Owns: all that it holds; peer_close.
 */
#ifndef WS_PEER_H
#define WS_PEER_H

#include <wslay/wslay.h>
#include <zlib.h>

#include "fuzz.h"
#include "ws_tale.h"

struct peer {
	wslay_event_context_ptr ctx;
	struct tale tale;
	struct str rest; /* that it has not asked for yet */
	int pieces; /* of its last frame that it took */
	bool forget;
	z_stream z; /* once it is needed */
	bool unpacks;
	struct buf plain;
};

static inline ssize_t
peer_read(
    wslay_event_context_ptr ctx, uint8_t *to, size_t n, int flags, void *arg)
{
	struct peer *p = arg;

	(void)flags;
	if (p->rest.n == 0) {
		wslay_event_set_error(ctx, WSLAY_ERR_WOULDBLOCK);
		return -1;
	}
	n = n < p->rest.n ? n : p->rest.n;
	memcpy(to, p->rest.s, n);
	p->rest = str_from(p->rest, n);
	return (ssize_t)n;
}

static inline ssize_t
peer_write(wslay_event_context_ptr ctx, const uint8_t *s, size_t n, int flags,
    void *arg)
{
	(void)ctx, (void)s, (void)flags, (void)arg;
	return (ssize_t)n;
}

static inline int
peer_mask(wslay_event_context_ptr ctx, uint8_t *to, size_t n, void *arg)
{
	(void)ctx, (void)arg;
	memset(to, 0, n);
	return 0;
}

/* True: *s is unpacked, or too long. */
static inline bool
peer_unpack(struct peer *p, struct str *s)
{
	struct buf all = { 0 };
	int rc = Z_OK;

	if (!p->unpacks && inflateInit2(&p->z, -15) != Z_OK)
		abort();
	p->unpacks = true;
	buf_str(&all, *s);
	buf_put(&all, "\0\0\xff\xff", 4);
	p->z.next_in = (unsigned char *)all.s;
	p->z.avail_in = (unsigned)all.n;
	buf_reset(&p->plain);
	while (rc == Z_OK && p->plain.n <= WS_MESSAGE_MAX) {
		p->z.next_out = (unsigned char *)buf_room(&p->plain, 4096);
		p->z.avail_out = 4096;
		if ((rc = inflate(&p->z, Z_NO_FLUSH)) == Z_STREAM_END)
			rc = inflateReset(&p->z);
		p->plain.n += 4096 - p->z.avail_out;
	}
	if (p->forget)
		inflateReset(&p->z);
	buf_free(&all);
	*s = buf_view(&p->plain);
	return rc == Z_OK || rc == Z_BUF_ERROR;
}

static inline void
peer_message(
    struct peer *p, const struct wslay_event_on_msg_recv_arg *m, struct str s)
{
	if (m->rsv != 0 && !peer_unpack(p, &s))
		tale_add(&p->tale, WS_BROKEN, WS_BAD_TEXT, STR("unpacked"));
	else if (s.n > WS_MESSAGE_MAX)
		tale_add(&p->tale, WS_BROKEN, WS_TOO_BIG, STR("unpacked"));
	else if (m->opcode == WSLAY_BINARY_FRAME)
		tale_add(&p->tale, WS_BINARY, 0, s);
	else if (book_utf8(s) == BOOK_GOOD)
		tale_add(&p->tale, WS_TEXT, 0, s);
	else
		tale_add(&p->tale, WS_BROKEN, WS_BAD_TEXT, STR("packed text"));
	if (tale_over(&p->tale))
		wslay_event_shutdown_read(p->ctx);
}

static inline void
peer_told(wslay_event_context_ptr ctx,
    const struct wslay_event_on_msg_recv_arg *m, void *arg)
{
	struct peer *p = arg;
	struct str s = { (const char *)m->msg, m->msg_length };

	(void)ctx;
	s.s = s.n > 0 ? s.s : "";
	if (m->opcode == WSLAY_PING)
		tale_add(&p->tale, WS_PING, 0, s);
	else if (m->opcode == WSLAY_PONG)
		tale_add(&p->tale, WS_PONG, 0, s);
	else if (m->opcode == WSLAY_CONNECTION_CLOSE)
		tale_add(&p->tale, WS_CLOSE,
		    m->status_code != 0 ? m->status_code : WS_NO_CODE,
		    str_from(s, 2));
	else
		peer_message(p, m, s);
}

static inline void
peer_begins(wslay_event_context_ptr ctx,
    const struct wslay_event_on_frame_recv_start_arg *frame, void *arg)
{
	(void)ctx, (void)frame;
	((struct peer *)arg)->pieces = 0;
}

static inline void
peer_piece(wslay_event_context_ptr ctx,
    const struct wslay_event_on_frame_recv_chunk_arg *piece, void *arg)
{
	(void)ctx, (void)piece;
	((struct peer *)arg)->pieces++;
}

static inline void
peer_open(struct peer *p, bool deflate, bool forget)
{
	const struct wslay_event_callbacks calls = { .recv_callback = peer_read,
		.send_callback = peer_write,
		.genmask_callback = peer_mask,
		.on_frame_recv_start_callback = peer_begins,
		.on_frame_recv_chunk_callback = peer_piece,
		.on_msg_recv_callback = peer_told };

	*p = (struct peer){ .forget = forget };
	if (wslay_event_context_client_init(&p->ctx, &calls, p) != 0)
		abort();
	wslay_event_config_set_max_recv_msg_length(p->ctx, WS_MESSAGE_MAX);
	wslay_event_config_set_allowed_rsv_bits(
	    p->ctx, deflate ? WSLAY_RSV1_BIT : WSLAY_RSV_NONE);
}

/* A refusal is the code that it would send; of a frame's form it sends none. */
static inline void
peer_feed(struct peer *p, struct str bytes)
{
	int rc;

	if (tale_over(&p->tale))
		return;
	p->rest = bytes;
	rc = wslay_event_recv(p->ctx);
	if (tale_over(&p->tale) || wslay_event_get_read_enabled(p->ctx))
		return;
	wslay_event_send(p->ctx);
	tale_add(&p->tale, WS_BROKEN,
	    rc != 0 ? WS_PROTOCOL : wslay_event_get_status_code_sent(p->ctx),
	    STR("refused"));
}

static inline void
peer_close(struct peer *p)
{
	wslay_event_context_free(p->ctx);
	if (p->unpacks)
		inflateEnd(&p->z);
	tale_free(&p->tale);
	buf_free(&p->plain);
	*p = (struct peer){ 0 };
}

#endif
