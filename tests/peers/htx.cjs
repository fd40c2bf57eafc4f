'use strict'

// Rows of the stream, of REST v5 and v3, and of v1, which had orders.
function orders(m) {
	if (!m || !m.data) return []
	if (m.op && (m.op !== 'notify' ||
		!/\.liquidation_orders$/.test(m.topic))) return []
	const data = m.data.orders || m.data
	return (m.op || m.code === 200 || m.status === 'ok') && !m.ch &&
		Array.isArray(data)
		? data.filter((d) => d && d.contract_code) : []
}

// A coin-M contract is USD; of linear ones rows say themselves how many coins.
const known = { 'BTC-USDT': 0.001, 'ETH-USDT': 0.01 }
const inverse = (symbol) => !/-USDT/.test(symbol)
function size(row, contracts) {
	if (inverse(row.contract_code))
		return contracts * (/^BTC/.test(row.contract_code) ? 100 : 10)
	if (row.amount && !row.bankrupt_price)
		return contracts * row.amount / row.volume
	const one = known[row.contract_code]
	return one ? contracts * one
		: Number(row.trade_turnover) / Number(row.bankrupt_price)
}

const price = (row) => Number(row.bankrupt_price || row.price)
const dated = (symbol) => /^[A-Z]+(\d{6}|_[CN][WQ])$/.test(symbol)
const refused = (r) => !(Number(r.row.volume) > 0) || !(price(r.row) > 0) ||
	!(r.ts > 1420070400000) ||
	!['buy', 'sell'].includes(r.row.direction || r.row.side) ||
	(!inverse(r.symbol) && !r.row.amount && !r.row.trade_turnover &&
		!known[r.symbol])

module.exports = {
	rows: (m) => orders(m).map((d) => ({
		ts: Number(d.liquidation_time || d.created_at),
		symbol: d.contract_code, row: d, rest: !m.op,
	})),
	native: (l) => ({
		ts: l.ts, symbol: l.symbol, side: l.side, price: l.price,
		size: inverse(l.symbol) ? l.usd : l.qty,
	}),
	tardis: (load) => {
		const { normalizeLiquidations } = load('tardis-dev')
		const mapper = (x) => normalizeLiquidations(x, new Date(0))
		const linear = mapper('huobi-dm-linear-swap')
		const swap = mapper('huobi-dm-swap')
		const futures = mapper('huobi-dm')
		return (m, rows) => {
			const symbol = rows.length ? rows[0].symbol : ''
			const peer = !inverse(symbol) ? linear
				: /-USD$/.test(symbol) ? swap : futures
			// their futures learn from another topic what they are called
			if (!m.op || !m.topic || !peer.canHandle(m) || !symbol) return []
			return [...peer.map(m, new Date())].map((e) => {
				const r = rows.find((o) => o.ts === e.timestamp.getTime() &&
					price(o.row) === e.price &&
					Number(o.row.volume) === e.amount) || rows[0]
				return {
					ts: e.timestamp.getTime(), symbol: r.symbol,
					side: e.side === 'sell' ? 'long' : 'short',
					price: e.price, size: size(r.row, e.amount),
				}
			})
		}
	},
	ccxt: (load) => {
		const peer = new (load('ccxt').htx)()
		return (m, rows) => rows.map((r) => ({
			...peer.parseLiquidation(r.row), r,
		})).filter((e) => e.timestamp !== undefined).map((e) => ({
			ts: e.timestamp, symbol: e.r.symbol,
			side: e.side === 'sell' ? 'long' : 'short',
			price: e.price, size: size(e.r.row, e.contracts),
		}))
	},
	rules: [
		{
			peer: 'tardis', what: 'absent',
			reason: 'it reads no answers of REST',
			holds: (t, o, r) => r.rest,
		},
		{
			peer: 'tardis', what: 'absent',
			reason: 'it drops futures until it is told their alias',
			holds: (t, o, r) => dated(r.symbol),
		},
		{
			what: 'extra',
			reason: 'we refuse what has no size, price, time or side',
			holds: (t, o, r) => refused(r),
		},
	],
}
