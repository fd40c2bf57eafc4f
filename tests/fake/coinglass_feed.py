"""CoinGlass, as wss://open-ws.coinglass.com/ws-api speaks: other exchanges'
liquidations, behind a key in the address.
"""

from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

from coinglass import KEY, NAMES, dollars
from feed import Feed, parsed

ORDERS, TRADES = 'liquidation_orders', 'futures_trades@Binance_BTCUSDT@10000'
TITLES = {name: title for title, name in NAMES.items()}


class Coinglass(Feed):
    exchange, name = 'coinglass', 'orders'
    host, path = 'open-ws.coinglass.com', '/ws-api'

    def hear(self, s, text):
        if text == 'ping':
            return s.say('pong')
        key = parse_qs(urlsplit(s.request.target).query).get('cg-api-key')
        if key != [KEY]:
            return s.say({'code': '401', 'msg': 'API key missing.'})
        said = parsed(s, text)
        if said is None:
            return None
        for topic in said.get('channels', []):
            if said.get('method') != 'subscribe' or topic not in (
                    ORDERS, TRADES):
                s.trouble(f'it asked for {topic}')
            s.subscribe([topic], None)  # nobody says what it answers
        return None

    def refusal(self, topic, now):
        return {'code': '400', 'msg': 'channel not found'}

    def canary(self, topic, world, now):
        if topic != TRADES:
            return None
        return {'channel': topic, 'data': [{
            'baseAsset': 'BTC', 'exName': 'Binance', 'price': round(
                world.usd_price('BTC', now), 1), 'side': 2, 'symbol':
            'BTCUSDT', 'time': now, 'volUsd': 13858.184}]}

    def items(self, ledger):
        """Equal ones at the same time, even of Gate."""
        return sorted((replace(e, visible=e.visible + 999 - e.fine)
                       if e.fine else e for name in TITLES
                       for e in ledger.events(name) if dollars(e) >= 1),
                      key=lambda e: e.visible)

    def topic(self, item):
        return ORDERS

    def update(self, topic, items, now):
        return {'channel': topic, 'data': [{
            'base_asset': e.market.base, 'exchange': TITLES[
                e.market.exchange], 'price': e.price(), 'side':
            2 if e.long else 1, 'symbol': e.symbol, 'time': e.ts,
            'volume_usd': dollars(e)} for e in items]}

    def unknown(self, now):
        return {'channel': 'futures_ticker@Binance_BTCUSDT', 'data': []}


FEEDS = [Coinglass()]
