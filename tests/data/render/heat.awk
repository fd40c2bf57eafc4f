# heat.awk - a little market that never was, as records for maps of heat.
#
# awk -v columns=48 -v bins=120 -v more=1 -f heat.awk
#
# Levels are born at a few distances from a price that wanders, and swept where
# it comes by.  The same numbers come out of every awk: only whole numbers
# below 2^53 decide.  more=1: candles, liquidations, clusters, levels and a
# score besides the columns.

function random(n) {
	state = (state * 16807) % 2147483647
	return state % n
}

# cents as USD
function usd(v) {
	v = int(v)
	return sprintf("%.0f.%02d", int(v / 100), v % 100)
}

# A price in bin k, a tenth of the way more for each of part.
function price(k, part) {
	return sprintf("%.1f", exp((k + part / 10) * log(1.001)))
}

function head(type, t) {
	return sprintf("{\"type\":\"%s\",\"ts\":%.0f", type, t)
}

function pile(side, from, to,    k, list) {
	for (k = from; k <= to; k++)
		if (stand[side, k] > 0)
			list = list (list == "" ? "" : ",") "[" k "," \
			    usd(stand[side, k]) "]"
	return "[" list "]"
}

# What stands of a side in bins that the price went through is swept.
function sweep(side, from, to,    k, list) {
	gone[side] = 0
	for (k = from; k <= to; k++)
		if (stand[side, k] > 0) {
			list = list (list == "" ? "" : ",") "[" k "," \
			    usd(stand[side, k]) "]"
			gone[side] += stand[side, k]
			stand[side, k] = 0
		}
	return "[" list "]"
}

function born(k, volume,    i, d) {
	for (i = 1; i <= 6; i++) {
		d = int(reach * i * i / 36)
		d = d + random(3) + 2
		stand["long", k - d] += volume * i
		stand["short", k + d] += volume * i
	}
}

function cluster(side, rank, k, sum,    d) {
	d = exp((k - now) * log(1.001)) - 1
	d = d < 0 ? -d : d
	print head("cluster", time) ",\"exchange\":null,\"symbol\":null," \
	    "\"base\":\"BTC\",\"quote\":null,\"side\":\"" side "\",\"price\":" \
	    price(k, 5) ",\"low\":" price(k - 1, 0) ",\"high\":" \
	    price(k + 2, 0) ",\"usd\":" usd(sum) ",\"usd_low\":null," \
	    "\"usd_high\":null,\"rank\":" rank ",\"distance\":" \
	    sprintf("%.6f", d) ",\"prominence\":1.5,\"model\":\"memory\"}"
}

function clusters(side, from, to,    k, rank, best, sum, used) {
	for (rank = 1; rank <= 4; rank++) {
		best = 0
		for (k = from + 1; k < to; k++) {
			sum = stand[side, k - 1] + stand[side, k] + \
			    stand[side, k + 1]
			if (!used[k] && (best == 0 || sum > most)) {
				best = k
				most = sum
			}
		}
		if (best == 0 || most == 0)
			return
		cluster(side, rank, best, most)
		for (k = best - 6; k <= best + 6; k++)
			used[k] = 1
	}
}

function levels(side, from, to,    k, d, x) {
	for (k = from; k <= to; k++) {
		if (!(stand[side, k] > 0))
			continue
		d = k > now ? k - now : now - k
		x = d < 10 ? "75.0" : d < 20 ? "50.0" : d < 40 ? "25.0" : \
		    d < 80 ? "10.0" : "5.0"
		print head("level", time) ",\"exchange\":null," \
		    "\"symbol\":null,\"base\":\"BTC\",\"quote\":null," \
		    "\"side\":\"" side "\",\"price\":" price(k, 5) \
		    ",\"low\":" price(k, 0) ",\"high\":" price(k + 1, 0) \
		    ",\"usd\":" usd(stand[side, k]) ",\"usd_low\":null," \
		    "\"usd_high\":null,\"leverage\":" x \
		    ",\"age_ms\":null,\"model\":\"memory\"}"
	}
}

