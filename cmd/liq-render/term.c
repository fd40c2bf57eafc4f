#include "liq-render/term.h"

#include "liq-render/grid.h"
#include "liq-render/safe.h"

/* The signs we draw with, for where there is only ASCII. */
static const struct stand_in {
	uint32_t glyph;
	char ascii;
} stand_ins[] = {
	{ 0xb7, '|' }, /* · between the items of a line */
	{ 0x3a3, 'S' }, /* Σ */
	{ 0x2013, '-' }, /* – */
	{ 0x2022, 'o' }, /* • */
	{ 0x2026, '~' }, /* … */
	{ 0x2191, '^' }, /* ↑ */
	{ 0x2193, 'v' }, /* ↓ */
	{ 0x2264, '<' }, /* ≤ */
	{ 0x2500, '-' }, /* ─ */
	{ 0x2502, '|' }, /* │ */
	{ 0x2503, '#' }, /* ┃ */
	{ 0x250c, '+' }, /* ┌ and on */
	{ 0x2510, '+' }, { 0x2514, '+' }, { 0x2518, '+' }, { 0x251c, '+' },
	{ 0x2524, '+' }, { 0x252c, '+' }, { 0x2534, '+' }, { 0x253c, '+' },
	{ 0x256d, '.' }, { 0x256e, '.' }, { 0x256f, '\'' }, /* ╭ ╮ ╯ */
	{ 0x2570, '`' }, /* ╰ */
	{ 0x2571, '/' }, /* ╱ */
	{ 0x2580, '"' }, /* ▀ */
	{ 0x2581, '_' }, /* ▁ and on, to █ */
	{ 0x2582, '.' }, { 0x2583, '-' }, { 0x2584, ':' }, { 0x2585, '=' },
	{ 0x2586, '+' }, { 0x2587, '*' }, { 0x2588, '#' }, { 0x2589, '#' },
	{ 0x258a, '#' }, { 0x258b, '#' }, /* ▉ and on */
	{ 0x258c, '#' }, { 0x258d, '|' }, { 0x258e, '|' },
	{ 0x258f, '|' }, /* ▏ */
	{ 0x2591, '+' }, { 0x2592, '*' }, { 0x2593, '%' }, /* ░ ▒ ▓ */
	{ 0x2594, '-' }, /* ▔ */
	{ 0x25a0, '#' }, /* ■ */
	{ 0x25b2, '^' }, /* ▲ */
	{ 0x25bc, 'v' }, /* ▼ */
	{ 0x25c6, '=' }, /* ◆ */
};

static void
put_glyph(struct buf *to, const struct term *t, uint32_t glyph)
{
	size_t i;

	if (glyph == GRID_WIDE && t->unicode)
		return; /* its left half filled it */
	if (glyph == 0)
		glyph = ' ';
	if (t->unicode || glyph < 0x80) {
		safe_utf8(to, glyph);
		return;
	}
	for (i = 0; i < sizeof(stand_ins) / sizeof(*stand_ins); i++)
		if (stand_ins[i].glyph == glyph) {
			buf_putc(to, stand_ins[i].ascii);
			return;
		}
	buf_putc(to, '?');
}

/* A terminal, and what its colours were found to be. */
struct pen {
	const struct term *term;
	short nearest[2 * PAINTS]; /* of the 256; 0: not looked for yet */
};

/* ";38;2;r;g;b": ground 10 more. */
static void
put_colour(struct buf *to, struct pen *pen, int paint, int ground)
{
	const struct term *t = pen->term;
	struct rgb c;
	int n;

	/* a warning must be read on any ground: the terminal knows its own */
	if (t->depth == DEPTH_16 || paint == PAINT_LOUD) {
		n = palette_ansi(t->palette, paint);
		buf_printf(to, ";%d", (n < 8 ? 30 : 90 - 8) + n + ground);
		return;
	}
	c = palette_rgb(t->palette, paint, !t->light);
	if (t->depth == DEPTH_256 && pen->nearest[paint] == 0)
		pen->nearest[paint] = (short)palette_256(c);
	if (t->depth == DEPTH_256)
		buf_printf(to, ";%d;5;%d", 38 + ground, pen->nearest[paint]);
	else
		buf_printf(to, ";%d;2;%d;%d;%d", 38 + ground, c.r, c.g, c.b);
}

