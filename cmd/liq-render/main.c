/*
 * liq-render - draw records, in a terminal or as an SVG.
 */
#include "base/x.h"
#include "io/opt.h"
#include "io/out.h"
#include "liq-render/chart.h"
#include "liq-render/gauge.h"
#include "liq-render/plane.h"
#include "liq-render/show.h"

static struct show show = { .scene = { .palette = { .sides = pairs } } };

static const struct opt options[] = {
	{ 0, "format", "FORMAT", "auto, unicode, ascii, svg or html",
	    look_format, &show.look.format },
	{ 0, "sides", "vermillion-blue|magenta-green|green-red|red-green",
	    "colours of long-short (vermillion-blue)", palette_sides,
	    &show.scene.palette },
	{ 0, "palette", "NAME",
	    "colours: sides, inferno, viridis, cividis or magma", palette_ramp,
	    &show.scene.palette },
	{ 0, "theme", "THEME", "made for a ground: auto, light or dark",
	    look_theme, &show.look.theme },
	{ 0, "color", "WHEN", "colours in text: auto, always or never",
	    look_color, &show.look.color },
	{ 'W', "width", "N", "columns of a text, pixels of an SVG", opt_count,
	    &show.look.width },
	{ 'H', "height", "N", "rows of a text, pixels of an SVG", opt_count,
	    &show.look.height },
	{ 't', "top", "N", "the N largest groups, the rest together", opt_count,
	    &show.scene.top },
	{ 0, "min", "USD", "groups of at least that, the rest together",
	    opt_money, &show.scene.min },
	{ 0, "max", "USD", "the top of the scale; what is more is cut off",
	    opt_money, &show.scene.max },
	{ 0, "floor", "USD", "heatmap: less than that is not drawn", opt_money,
	    &show.scene.heat.floor },
	{ 0, "scale", "SCALE", "heatmap: sqrt, log, linear or quantile",
	    gauge_set, &show.scene.heat.scale },
	{ 0, "range", "PART", "heatmap, map: so far around the price, as 5%",
	    plane_set_range, &show.scene.heat.range },
	{ 0, "columns", "N", "heatmap: cells from left to right, at most",
	    opt_count, &show.scene.heat.columns },
	{ 0, "rows", "N", "heatmap: cells from top to bottom, at most",
	    opt_count, &show.scene.heat.rows },
	{ 0, "cells", "KIND", "heatmap in an SVG: vector or raster", look_cells,
	    &show.look.cells },
	{ 0, "only", "NAME", "the map of that base, symbol or model", opt_text,
	    &show.scene.heat.only },
	{ 0, "tz", "ZONE", "zone of the times shown: UTC, local, +02:00",
	    zone_set, &show.scene.zone },
	{ 0, "nest", NULL, "tiles of one coin together, within its own",
	    opt_flag, &show.scene.nested },
	{ 0, "across", NULL, "windows of a table side by side", opt_flag,
	    &show.scene.across },
	{ 0, "sort", "ORDER", "rows of a table: usd, longs, shorts or name",
	    order_set, &show.scene.order },
	{ 'f', "follow", NULL, "draw anew as records come; q quits", opt_flag,
	    &show.follow },
	{ 'o', "output", "FILE", "write to FILE, in one step at the end",
	    opt_text, &show.look.output },
	{ 0, "partial-ok", NULL, "replace FILE whatever happened", opt_flag,
	    &show.partial_ok },
	{ 'e', "exit-status", NULL, "status 6 when there was nothing to draw",
	    opt_flag, &show.match },
	{ 0 },
};

static const struct program program = {
	.name = "liq-render",
	.what = "draw records, in a terminal or as an SVG",
	.usage = "CHART [-efq] [-t N] [-W N] [-H N] [-o FILE] [FILE ...]\n"
		 "charts: treemap table bars tape spark heatmap map",
	.examples =
	    "  liq-agg liq.ndjson | liq-render treemap\n"
	    "  liq-agg -w 1h,24h liq.ndjson | liq-render table -o liq.svg\n"
	    "  liq-agg -i 1h liq.ndjson | liq-render bars\n"
	    "  liq-fetch -f BTC | liq-render tape --min=50k\n"
	    "  liq-levels --as=column,cluster candles.ndjson | "
	    "liq-render heatmap\n",
	.options = options,
};

int
main(int argc, char *argv[])
{
	const char *why;
	bool keep;
	int i, status;

	out_start(program.name);
	i = opt_parse(&program, argc, argv);
	if (i == argc)
		opt_usage("name a chart: treemap, bars, ... (try -h)");
	if ((show.scene.chart = chart_find(argv[i])) == NULL)
		opt_usage("%s", chart_unknown(argv[i]));
	if ((why = show_settle(&show)) != NULL)
		opt_usage("%s", why);
	if (show.look.output != NULL && !out_file(show.look.output))
		return STATUS_FAILED;
	status = show_files(&show, argv + i + 1, &keep);
	show_free(&show);
	return out_close(status, keep);
}
