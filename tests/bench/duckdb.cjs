/* Sums of usd by coin: node duckdb.cjs FILE THREADS */
const { DuckDBInstance } = require("@duckdb/node-api");

(async () => {
	const [file, threads] = process.argv.slice(2);
	const db = await DuckDBInstance.create(":memory:", { threads });
	const rows = await (await db.connect()).runAndReadAll(
	    `SELECT base, CAST(sum(usd) AS VARCHAR)
	    FROM read_json('${file}', format = 'newline_delimited',
	    columns = { base: 'VARCHAR', side: 'VARCHAR', usd: 'DECIMAL(28,8)' })
	    GROUP BY base`);

	for (const [base, usd] of rows.getRows())
		console.log(`${base}\t${usd}`);
})();