/* What a cell asks of the terminal. */
struct style_of {
	bool bold, dim, swapped;
	int ink, ground; /* paints; PAINT_NONE: the terminal's own */
};

/*
 * The terminal's own ground as an ink has no number: it is what shows when
 * ink and ground change places and the ground was never set.
 */
static struct style_of
asked(const struct cell *c)
{
	struct style_of l = { .bold = c->bold && c->glyph != 0,
		.ink = c->ink,
		.ground = c->ground };

	if (c->glyph == 0 || c->ink == PAINT_TEXT)
		l.ink = PAINT_NONE;
	l.dim = l.ink == PAINT_FAINT || l.ink == PAINT_RULE;
	l.swapped = l.ink == PAINT_GROUND && l.ground != PAINT_NONE;
	if (l.swapped) {
		l.ink = l.ground;
		l.ground = PAINT_NONE;
	} else if (l.dim) {
		l.ink = PAINT_NONE;
	}
	return l;
}

static bool
same(const struct style_of *a, const struct style_of *b)
{
	return a->bold == b->bold && a->dim == b->dim &&
	       a->swapped == b->swapped && a->ink == b->ink &&
	       a->ground == b->ground;
}

/* Only what is not so yet; what can only be taken back, from the start. */
static void
put_style(struct buf *to, struct pen *pen, struct style_of now,
    const struct style_of *want)
{
	const struct style_of plain = { 0 };
	size_t start;

	buf_puts(to, "\033[");
	start = to->n;
	if ((now.bold && !want->bold) || (now.dim && !want->dim) ||
	    (now.ink != PAINT_NONE && want->ink == PAINT_NONE) ||
	    (now.ground != PAINT_NONE && want->ground == PAINT_NONE)) {
		buf_puts(to, ";0");
		now = plain;
	}
	if (want->bold && !now.bold)
		buf_puts(to, ";1");
	if (want->dim && !now.dim)
		buf_puts(to, ";2");
	if (want->swapped != now.swapped)
		buf_puts(to, want->swapped ? ";7" : ";27");
	if (want->ink != now.ink)
		put_colour(to, pen, want->ink, 0);
	if (want->ground != now.ground)
		put_colour(to, pen, want->ground, 10);
	memmove(to->s + start, to->s + start + 1, to->n - start - 1);
	to->s[to->n - 1] = 'm';
}

static bool
is_blank(const struct cell *c, bool colours)
{
	return (c->glyph == 0 || c->glyph == ' ') &&
	       (!colours || c->ground == PAINT_NONE);
}

static void
put_row(struct buf *to, struct pen *pen, const struct cell *row, int n)
{
	const struct term *t = pen->term;
	const struct style_of plain = { 0 };
	struct style_of now = plain, want;
	bool colours = t->depth != DEPTH_NONE;
	int i;

	while (n > 0 && is_blank(&row[n - 1], colours))
		n--;
	for (i = 0; i < n; i++) {
		want = colours ? asked(&row[i]) : plain;
		if (!same(&want, &now))
			put_style(to, pen, now, &want);
		now = want;
		put_glyph(to, t, row[i].glyph);
	}
	if (!same(&now, &plain))
		buf_puts(to, "\033[0m");
	buf_putc(to, '\n');
}

void
term_put(struct buf *to, const struct grid *g)
{
	struct pen pen = { .term = &g->term };
	int y;

	for (y = 0; y < g->rows; y++)
		put_row(to, &pen, g->cell + (size_t)y * (size_t)g->columns,
		    g->columns);
}
