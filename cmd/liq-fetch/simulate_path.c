#include "liq-fetch/simulate_path.h"

#include "liq-fetch/simulate_fixed.h"

/* One basis point a day as deviation of a minute and of an epoch, fixed. */
#define MINUTE_SIGMA 11318 /* 2^32 / 10^4 / sqrt(1440) */
#define EPOCH_SIGMA 2429618 /* 2^32 / 10^4 * sqrt(32) */

/* The log of the volatility: an hourly walk that is drawn back to zero. */
#define HEAT_KEEPS 97 /* percent an hour */
#define HEAT_SIGMA (FIXED_ONE / 2)
#define HEAT_SHOCK (FIXED_ONE / 1000 * 122) /* keeps HEAT_SIGMA steady */
#define HEAT_MEAN \
	(FIXED_ONE / 3) /* then a usual day is as coin_table[] says \
			 */

#define JUMP_HOURS 260 /* one jump in so many */
#define JUMP_MINUTES 5
#define HOUR_SIGMA 8 /* sqrt(60), in deviations of a minute */

/* Activity by the hour of the day, UTC, percent. */
static const unsigned char day[24] = { 103, 93, 89, 86, 81, 78, 79, 88, 97, 95,
	94, 95, 105, 123, 139, 140, 128, 115, 107, 104, 102, 99, 93, 91 };

/* Moves with a deviation of about one, in bursts. */
struct swell {
	struct dice dice;
	int64_t heat;
};

static void
swell_start(struct swell *s, uint64_t seed, const char *who, int64_t epoch)
{
	dice_seed(&s->dice, seed, "swell", who, epoch);
	s->heat = mul_div(dice_normal(&s->dice), HEAT_SIGMA, SHARE_ONE);
}

/* A jump takes some minutes; falls are more frequent than rises. */
static void
jump(struct swell *s, int64_t move[60], int64_t volatility)
{
	int64_t size = volatility * HOUR_SIGMA * (3 + dice_below(&s->dice, 4)) /
		       JUMP_MINUTES;
	int64_t at = dice_below(&s->dice, 60 - JUMP_MINUTES);

	if (dice_below(&s->dice, 9) < 5)
		size = -size;
	for (int i = 0; i < JUMP_MINUTES; i++)
		move[at + i] += size;
	s->heat += HEAT_SIGMA;
}

/* The moves of an hour, shares; returns the hour's volatility, a share. */
static int64_t
swell_hour(struct swell *s, int hour, int64_t move[60])
{
	int64_t volatility =
	    fixed_exp(s->heat - HEAT_MEAN) / SHARE_ONE * day[hour % 24] / 100;

	for (int i = 0; i < 60; i++)
		move[i] = volatility * dice_normal(&s->dice) / SHARE_ONE;
	s->heat = s->heat / 100 * HEAT_KEEPS +
		  mul_div(dice_normal(&s->dice), HEAT_SHOCK, SHARE_ONE);
	if (dice_below(&s->dice, JUMP_HOURS) == 0)
		jump(s, move, volatility);
	return volatility;
}

/* A coin's own part, so that both parts together have a deviation of one. */
static int64_t
own_part(const struct coin *c)
{
	return whole_root(100 * 100 - c->tie * c->tie);
}

static int64_t
border_move(const struct coin *c, uint64_t seed, int64_t epoch)
{
	struct dice all, own;

	dice_seed(&all, seed, "border", "*", epoch);
	dice_seed(&own, seed, "border", c->base, epoch);
	return c->volatility * mul_div(c->tie * dice_normal(&all) +
					   own_part(c) * dice_normal(&own),
				   EPOCH_SIGMA, 100 * SHARE_ONE);
}

/* Drawn back by a tenth each epoch and kept within e^1.5 both ways. */
int64_t
path_border(const struct coin *c, uint64_t seed, int64_t epoch)
{
	const int64_t limit = FIXED_ONE / 2 * 3;
	int64_t x = 0, step = epoch < 0 ? -1 : 1;

	for (int64_t i = 0; i != epoch; i += step) {
		x = x / 10 * 9 + border_move(c, seed, i + step);
		x = x < -limit ? -limit : x > limit ? limit : x;
	}
	return x;
}

/* From the walk as it came to one that ends at the next border. */
static void
bend(struct path *p, int64_t end)
{
	int64_t off = end - p->log[EPOCH_MINUTES];

	for (int64_t i = 1; i <= EPOCH_MINUTES; i++)
		p->log[i] += off * i / EPOCH_MINUTES;
}

void
path_make(struct path *p, const struct coin *c, uint64_t seed, int64_t epoch)
{
	struct swell all, own;
	int64_t common[60], alone[60], own_weight = own_part(c), *log = p->log;

	swell_start(&all, seed, "*", epoch);
	swell_start(&own, seed, c->base, epoch);
	*log = path_border(c, seed, epoch);
	for (int h = 0; h < EPOCH_HOURS; h++) {
		p->busy[h] =
		    (int32_t)((c->tie * swell_hour(&all, h, common) +
				  own_weight * swell_hour(&own, h, alone)) /
			      (c->tie + own_weight));
		for (int m = 0; m < 60; m++, log++)
			log[1] = log[0] +
				 (c->tie * common[m] + own_weight * alone[m]) *
				     c->volatility / 100 * MINUTE_SIGMA /
				     SHARE_ONE;
	}
	bend(p, path_border(c, seed, epoch + 1));
}
