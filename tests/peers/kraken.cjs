'use strict'

// Trades of the stream, one a message or the snapshot's; executions of REST.
function trades(m) {
	if (m && m.feed === 'trade') return [{ row: m }]
	if (m && m.feed === 'trade_snapshot' && Array.isArray(m.trades))
		return m.trades.map((row) => ({ row, snapshot: true }))
	return m && Array.isArray(m.elements) ? m.elements.map((e) => {
		const x = e.event && e.event.Execution && e.event.Execution.execution
		const order = (x && x.takerOrder) || {}
		return {
			rest: true,
			row: {
				product_id: order.tradeable, time: x && x.timestamp,
				type: /liquidat/i.test(order.orderType) && 'liquidation',
			},
		}
	}) : []
}

module.exports = {
	rows: (m) => trades(m).filter((t) => t.row.type === 'liquidation')
		.map((t) => ({
			...t, ts: Number(t.row.time), symbol: t.row.product_id,
		})),
	native: (l) => ({
		ts: l.ts, symbol: l.symbol, side: l.side, price: l.price,
		size: l.symbol[1] === 'I' ? l.usd : l.qty,
	}),
	tardis: (load) => {
		const { normalizeLiquidations } = load('tardis-dev')
		const mapper = normalizeLiquidations('cryptofacilities', new Date(0))
		return (m) => !mapper.canHandle(m) ? []
			: [...mapper.map(m, new Date())].map((e) => ({
				ts: e.timestamp.getTime(), symbol: e.symbol,
				side: e.side === 'sell' ? 'long' : 'short',
				price: e.price, size: e.amount,
			}))
	},
	// ccxt has no liquidations of this exchange.
	rules: [
		{
			peer: 'tardis', what: 'absent',
			reason: 'it reads no answers of REST',
			holds: (t, o, r) => r.rest,
		},
		{
			peer: 'tardis', what: 'absent',
			reason: 'it passes over the first message, which has old ' +
				'trades; we count what comes twice',
			holds: (t, o, r) => r.snapshot,
		},
	],
}
