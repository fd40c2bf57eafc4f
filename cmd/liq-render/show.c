#include "liq-render/show.h"

#include "base/x.h"
#include "io/log.h"
#include "io/out.h"
#include "io/stop.h"
#include "liq-render/chart.h"
#include "liq-render/easel.h"
#include "liq-render/inflow.h"
#include "liq-render/live.h"
#include "liq-render/recent.h"

const char *
show_settle(struct show *s)
{
	if (s->follow && s->look.output != NULL)
		return "-f and -o exclude each other";
	if (s->follow && look_is_vector(&s->look))
		return "-f draws text, no SVG";
	s->asked = s->look;
	return look_settle(&s->look);
}

/* What the input lacked, and whether there was anything to see. */
static int
judge(const struct show *show, int status)
{
	const struct scene *s = &show->scene;
	struct buf said = { 0 };
	const char *why = "";
	int missing;

	missing = s->until > s->since
		      ? intake_status(&s->intake, s->since, s->until, &why)
		      : intake_status(&s->intake, INT64_MIN, INT64_MAX, &why);
	if (missing != STATUS_OK)
		log_sum("incomplete: %s", why);
	log_note("%s", intake_account(&said, &s->intake));
	buf_free(&said);
	if (s->came == 0 && s->other != RECORD_NONE)
		log_warn("no rows for %s: this chart needs \"%s\" records; "
			 "try %s | liq-render %s",
		    s->chart->name, record_name(s->chart->needs),
		    s->chart->source, s->chart->name);
	status = status_worst(status, missing);
	return show->match && s->matched == 0
		   ? status_worst(status, STATUS_NOTHING)
		   : status;
}

/* The picture that stays. */
static void
draw(struct show *show, const struct live *live)
{
	struct scene *s = &show->scene;
	struct buf picture = { 0 };

	if (show->follow && s->chart->newest)
		recent_newest(&s->totals);
	easel_draw(&picture, &show->look, s);
	if (!live_is_shown(live, buf_view(&picture)))
		out_text(buf_view(&picture));
	buf_free(&picture);
}

int
show_files(struct show *show, char *const *names, bool *keep)
{
	struct scene *s = &show->scene;
	struct live live = { .scene = s, .look = &show->look };
	struct inflow in = { .scene = s, .look = &show->look };
	const bool flows = inflow_flows(&in);
	int status;

	live.asked = show->asked;
	if (show->follow && !flows) {
		in.live = &live;
		live_start(&live);
	}
	status = inflow_files(&in, names);
	live_end(&live);
	if (live.left) {
		status = STATUS_OK; /* enough was seen */
	} else if (status != STATUS_USAGE && stop_signal() == 0) {
		if (!flows || s->matched == 0)
			draw(show, &live);
		status = judge(show, status);
	}
	*keep = (s->intake.cut ||
		    (status == STATUS_INCOMPLETE && s->intake.records == 0)) &&
		!show->partial_ok;
	live_free(&live);
	return status;
}

void
show_free(struct show *show)
{
	totals_free(&show->scene.totals);
	prices_free(&show->scene.prices);
	estimates_free(&show->scene.estimates);
	happened_free(&show->scene.happened);
	tape_free(&show->scene.tape);
	intake_free(&show->scene.intake);
}
