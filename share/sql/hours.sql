-- DuckDB on the files of liq-fetch -a data/liq.ndjson --partition=hour: the
-- last day of liquidations, by coin.  The folders dt= and hour= are columns,
-- so that only files of the hours in question are read.  Packed ones will do.
--
--   duckdb -cmd "SET VARIABLE files = 'data/dt=*/hour=*/*.ndjson'" <hours.sql
CREATE OR REPLACE VIEW liquidation AS
SELECT dt, hour, epoch_ms(ts) AS utc, * EXCLUDE (type, dt, hour)
FROM read_json(getvariable('files'), format = 'newline_delimited',
    hive_partitioning = true, hive_types = { 'dt': DATE, 'hour': INTEGER },
    columns = { type: 'VARCHAR', ts: 'BIGINT', exchange: 'VARCHAR',
	symbol: 'VARCHAR', base: 'VARCHAR', quote: 'VARCHAR', side: 'VARCHAR',
	price: 'DECIMAL(38,12)', qty: 'DECIMAL(38,12)', usd: 'DECIMAL(28,8)',
	id: 'VARCHAR' })
WHERE type = 'liquidation';

SELECT base, count(*) AS n, sum(usd) AS usd,
    coalesce(sum(usd) FILTER (side = 'long'), 0) AS long_usd,
    coalesce(sum(usd) FILTER (side = 'short'), 0) AS short_usd,
    max(usd) AS max_usd
FROM liquidation
WHERE dt >= (SELECT max(dt) FROM liquidation) - 1
  AND utc > (SELECT max(utc) FROM liquidation) - INTERVAL 24 HOURS
GROUP BY base
ORDER BY usd DESC, base;