function liquidation(side, k, sum, n) {
	print head("liquidation", time + n * 60000) ",\"exchange\":" \
	    "\"bybit\",\"symbol\":\"BTCUSDT\",\"base\":\"BTC\",\"quote\":" \
	    "\"USDT\",\"side\":\"" side "\",\"price\":" price(k, 5) \
	    ",\"qty\":1.0,\"usd\":" usd(sum) ",\"price_kind\":\"fill\"," \
	    "\"source\":\"test\",\"received\":null,\"id\":\"" ++ids "\"}"
}

BEGIN {
	state = 20250214
	columns = columns > 0 ? columns : 48
	reach = int((bins > 0 ? bins : 120) / 2) - 4
	width = 3600000
	start = time = 1739404800000
	now = 11486 # 97,000 or so
	sources = "[{\"exchange\":\"bybit\",\"class\":\"complete\"," \
	    "\"kinds\":[\"candle\",\"liquidation\"]},{\"exchange\":" \
	    "\"okx\",\"class\":\"sampled\",\"kinds\":[\"liquidation\"]}]"
	print head("begin", time) ",\"program\":\"liq-levels\",\"version\":" \
	    "\"0.1.0\",\"schema\":1,\"options\":{},\"sources\":" sources \
	    ",\"previous\":null}"
	for (i = 0; i < 3; i++)
		born(now, 100000000)
	for (i = 0; i < columns; i++) {
		from = now
		drift = random(7) - 3
		if (i % 17 == 11)
			drift *= 4
		now += drift
		low = (from < now ? from : now) - random(3)
		high = (from > now ? from : now) + random(3)
		long_gone = sweep("long", low, high + 400)
		short_gone = sweep("short", low - 400, high)
		born(now, 20000000 + random(1000) * 30000)
		o = price(from, 5)
		c = price(now, 5)
		h = price(high, 9)
		l = price(low, 1)
		print head("column", time) ",\"width_ms\":" width \
		    ",\"exchange\":null,\"symbol\":null,\"base\":\"BTC\"," \
		    "\"quote\":null,\"open\":" o ",\"high\":" h ",\"low\":" l \
		    ",\"close\":" c ",\"bin_low\":1.0,\"bin_step\":0.001," \
		    "\"long\":" pile("long", now - reach - 5, now) \
		    ",\"short\":" pile("short", now, now + reach + 5) \
		    ",\"swept_long\":" long_gone ",\"swept_short\":" \
		    short_gone ",\"swept_long_usd\":" usd(gone["long"]) \
		    ",\"swept_long_usd_low\":null,\"swept_long_usd_high\":" \
		    "null,\"swept_short_usd\":" usd(gone["short"]) \
		    ",\"swept_short_usd_low\":null,\"swept_short_usd_high\":" \
		    "null,\"model\":\"memory\",\"final\":true}"
		if (more && gone["long"] > 0)
			liquidation("long", low + 1, gone["long"] / 3, 7)
		if (more && gone["short"] > 0)
			liquidation("short", high - 1, gone["short"] / 2, 31)
		time += width
	}
	if (more) {
		clusters("long", now - reach, now - 2)
		clusters("short", now + 2, now + reach)
		levels("long", now - reach - 5, now)
		levels("short", now, now + reach + 5)
		print head("score", time) ",\"exchange\":null,\"symbol\":null," \
		    "\"base\":\"BTC\",\"quote\":null,\"kind\":\"bar\"," \
		    "\"mode\":\"strict\",\"horizon_ms\":0,\"model\":" \
		    "\"memory\",\"against\":null,\"metric\":\"spearman\"," \
		    "\"value\":0.855,\"low\":0.84,\"high\":0.87,\"n\":2816," \
		    "\"pass\":true}"
		print head("note", time) ",\"exchange\":\"bybit\",\"symbol\":" \
		    "\"BTCUSDT\",\"code\":\"scale\",\"message\":" \
		    "\"scale: prior\"}"
	}
	print head("end", time) ",\"status\":0,\"count\":" columns \
	    ",\"rejected\":0,\"repeated\":0,\"gaps\":0,\"gap_ms\":0," \
	    "\"why\":null,\"sources\":" sources "}"
}
