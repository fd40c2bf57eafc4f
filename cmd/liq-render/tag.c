#include "liq-render/tag.h"

#include "liq-render/frame.h"
#include "liq-render/safe.h"

#define LONGEST 48 /* columns of a name */
#define SHORT 6 /* columns of a name that had to be cut */
#define SHORTER 4

/*
 * s the sign, n the name, c the name cut short, k shorter still, u the USD, p
 * the share of the whole, a blank between them, a bar between lines.
 */
static const char *const ways[TAGS] = { "s n|u|p", "n|s u|p", "s n|u p",
	"s n|u", "n|s u", "s n u p", "s n u", "s n", "n|s", "c|s u", "s c",
	"c|s", "s k", "k|s", "s" };

void
tag_name(struct buf *to, const struct mosaic *m, size_t tile)
{
	if (m->tile[tile] == &m->slice->other)
		buf_printf(to, "other %lld", (long long)m->slice->others);
	else
		safe_cut(to, m->tile[tile]->name, LONGEST);
}

static void
put_short(struct buf *to, const struct mosaic *m, size_t tile, int columns)
{
	struct buf name = { 0 };

	tag_name(&name, m, tile);
	safe_cut(to, buf_view(&name), columns);
	buf_free(&name);
}

static void
put_part(struct buf *to, const struct mosaic *m, size_t tile, char part)
{
	const struct group *g = m->tile[tile];

	switch (part) {
	case 's':
		buf_puts(to, frame_sign(g));
		break;
	case 'n':
		tag_name(to, m, tile);
		break;
	case 'c':
		put_short(to, m, tile, SHORT);
		break;
	case 'k':
		put_short(to, m, tile, SHORTER);
		break;
	case 'u':
		frame_usd(to, m->scene, m->canvas, g, g->usd);
		break;
	case 'p':
		label_share(
		    to, dec_double(g->usd), dec_double(m->slice->all.usd));
		break;
	default:
		buf_putc(to, part);
		break;
	}
}

void
tag_make(struct tag *t, const struct mosaic *m, size_t tile, int k)
{
	const char *way;
	int i, n;

	*t = (struct tag){ .n = 1 };
	for (way = ways[k]; *way != '\0'; way++)
		if (*way == '|')
			t->n++;
		else
			put_part(&t->line[t->n - 1], m, tile, *way);
	for (i = 0; i < t->n; i++) {
		n = safe_columns(buf_view(&t->line[i]));
		t->columns = n > t->columns ? n : t->columns;
	}
}

void
tag_free(struct tag *t)
{
	int i;

	for (i = 0; i < TAG_LINES; i++)
		buf_free(&t->line[i]);
}
