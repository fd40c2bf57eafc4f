/* base64.c - RFC 4648's vectors, there and back; what is refused. */
#include "base/base64.h"

#include "tap.h"

/* RFC 4648, 10 */
static const char *const vectors[][2] = { { "", "" }, { "f", "Zg==" },
	{ "fo", "Zm8=" }, { "foo", "Zm9v" }, { "foob", "Zm9vYg==" },
	{ "fooba", "Zm9vYmE=" }, { "foobar", "Zm9vYmFy" },
	{ "\xff\xfe", "//4=" } };

static const char *const refused[] = { "Z", "Zg",
	"Zg=", "Zg==Zg==", "====", "Z===", "Zh==", "Zm9=", "Zm 8=", "Zm8-",
	"=m8=", "Zg=A" };

int
main(void)
{
	struct buf b = { 0 }, back = { 0 };
	struct str s;
	size_t i;

	for (i = 0; i < sizeof(vectors) / sizeof(*vectors); i++) {
		s = str_of(vectors[i][0]);
		buf_reset(&b);
		buf_reset(&back);
		base64_put(&b, (const unsigned char *)s.s, s.n);
		ok(str_is(buf_view(&b), vectors[i][1]) &&
			base64_get(&back, buf_view(&b)) &&
			str_same(buf_view(&back), s),
		    "\"%s\"", vectors[i][1]);
	}
	for (i = 0; i < sizeof(refused) / sizeof(*refused); i++)
		ok(!base64_get(&b, str_of(refused[i])), "\"%s\" is none",
		    refused[i]);
	buf_free(&b);
	buf_free(&back);
	return tap_end();
}
