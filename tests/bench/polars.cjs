/* Sums of usd by coin: POLARS_MAX_THREADS=N node polars.cjs FILE */
const pl = require("nodejs-polars");

const sums = pl.scanJson(process.argv[2])
    .select(pl.col("base"), pl.col("usd").cast(pl.Float64))
    .groupBy("base")
    .agg(pl.col("usd").sum())
    .collectSync();

for (const row of sums.toRecords())
	console.log(`${row.base}\t${row.usd}`);
