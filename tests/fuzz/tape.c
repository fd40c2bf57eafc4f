/*
 * tape.c - the events of a recording, played to feeds of three exchanges:
 * hostile ones are refused or passed over, and what is played twice ends
 * twice the same.
 */
#include "liq-fetch/tape.h"

#include <fcntl.h>
#include <unistd.h>

#include "base/when.h"
#include "fuzz.h"
#include "io/log.h"
#include "io/out.h"
#include "liq-fetch/follow.h"
#include "liq-fetch/resume.h"

static char folder[] = "/tmp/liq-fuzz.XXXXXX", path[64];

static const char *const lists[] = {
	"{\"type\":\"instrument\",\"ts\":1763800000000,\"exchange\":\"gate\","
	"\"symbol\":\"BTC_USDT\",\"base\":\"BTC\",\"quote\":\"USDT\","
	"\"kind\":\"perpetual\",\"contract_size\":0.0001,\"inverse\":false,"
	"\"multiplier\":1.0,\"status\":\"trading\"}",
	"{\"type\":\"instrument\",\"ts\":1763800000000,\"exchange\":\"htx\","
	"\"symbol\":\"BTC-USDT\",\"base\":\"BTC\",\"quote\":\"USDT\","
	"\"kind\":\"perpetual\",\"contract_size\":0.001,\"inverse\":false,"
	"\"multiplier\":1.0,\"status\":\"trading\"}",
	"{\"type\":\"instrument\",\"ts\":1763800000000,\"exchange\":\"okx\","
	"\"symbol\":\"BTC-USDT-SWAP\",\"base\":\"BTC\",\"quote\":\"USDT\","
	"\"kind\":\"perpetual\",\"contract_size\":0.01,\"inverse\":false,"
	"\"multiplier\":1.0,\"status\":\"trading\"}"
};

/* What a run came to. */
struct sum {
	int64_t count, refused, repeated, gaps, gap_ms, newest, mark;
	int status;
};

static void
clean(void)
{
	unlink(path);
	rmdir(folder);
}

static void
prepare(void)
{
	static bool done;

	if (done)
		return;
	done = true;
	out_start("fuzz");
	log_quiet();
	must(out_file("/dev/null") && mkdtemp(folder) != NULL,
	    "no room to work in", STR(""));
	snprintf(path, sizeof(path), "%s/events.ndjson", folder);
	atexit(clean);
}

static void
put_file(const uint8_t *data, size_t n)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);

	must(fd >= 0 && write(fd, data, n) == (ssize_t)n, "no file", STR(""));
	close(fd);
}

static void
learn(struct instruments *all)
{
	struct record r;
	const char *why;
	size_t i;

	for (i = 0; i < sizeof(lists) / sizeof(*lists); i++) {
		why = record_parse(&r, str_of(lists[i]));
		must(why == NULL, why, str_of(lists[i]));
		instruments_add(all, &r.as.instrument);
	}
}

/* False: it cannot be opened. */
static bool
play(struct sum *sum)
{
	static const struct exchange *const exchanges_of[] = { &exchange_gate,
		&exchange_htx, &exchange_okx, NULL };
	struct emit emit = { .live = true,
		.kinds = 1u << RECORD_LIQUIDATION,
		.until = INT64_MAX };
	struct resume seen = { .ident = &emit.ident };
	struct instruments known = { 0 };
	struct price_list prices = { 0 };
	struct wanted wanted = { 0 };
	struct follow f = { .exchanges = exchanges_of, .relist = HOUR_MS };
	const char *why;

	if ((f.tape = tape_replay(folder, &why)) == NULL)
		return false;
	learn(&known);
	emit.resume = &seen;
	wanted_add(&wanted, "*");
	f.query = (struct query){ .kinds = emit.kinds,
		.now = tape_began(f.tape),
		.interval = 5 * MINUTE_MS,
		.key = "",
		.tape = f.tape,
		.prices = &prices,
		.wanted = &wanted,
		.instruments = &known,
		.emit = &emit };
	sum->status = follow_run(&f, 0);
	sum->count = emit.count;
	sum->refused = emit.refused + tape_refused(f.tape);
	sum->repeated = emit.repeated;
	sum->gaps = emit.gaps;
	sum->gap_ms = emit.gap_ms;
	sum->newest = emit.newest;
	sum->mark = emit.newest_mark;
	tape_close(f.tape);
	resume_free(&seen);
	emit_free(&emit);
	instruments_free(&known);
	price_free(&prices);
	wanted_free(&wanted);
	return true;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct sum one = { 0 }, two = { 0 };

	prepare();
	put_file(data, n);
	if (play(&one)) {
		must(play(&two) && memcmp(&one, &two, sizeof(one)) == 0,
		    "played twice, it is not the same",
		    (struct str){ (const char *)data, n });
		if (getenv("TAPE_SUM") != NULL)
			fprintf(stderr, "%lld records, %lld refused\n",
			    (long long)one.count, (long long)one.refused);
	}
	return 0;
}
