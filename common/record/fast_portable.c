/*
 * The kernel in plain C: the specification of the others, which are this with
 * wider words.
 */
#include "record/fast_room.h"

#define KERNEL static inline

KERNEL size_t
line_ends(struct str text, uint32_t *end)
{
	const char *p = text.s, *stop, *at;
	size_t n = 0;

	stop = p + (text.n < SCAN_BYTES ? text.n : SCAN_BYTES);
	for (; n < FAST_LINES; p = at + 1) {
		at = p < stop ? memchr(p, '\n', (size_t)(stop - p)) : NULL;
		if (at == NULL)
			break;
		end[n++] = (uint32_t)(at - text.s);
	}
	return n;
}

KERNEL bool
phrase_same(const struct fast_phrase *f, const char *p)
{
	return memcmp(f->text, p, f->n) == 0;
}

/*
 * Digits, a point, digits, up to something else: at most FAST_DIGITS of them,
 * no zero in front of others.  Returns where that is, or NULL.
 */
KERNEL const char *
number(const char *p, int64_t *v, uint8_t *scale)
{
	const char *first = p, *point = NULL;
	int64_t n = 0;

	for (; (*p >= '0' && *p <= '9') || *p == '.'; p++) {
		if (p - first > FAST_DIGITS || (*p == '.' && point != NULL))
			return NULL;
		if (*p == '.')
			point = p;
		else
			n = n * 10 + (*p - '0');
	}
	if (point == NULL || point == first || p - point < 2 ||
	    (*first == '0' && point > first + 1))
		return NULL;
	*v = n;
	*scale = (uint8_t)(p - point - 1);
	return p;
}

/* ASCII but quotes, backslashes and controls; not past FAST_ID. */
KERNEL size_t
plain(const char *p)
{
	size_t n = 0;

	while (n < FAST_ID && p[n] >= 0x20 && p[n] < 0x7f && p[n] != '"' &&
	       p[n] != '\\')
		n++;
	return n;
}

KERNEL bool
digits13(const char *p, int64_t *v)
{
	int64_t n = 0;
	int i;

	for (i = 0; i < 13; i++) {
		if (p[i] < '0' || p[i] > '9')
			return false;
		n = n * 10 + (p[i] - '0');
	}
	*v = n;
	return true;
}

#include "record/fast_cells.h"
#include "record/fast_line.h"
#include "record/fast_row.h"

size_t
fast_take_portable(struct fast *f, struct fast_run *run, struct str text)
{
	return take(f, run, text);
}

size_t
fast_rows_portable(
    struct fast_rows *f, struct fast_rows_run *run, struct str text)
{
	return take_rows(f, run, text);
}

bool
fast_usable_portable(void)
{
	return true;
}
