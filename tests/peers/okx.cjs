'use strict'

// [{instId, details}], of the stream or of REST; the retired channel names
// the instrument in arg; version 3 has a table.
function groups(m) {
	if (!m || !Array.isArray(m.data)) return []
	if (m.table) {
		return /\/liquidation$/.test(m.table) ? m.data.map((d) => ({
			instId: d.instrument_id, old: true,
			details: [{
				ts: Date.parse(d.created_at), bkPx: d.price,
				sz: d.size, side: { 3: 'sell', 4: 'buy' }[d.type],
			}],
		})) : []
	}
	const channel = m.arg ? m.arg.channel : 'liquidation-orders'
	if (channel === 'liquidations')
		return [{ instId: m.arg.instId, details: m.data, old: true }]
	return channel !== 'liquidation-orders' ? []
		: m.data.filter((d) => d && Array.isArray(d.details))
}

const refused = (r) => !(Number(r.row.sz) > 0) || !(Number(r.row.bkPx) > 0) ||
	!(r.ts > 1420070400000) ||
	!/^[A-Z0-9]+-(USDT|USDC|USD)-(SWAP|\d{6})$/.test(r.symbol) ||
	(!['long', 'short'].includes(r.row.posSide) &&
		!['buy', 'sell'].includes(r.row.side))

module.exports = {
	rows: (m) => groups(m).flatMap((g) => g.details.map((d, i) => ({
		ts: Number(d.ts), symbol: d.instId || g.instId, row: d, i,
		old: Boolean(g.old), group: g, rest: !(m.arg || m.table),
	}))),
	// Of instruments whose contract is told to be 1: sizes are contracts.
	native: (l) => ({
		ts: l.ts, symbol: l.symbol, side: l.side, price: l.price,
		size: l.quote === 'USD' ? l.usd : l.qty,
	}),
	tardis: (load) => {
		const { normalizeLiquidations } = load('tardis-dev')
		const mappers = ['2026-01-01', '2020-01-01'].flatMap((d) =>
			['okex-swap', 'okex-futures'].map((x) =>
				normalizeLiquidations(x, new Date(d))))
		let first = true
		return (m, rows) => {
			const mapper = m && mappers.find((o) => o.canHandle(m))
			const handled = mapper && m.data && groups(m).length
			for (const r of rows) r.first = first && !r.old && !r.rest
			first = first && !(handled && rows.some((r) => r.first))
			return !handled ? [] : [...mapper.map(m, new Date())]
				.map((e) => ({
					ts: e.timestamp.getTime(), symbol: e.symbol,
					side: e.side === 'sell' ? 'long' : 'short',
					price: e.price, size: e.amount,
				}))
		}
	},
	ccxt: (load) => {
		const peer = new (load('ccxt').pro.okx)()
		return (m) => groups(m).filter((g) => !g.old)
			.map((g) => peer.parseWsLiquidation(g))
			.filter((e) => e.timestamp !== undefined)
			.map((e) => ({
				ts: e.timestamp, symbol: e.info.instId,
				side: e.side === 'sell' ? 'long' : 'short',
				price: e.price, size: e.contracts,
			}))
	},
	rules: [
		{
			peer: 'tardis', what: 'absent',
			reason: 'it drops the first message, which may be a snapshot; ' +
				'we count what comes twice',
			holds: (t, o, r) => r.first,
		},
		{
			peer: 'tardis', what: 'absent',
			reason: 'it reads no answers of REST',
			holds: (t, o, r) => r.rest,
		},
		{
			peer: 'tardis', what: 'side',
			reason: 'it goes by the order, we by the position where named',
			holds: (t, o, r) => o.side === r.row.posSide,
		},
		{
			peer: 'tardis', what: 'extra',
			reason: 'we refuse what has no size, side or market of ours',
			holds: (t, o, r) => refused(r),
		},
		{
			peer: 'ccxt', what: 'absent',
			reason: 'it reads the first of several details',
			holds: (t, o, r) => !r.old && r.i > 0,
		},
		{
			peer: 'ccxt', what: 'absent',
			reason: 'it knows the channel of today only',
			holds: (t, o, r) => r.old,
		},
		{
			peer: 'ccxt', what: 'side',
			reason: 'it goes by the order, we by the position where named',
			holds: (t, o, r) => o.side === r.row.posSide,
		},
		{
			peer: 'ccxt', what: 'extra',
			reason: 'we refuse what has no size, side or market of ours',
			holds: (t, o, r) => refused(r),
		},
	],
}
