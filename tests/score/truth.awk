# truth.awk - the built-in market, a line a seed: what the estimate says of
# positions that are known, and of the hours and events they lead to.
#
# Input: set;base;kind;horizon;against;metric;model;value;low;high;n;exchange

$7 == "memory" && $5 == "" && $4 == 0 {
	got[$1, $3, $6] = $8
	if (!($1 in seen)) {
		seen[$1] = 1
		order[++n] = $1
	}
}

$7 == "memory" && $3 == "frozen" && $4 == 0 && $5 == "best" {
	gain[$1] = sprintf("%+.3f [%+.3f, %+.3f]", $8, $9, $10)
}

END {
	print "built-in market: true positions within 10 %, by bin of 0.1 %; " \
	    "its hours and its events"
	printf "%-10s %8s %26s %11s %9s %9s %9s %9s\n", "", "rank", "over",
	    "standing", "hours:", "", "", "events:"
	printf "%-10s %8s %26s %11s %9s %9s %9s %9s\n", "seed",
	    "of mass", "the best baseline", "/ true", "rank",
	    "ratio", "in 80 %", "lift25"
	for (i = 1; i <= n; i++) {
		s = order[i]
		printf "%-10s %8.3f %26s %11.2f %9.3f %9.2f %9.2f %9.2f\n",
		    substr(s, 8), got[s, "frozen", "spearman"], gain[s],
		    got[s, "frozen", "ratio"], got[s, "bar", "spearman"],
		    got[s, "bar", "ratio"], got[s, "bar", "coverage80"],
		    got[s, "price", "lift25"]
	}
}
