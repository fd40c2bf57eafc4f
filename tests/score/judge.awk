# judge.awk - scores against goals.txt: a line a goal, status 1 when one is
# missed.
#
# Input: set;base;kind;horizon;against;metric;model;value;low;high;n;exchange

function within(x, range, ends) {
	split(range, ends, "\\.\\.")
	if (ends[1] != "" && x < ends[1] + 0)
		return 0
	return ends[2] == "" || x <= ends[2] + 0
}

function cell(x) {
	return x == "" ? "-" : sprintf("%.4f", x)
}

$7 == "memory" {
	key = $1 ";" $2 ";" $3 ";" $4 ";" $5 ";" $6
	value[key] = $8
	low[key] = $9
	high[key] = $10
}

END {
	printf "%-38s %12s %12s %9s %9s %9s  %s\n", "goal", "must",
	    "ambitious", "value", "low", "high", "verdict"
	while ((getline line < goals) > 0) {
		if (line ~ /^#/)
			continue
		split(line, g, ";")
		key = g[2] ";" g[3] ";" g[4] ";" g[5] ";" g[6] ";" g[7]
		good = (key in value) && within(value[key], g[8]) && (g[10] == "" || (low[key] != "" && low[key] > g[10] + 0))
		better = good && g[9] != "" && within(value[key], g[9])
		if (!good)
			missed++
		must = g[10] == "" || g[10] == 0 ? g[8] : g[8] " >" g[10]
		printf "%-38s %12s %12s %9s %9s %9s  %s\n", g[1], must, g[9],
		    cell(value[key]), cell(low[key]), cell(high[key]),
		    better ? "PASS, ambitious" : good ? "PASS" : "FAIL"
	}
	exit missed > 0
}
