/*
 * liq-render - draw records, in a terminal or as an SVG.
 */
#include "base/x.h"
#include "io/log.h"
#include "io/opt.h"
#include "io/out.h"
#include "io/stop.h"
#include "liq-render/chart.h"
#include "liq-render/grid.h"
#include "liq-render/inflow.h"
#include "liq-render/look.h"

static struct scene scene = { .palette = { .sides = pairs } };
static struct look look;
static bool match, quiet, partial_ok;

static const struct opt options[] = {
	{ 0, "format", "FORMAT", "auto, unicode, ascii or svg", look_format,
	    &look.format },
	{ 0, "sides", "PAIR", "colours of long-short (vermillion-blue)",
	    palette_sides, &scene.palette },
	{ 0, "palette", "NAME", "colours in between: sides, viridis, ...",
	    palette_ramp, &scene.palette },
	{ 0, "theme", "THEME", "made for a ground: auto, light or dark",
	    look_theme, &look.theme },
	{ 0, "color", "WHEN", "colours in text: auto, always or never",
	    look_color, &look.color },
	{ 'W', "width", "N", "columns of a text, pixels of an SVG", opt_count,
	    &look.width },
	{ 'H', "height", "N", "rows of a text, pixels of an SVG", opt_count,
	    &look.height },
	{ 't', "top", "N", "the N largest groups, the rest together", opt_count,
	    &scene.top },
	{ 0, "min", "USD", "groups of at least that, the rest together",
	    opt_money, &scene.min },
	{ 0, "tz", "ZONE", "zone of the times shown: UTC, local, +02:00",
	    zone_set, &scene.zone },
	{ 'o', "output", "FILE", "write to FILE, in one step at the end",
	    opt_text, &look.output },
	{ 0, "partial-ok", NULL, "replace FILE whatever happened", opt_flag,
	    &partial_ok },
	{ 'e', "exit-status", NULL, "status 6 when there was nothing to draw",
	    opt_flag, &match },
	{ 'q', "quiet", NULL, "say nothing about the input", opt_flag, &quiet },
	{ 0 },
};

static const struct program program = {
	.name = "liq-render",
	.what = "draw records, in a terminal or as an SVG",
	.usage = "treemap|table [-eq] [-t N] [-W N] [-H N] [-o FILE] "
		 "[FILE ...]",
	.examples =
	    "  liq-agg liq.ndjson | liq-render treemap\n"
	    "  liq-agg -w 1h,24h liq.ndjson | liq-render table -o liq.svg\n",
	.options = options,
};

static void
draw(struct buf *to)
{
	struct term term = look_term(&look, &scene.palette);
	struct grid grid = { 0 };
	struct svg svg = { 0 };
	struct canvas c;

	if (look.format == FORMAT_SVG)
		c = svg_canvas(&svg, &scene.palette, (enum theme)look.theme,
		    (int)look.width, (int)look.height);
	else
		c = grid_canvas(
		    &grid, &term, (int)look.width, (int)look.height);
	scene.chart->draw(&scene, &c);
	c.finish(c.to, to);
	grid_free(&grid);
	svg_free(&svg);
}

/* What the input lacked, and whether there was anything to see. */
static int
judge(int status)
{
	const char *why = "", *type = record_name(scene.chart->needs);
	int missing;

	missing =
	    scene.until > scene.since
		? intake_status(&scene.intake, scene.since, scene.until, &why)
		: intake_status(&scene.intake, INT64_MIN, INT64_MAX, &why);
	if (missing != STATUS_OK)
		log_warn("incomplete: %s", why);
	if (scene.totals.n == 0 && scene.other != RECORD_NONE)
		log_warn("no rows for %s: this chart needs \"%s\" records; "
			 "try %s | liq-render %s",
		    scene.chart->name, type, scene.chart->source,
		    scene.chart->name);
	status = status_worst(status, missing);
	return match && scene.matched == 0
		   ? status_worst(status, STATUS_NOTHING)
		   : status;
}

int
main(int argc, char *argv[])
{
	struct buf picture = { 0 };
	const char *why;
	int i, status;
	bool keep;

	out_start(program.name);
	i = opt_parse(&program, argc, argv);
	if (i == argc)
		opt_usage("name a chart: treemap or table");
	if ((scene.chart = chart_find(argv[i])) == NULL)
		opt_usage("%s", chart_unknown(argv[i]));
	if ((why = look_settle(&look)) != NULL)
		opt_usage("%s", why);
	if (quiet)
		log_quiet();
	if (look.output != NULL && !out_file(look.output))
		return STATUS_FAILED;
	status = inflow_files(&scene, argv + i + 1);
	if (status != STATUS_USAGE && stop_signal() == 0) {
		draw(&picture);
		status = judge(status);
		out_take(&picture);
	}
	keep = (scene.intake.cut || (status == STATUS_INCOMPLETE &&
					scene.intake.records == 0)) &&
	       !partial_ok;
	buf_free(&picture);
	totals_free(&scene.totals);
	intake_free(&scene.intake);
	return out_close(status, keep);
}
