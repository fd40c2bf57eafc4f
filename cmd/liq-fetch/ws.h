/*
 * ws.h - WebSocket (RFC 6455), client side, with permessage-deflate (RFC
 * 7692): bytes in, events out.
 *
 * A pure machine: sockets, clocks and random numbers are the caller's.  What
 * a server may not do ends the machine with a close code and a reason.
 *
 * Owns: its buffers; all zero is a new connection, ws_free empties it.
 */
#ifndef LIQ_FETCH_WS_H
#define LIQ_FETCH_WS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/str.h"

#define WS_HEAD_MAX (16 << 10) /* of the answer to the upgrade */
#define WS_FRAME_MAX (4 << 20)
#define WS_MESSAGE_MAX (8 << 20) /* unpacked */
#define WS_FRAGMENTS_MAX 1024

enum ws_code {
	WS_GOING = 1000,
	WS_PROTOCOL = 1002,
	WS_NO_CODE = 1005, /* a close frame without one; never sent */
	WS_ABNORMAL = 1006, /* no close frame; never sent */
	WS_BAD_TEXT = 1007,
	WS_TOO_BIG = 1009
};

enum ws_event {
	WS_TEXT,
	WS_BINARY,
	WS_PING, /* answer with a pong of the same text */
	WS_PONG,
	WS_CLOSE, /* code and reason as sent; answer it, then close */
	WS_BROKEN /* code and reason to close with; nothing comes after it */
};

/* Text is valid until the next call. */
struct ws_said {
	enum ws_event event;
	struct str text; /* a message, a reason */
	int code;
};

struct ws {
	bool deflate; /* agreed on; ws_agreed sets it */
	bool forget; /* server_no_context_takeover */

	struct buf in; /* bytes not looked at; from at on */
	size_t at;
	struct buf message; /* of the frames that came */
	struct buf plain; /* unpacked */
	int opcode; /* of the message that is open; 0: none */
	bool packed;
	int fragments;
	bool over;
	struct ws_inflate *inflate;
};

void ws_feed(struct ws *, struct str bytes);
/* The next event; false: it takes more bytes. */
bool ws_next(struct ws *, struct ws_said *);
void ws_free(struct ws *);

/* A frame to send, with its mask (random, the caller's). */
enum ws_opcode { WS_OP_TEXT = 1, WS_OP_CLOSE = 8, WS_OP_PING, WS_OP_PONG };
void ws_put(struct buf *, enum ws_opcode, struct str, uint32_t mask);
void ws_put_close(struct buf *, int code, uint32_t mask);

/*
 * The request for the upgrade.  key: 16 random bytes.  path begins with "/".
 * header: more lines, each with its \r\n; or empty.
 */
void ws_ask(struct buf *, const char *host, const char *path,
    const unsigned char key[16], struct str header);
/*
 * The answer: 1, it is agreed, *head bytes of text are it and what follows
 * are frames; 0, it is not all there; -1, refused: *why says so and *status
 * is HTTP's (0: it was no HTTP).
 */
int ws_agreed(struct ws *, struct str text, const unsigned char key[16],
    size_t *head, int *status, const char **why);

#endif
