#include "liq-score/evidence.h"

#include "base/x.h"
#include "io/feed.h"
#include "io/log.h"

static const char *
add(void *arg, const struct record *r, struct str line)
{
	struct evidence *in = arg;

	switch (r->type) {
	case RECORD_COLUMN:
		return forecasts_column(&in->forecasts, &r->as.column);
	case RECORD_CLUSTER:
		return zones_cluster(&in->zones, &r->as.cluster);
	case RECORD_LIQUIDATION:
		outcomes_event(&in->outcomes, &r->as.liquidation);
		return NULL;
	case RECORD_POSITION:
		outcomes_position(&in->outcomes, &r->as.position);
		return NULL;
	case RECORD_TOTAL:
		outcomes_total(&in->outcomes, &r->as.total);
		return NULL;
	case RECORD_TIER:
		outcomes_tier(&in->outcomes, &r->as.tier);
		return NULL;
	case RECORD_CANDLE:
		tapes_candle(&in->tapes, &r->as.candle);
		return NULL;
	case RECORD_OI:
		tapes_interest(&in->tapes, &r->as.oi);
		return NULL;
	case RECORD_GAP:
	case RECORD_NOTE:
		names_id(&in->asides, str_trim(line));
		return NULL;
	default:
		return NULL;
	}
}

static void
settle(struct evidence *in)
{
	tapes_sort(&in->tapes);
	forecasts_sort(&in->forecasts);
	zones_sort(&in->zones);
	outcomes_settle(&in->outcomes, &in->tapes);
	if (in->forecasts.doubtful == 0)
		return;
	log_warn("%lld columns have a time and model that another has; one "
		 "of each is kept",
	    (long long)in->forecasts.doubtful);
	intake_flaw(&in->intake, INT64_MIN, INT64_MAX,
	    "two columns of one time and model");
}

int
evidence_read(struct evidence *in, char *const *names)
{
	struct feed feed = { .open = intake_open,
		.line = intake_line,
		.block = intake_block,
		.refused = intake_refused,
		.torn = intake_torn,
		.close = intake_close,
		.arg = &in->intake };
	int status;

	in->intake.record = add;
	in->intake.arg = in;
	status = feed_files(&feed, names);
	settle(in);
	return status == STATUS_INCOMPLETE ? STATUS_OK : status;
}

void
evidence_free(struct evidence *in)
{
	forecasts_free(&in->forecasts);
	zones_free(&in->zones);
	outcomes_free(&in->outcomes);
	tapes_free(&in->tapes);
	names_free(&in->asides);
	intake_free(&in->intake);
}
