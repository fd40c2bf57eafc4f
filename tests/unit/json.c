/* json.c - what strict JSON is, case by case; walking; writing. */
#include "json/json.h"

#include "tap.h"

/* A text, and why it is refused; NULL: it is taken. */
static const char *const cases[][2] = {
	{ "{}", NULL },
	{ "[]", NULL },
	{ " [ 1 , -2.5e+10 , \"x\" , true , false , null ] ", NULL },
	{ "0", NULL },
	{ "-0.0E-5", NULL },
	{ "\"\\u00e9\\\"\\\\\\/\\b\\f\\n\\r\\t\"", NULL },
	{ "\"\\ud83d\\ude00\"", NULL },
	{ "\"\xf0\x9f\x98\x80\"", NULL },
	{ "{\"a\":{\"a\":1},\"b\":[{\"a\":1},{\"a\":2}]}", NULL },
	{ "[[],[[]],{}]", NULL },
	{ "", "empty" },
	{ " \t", "empty" },
	{ "{", "JSON cut short" },
	{ "[1", "JSON cut short" },
	{ "{\"a\"", "JSON cut short" },
	{ "{\"a\":", "JSON cut short" },
	{ "[1,]", "not JSON" },
	{ "[,1]", "not JSON" },
	{ "{\"a\":1,}", "not JSON" },
	{ "{a:1}", "not JSON" },
	{ "{\"a\" 1}", "not JSON" },
	{ "[1 2]", "not JSON" },
	{ "[1}", "not JSON" },
	{ "tru", "not JSON" },
	{ "NaN", "not JSON" },
	{ "-Infinity", "not JSON" },
	{ "+1", "not JSON" },
	{ ".5", "not JSON" },
	{ "'a'", "not JSON" },
	{ "{} {}", "something behind the JSON" },
	{ "nullx", "something behind the JSON" },
	{ "01", "a number that starts with a zero" },
	{ "1.", "a number without digits behind its point" },
	{ "1e", "a number without digits in its exponent" },
	{ "12345678901234567890123456789012345678901",
	    "a number of more than 40 digits" },
	{ "1234567890123456789012345678901234567890", NULL },
	{ "\"abc", "a string without an end" },
	{ "\"\\", "a string without an end" },
	{ "\"\\x\"", "an unknown escape in a string" },
	{ "\"\\u12g4\"", "an unknown escape in a string" },
	{ "\"\\u0000\"", "a NUL in a string" },
	{ "\"\\ud800\"", "half a surrogate pair in a string" },
	{ "\"\\ud800\\u0041\"", "half a surrogate pair in a string" },
	{ "\"\\udc00\"", "half a surrogate pair in a string" },
	{ "\"\t\"", "a control character in a string" },
	{ "\"\xff\"", "not UTF-8" },
	{ "\"\xc0\xaf\"", "not UTF-8" },
	{ "\"\xe0\x9f\xbf\"", "not UTF-8" },
	{ "\"\xed\xa0\x80\"", "not UTF-8" },
	{ "\"\xf4\x90\x80\x80\"", "not UTF-8" },
	{ "\"\xe2\x82\"", "not UTF-8" },
	{ "{\"a\":1,\"b\":2,\"a\":3}", "a key twice in an object" },
	{ "{\"a\":1,\"\\u0061\":3}", "a key twice in an object" },
	{ "{\"\\ud83d\\ude00\":1,\"\xf0\x9f\x98\x80\":2}",
	    "a key twice in an object" },
	{ "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]",
	    NULL },
	{ "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[", "nested deeper than 32" },
};

static void
checks(void)
{
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const char *why = json_check(str_of(cases[i][0]));

		is(why != NULL ? why : "taken",
		    cases[i][1] != NULL ? cases[i][1] : "taken", cases[i][0]);
	}
}

/* Objects of n keys, the last one of them a repeat of the first or not. */
static void
many_keys(void)
{
	static const size_t sizes[] = { 10, 24, 25, 26, 64, 65, 5000 };
	struct buf b = { 0 };
	size_t i, k;
	int twice;

	for (i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++)
		for (twice = 0; twice < 2; twice++) {
			buf_reset(&b);
			buf_puts(&b, "{\"k0\":0");
			for (k = 1; k < sizes[i] - 1; k++)
				buf_printf(&b, ",\"k%zu\":[{\"k0\":1}]", k);
			buf_puts(&b, twice ? ",\"\\u006b0\":0}" : ",\"z\":0}");
			ok((json_check(buf_view(&b)) != NULL) == twice,
			    "%zu keys, %s", sizes[i],
			    twice ? "one twice" : "all different");
		}
	buf_reset(&b);
	for (k = 0; k < 100000; k++)
		buf_putc(&b, '[');
	is(json_check(buf_view(&b)), "nested deeper than 32",
	    "100,000 deep costs nothing");
	buf_free(&b);
}

static void
walks(void)
{
	struct str text = STR(" { \"a\" : [ 1 , \"x,]\" ,{\"b\":2} ] , "
			      "\"\\u0063\":-1.50e3, \"d\":\"q\\\"\\u00e9\" } ");
	struct str v, e, rest;
	char out[16];

	ok(json_check(text) == NULL, "the text is JSON");
	ok(json_get(text, "a", &v) && json_kind(v) == '[', "an array");
	rest = v;
	ok(json_element(&rest, &e) && str_is(e, "1"), "its first");
	ok(json_element(&rest, &e) && str_is(e, "\"x,]\""), "its second");
	ok(json_element(&rest, &e) && str_is(e, "{\"b\":2}"), "its third");
	ok(!json_element(&rest, &e), "no more");
	ok(json_get(text, "c", &v) && str_is(v, "-1.50e3"),
	    "a key behind an escape");
	ok(json_get(text, "d", &v) && json_text(out, sizeof(out), v), "text");
	is(out, "q\"\xc3\xa9", "decoded");
	ok(!json_text(out, 4, v), "too long for its room");
	ok(!json_get(text, "b", &v), "no member of a member");
	ok(!json_get(STR("[1]"), "a", &v), "an array has no members");
	ok(json_check((struct str){ 0 }) != NULL, "no text is no JSON");
}

static void
writes(void)
{
	struct buf b = { 0 };

	json_put_text(&b,
	    STR("a\"\\\x1b[31m\xc2\x9b\xe2\x80\xae\xe2\x80\xa8\xff\xc3\xa9"));
	buf_putc(&b, '\0');
	is(b.s,
	    "\"a\\\"\\\\\\u001b[31m\\u009b\\u202e\\u2028\xef\xbf\xbd\xc3\xa9\"",
	    "what acts on a terminal is written as an escape");
	ok(json_check((struct str){ b.s, b.n - 1 }) == NULL, "and is JSON");
	buf_free(&b);
}

int
main(void)
{
	checks();
	many_keys();
	walks();
	writes();
	return tap_end();
}
