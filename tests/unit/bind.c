/*
 * bind.c - a table reads an object and writes it: every kind of member, what
 * is refused and in which words, what null is.
 */
#include "json/bind.h"

#include "json/json.h"
#include "tap.h"

struct row {
	int64_t whole, lax;
	struct dec number;
	char text[6], maybe[6];
	int word, truth;
	struct str raw;
};

static const char *const words[] = { "one", "two", NULL };

static const struct field fields[] = {
	{ FIELD("whole", INT, 0, struct row, whole) },
	{ FIELD("lax", INT, FIELD_LAX | FIELD_NULL, struct row, lax) },
	{ FIELD("number", DEC, FIELD_NULL, struct row, number) },
	{ FIELD("text", TEXT, 0, struct row, text) },
	{ FIELD("maybe", TEXT, FIELD_NULL, struct row, maybe) },
	{ FIELD_IN("word", FIELD_NULL, struct row, word, words) },
	{ FIELD("truth", BOOL, FIELD_NULL, struct row, truth) },
	{ FIELD("raw", RAW, FIELD_NULL, struct row, raw) },
	{ 0 },
};

/* What is read, and how it is written, or why it is not read. */
static const char *const cases[][2] = {
	{ "{\"whole\":1,\"text\":\"a\"}",
	    "\"whole\":1,\"lax\":null,\"number\":null,\"text\":\"a\","
	    "\"maybe\":null,\"word\":null,\"truth\":null,\"raw\":null" },
	{ " { \"raw\" : [1, {}] , \"truth\" : false , \"word\" : \"two\" , "
	  "\"maybe\" : \"b\" , \"text\" : \"a\" , \"number\" : \"1.50\" , "
	  "\"lax\" : \"-7\" , \"whole\" : -9223372036854775799 } ",
	    "\"whole\":-9223372036854775799,\"lax\":-7,\"number\":1.50,"
	    "\"text\":\"a\",\"maybe\":\"b\",\"word\":\"two\","
	    "\"truth\":false,\"raw\":[1, {}]" },
	{ "{\"whole\":0,\"text\":\"\\u00e9\\n\\u202e\",\"new\":{\"whole\":2}}",
	    "is too long" },
	{ "{\"whole\":0,\"text\":\"\\u00e9\\n\",\"new\":{\"whole\":2}}",
	    "\"whole\":0,\"lax\":null,\"number\":null,\"text\":\"\xc3\xa9"
	    "\\u000a\",\"maybe\":null,\"word\":null,\"truth\":null,"
	    "\"raw\":null" },
	{ "{\"\\u0077hole\":5,\"text\":\"a\",\"truth\":true,\"number\":-1e3}",
	    "\"whole\":5,\"lax\":null,\"number\":-1000.0,\"text\":\"a\","
	    "\"maybe\":null,\"word\":null,\"truth\":true,\"raw\":null" },
	{ "{\"whole\":1,\"text\":\"a\",\"maybe\":\"\"}",
	    "\"whole\":1,\"lax\":null,\"number\":null,\"text\":\"a\","
	    "\"maybe\":null,\"word\":null,\"truth\":null,\"raw\":null" },
	{ "[]", "not an object" },
	{ "{\"text\":\"a\"}", "\"whole\" is missing" },
	{ "{\"whole\":null,\"text\":\"a\"}", "\"whole\" is null" },
	{ "{\"whole\":1.0,\"text\":\"a\"}", "\"whole\" is not a whole number" },
	{ "{\"whole\":1e3,\"text\":\"a\"}", "\"whole\" is not a whole number" },
	{ "{\"whole\":\"1\",\"text\":\"a\"}",
	    "\"whole\" is not a whole number" },
	{ "{\"whole\":9223372036854775808,\"text\":\"a\"}",
	    "\"whole\" is out of range" },
	{ "{\"whole\":1,\"lax\":\"-\",\"text\":\"a\"}",
	    "\"lax\" is not a whole number" },
	{ "{\"whole\":1,\"lax\":\"1 \",\"text\":\"a\"}",
	    "\"lax\" is not a whole number" },
	{ "{\"whole\":1,\"text\":\"abcdef\"}", "\"text\" is too long" },
	{ "{\"whole\":1,\"text\":\"\"}", "\"text\" is empty" },
	{ "{\"whole\":1,\"text\":1}", "\"text\" is not a string" },
	{ "{\"whole\":1,\"text\":\"a\",\"number\":\"\"}",
	    "\"number\" is not a number in range" },
	{ "{\"whole\":1,\"text\":\"a\",\"number\":\"0x1\"}",
	    "\"number\" is not a number in range" },
	{ "{\"whole\":1,\"text\":\"a\",\"number\":1e99}",
	    "\"number\" is not a number in range" },
	{ "{\"whole\":1,\"text\":\"a\",\"number\":[1]}",
	    "\"number\" is not a number in range" },
	{ "{\"whole\":1,\"text\":\"a\",\"word\":\"three\"}",
	    "\"word\" is none of the words it may be" },
	{ "{\"whole\":1,\"text\":\"a\",\"truth\":\"true\"}",
	    "\"truth\" is neither true nor false" },
	{ "{\"whole\":1,\"text\":\"a\",\"raw\":1}",
	    "\"raw\" is not an array or object" },
};

static void
read_and_written(const char *text, const char *want)
{
	struct row row;
	struct buf b = { 0 };
	const char *why = bind_get(&row, fields, str_trim(str_of(text)));

	if (why != NULL) {
		ok(strstr(why, want) != NULL, "%s: %s", text, why);
		return;
	}
	bind_put(&b, fields, &row, false);
	buf_putc(&b, '\0');
	is(b.s, want, text);
	buf_free(&b);
}

static void
other_forms(void)
{
	const char *text = "{\"whole\":1,\"text\":\"a\\\"b\",\"number\":2}";
	struct row row;
	struct buf b = { 0 };

	ok(bind_get(&row, fields, str_of(text)) == NULL, "an object");
	bind_put(&b, fields, &row, true);
	buf_putc(&b, '\0');
	is(b.s,
	    "\"whole\":1,\"lax\":null,\"number\":\"2.0\",\"text\":\"a\\\"b\","
	    "\"maybe\":null,\"word\":null,\"truth\":null,\"raw\":null",
	    "decimals as strings, null without quotes");
	buf_reset(&b);
	bind_put_cell(&b, &fields[3], &row);
	bind_put_cell(&b, &fields[1], &row);
	bind_put_cell(&b, &fields[2], &row);
	buf_putc(&b, '\0');
	is(b.s, "a\"b2.0", "a cell is bare, null is empty");
	buf_free(&b);
}

int
main(void)
{
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		if (ok(json_check(str_of(cases[i][0])) == NULL, "sound JSON"))
			read_and_written(cases[i][0], cases[i][1]);
	other_forms();
	return tap_end();
}
