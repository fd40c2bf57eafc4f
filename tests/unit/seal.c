/*
 * A text under a seal, of any length.
 */
#include "liq-fetch/seal.h"
#include "tap.h"

int
main(void)
{
	struct buf text = { 0 };
	struct str view;
	bool opens = true, same = true, refused = true;
	size_t n, i;

	for (n = 0; n < 600; n++) {
		buf_free(&text); /* so that it grows where it is sealed */
		for (i = 0; i < n; i++)
			buf_putc(
			    &text, i % 80 == 79 ? '\n' : (char)('a' + i % 26));
		if (n > 0)
			buf_putc(&text, '\n');
		seal_put(&text);
		view = buf_view(&text);
		opens = opens && seal_open(&view);
		same = same && view.n == (n > 0 ? n + 1 : 0);
		text.s[text.n / 2] ^= 1;
		view = buf_view(&text);
		refused = refused && !seal_open(&view);
	}
	ok(opens, "what was sealed can be opened");
	ok(same, "and is what it was");
	ok(refused, "what was changed cannot");
	buf_free(&text);
	return tap_end();
}
