#include "liq-render/easel.h"

#include "liq-render/chart.h"
#include "liq-render/html.h"

void
easel_open(struct easel *e, const struct look *l, const struct palette *p)
{
	const struct term term = look_term(l, p);

	if (look_is_vector(l)) {
		e->canvas = svg_canvas(&e->svg, p, (enum theme)l->theme,
		    (int)l->width, (int)l->height);
		e->svg.raster = e->canvas.raster = l->cells == CELLS_RASTER;
		e->svg.page = l->format == FORMAT_HTML;
	} else {
		e->canvas =
		    grid_canvas(&e->grid, &term, (int)l->width, (int)l->height);
	}
}

void
easel_take(struct easel *e, struct buf *to)
{
	struct buf picture = { 0 };

	e->canvas.finish(e->canvas.to, e->svg.page ? &picture : to);
	if (e->svg.page)
		html_put(to, &e->svg, buf_view(&picture));
	buf_free(&picture);
	grid_free(&e->grid);
	svg_free(&e->svg);
}

void
easel_draw(struct buf *to, const struct look *l, struct scene *s)
{
	struct easel e = { 0 };

	easel_open(&e, l, &s->palette);
	s->chart->draw(s, &e.canvas);
	easel_take(&e, to);
}
