"""OKX, as wss://ws.okx.com:8443/ws/v5/public speaks."""

from dialect import digits
from feed import Feed, parsed

CONN = 'a4d3ae55'


class Okx(Feed):
    exchange, name = 'okx', 'public'
    host, path = 'ws.okx.com', '/ws/v5/public'
    limit = (3, 1000)

    def hear(self, s, text):
        if text == 'ping':
            return s.say('pong')
        said = parsed(s, text)
        if said is None:
            return None
        for arg in said.get('args', []):
            self.subscribe(s, said, arg)
        return None

    def subscribe(self, s, said, arg):
        topic = topic_of(arg)
        parts = {'SWAP', 'FUTURES'} if arg.get('channel') == \
            'liquidation-orders' else {
                m.symbol for m in s.ledger.markets(self.exchange, s.now())}
        if said.get('op') != 'subscribe' or arg.get('channel') not in (
                'liquidation-orders', 'mark-price') or \
                topic.split(':')[1] not in parts:
            return s.unsubscribed(topic, self.refusal(topic, s.now()))
        return s.subscribe([topic], {
            'event': 'subscribe', 'arg': arg, 'connId': CONN})

    def refusal(self, topic, now):
        return {'event': 'error', 'code': '60018', 'msg':
                f"Wrong URL or channel:{topic} doesn't exist. Please use the "
                'correct URL, channel and parameters referring to API '
                'document.', 'connId': CONN}

    def canary(self, topic, world, now):
        channel, name = topic.split(':')
        if channel != 'mark-price':
            return None
        return {'arg': {'channel': channel, 'instId': name}, 'data': [{
            'instType': 'SWAP', 'instId': name, 'markPx':
            f'{world.usd_price("BTC", now):.1f}', 'ts': str(now)}]}

    def topic(self, item):
        return 'liquidation-orders:' + item.market.part

    def update(self, topic, items, now):
        rows = {}
        for e in items:
            rows.setdefault(e.symbol, []).append(e)
        return {'arg': {'channel': 'liquidation-orders', 'instType':
                        topic.split(':')[1]}, 'data': [{
                            'details': [self.detail(e) for e in some],
                            'instFamily': family(some[0].market), 'instId':
                            symbol, 'instType': topic.split(':')[1], 'uly':
                            family(some[0].market)}
                            for symbol, some in rows.items()]}

    def detail(self, e):
        return {'bkLoss': '0', 'bkPx': digits(e.price()), 'ccy': '',
                'posSide': e.side, 'side': 'sell' if e.long else 'buy',
                'sz': str(e.contracts), 'ts': str(e.ts)}

    def notice(self, now):
        return {'event': 'notice', 'code': '64008', 'msg': 'The connection '
                'will soon be closed for a service upgrade. Please '
                'reconnect.', 'connId': CONN}

    def unknown(self, now):
        return {'arg': {'channel': 'trades', 'instId': 'BTC-USDT-SWAP'},
                'data': [{'instId': 'BTC-USDT-SWAP', 'tradeId': '7849',
                          'px': '30218.8', 'sz': '1', 'side': 'buy',
                          'ts': str(now)}]}


def topic_of(arg):
    return f"{arg.get('channel')}:{arg.get('instType') or arg.get('instId')}"


def family(m):
    return f'{m.base}-{m.quote}'


FEEDS = [Okx()]
