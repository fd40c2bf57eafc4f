"""All live feeds, found by their address, and what a scenario has for them."""

from urllib.parse import urlsplit

from binance_feed import FEEDS as BINANCE
from bitfinex_feed import FEEDS as BITFINEX
from bitget_feed import FEEDS as BITGET
from bybit_feed import FEEDS as BYBIT
from coinglass_feed import FEEDS as COINGLASS
from deribit_feed import FEEDS as DERIBIT
from feed_faults import FeedFaults
from gate_feed import FEEDS as GATE
from htx_feed import FEEDS as HTX
from hyperliquid_feed import FEEDS as HYPERLIQUID
from kraken_feed import FEEDS as KRAKEN
from okx_feed import FEEDS as OKX
from session import Session

FEEDS = [*BINANCE, *BITFINEX, *BITGET, *BYBIT, *COINGLASS, *DERIBIT, *GATE,
         *HTX, *HYPERLIQUID, *KRAKEN, *OKX]
HOSTS = sorted({feed.host for feed in FEEDS})
LIVE = {feed.exchange for feed in FEEDS if feed.events}
NO_IDS = {feed.exchange for feed in FEEDS if not feed.ids}


class Feeds:
    """Of one server."""

    def __init__(self, ledger, rules=()):
        self.ledger, self.rules = ledger, rules
        self.known = {}

    async def run(self, server, request, entry, stream, writer):
        """A request for an upgrade, and all that comes of it."""
        path = urlsplit(request.target).path
        feed = next((f for f in FEEDS if
                     (f.host, f.path) == (request.host, path)), None)
        if feed is None:
            entry.trouble = f'no such feed: {request.host}{path}'
            return False
        entry.exchange, entry.operation = feed.exchange, feed.name
        return await Session(
            server, feed, request, entry, stream, writer).run()

    def faults(self, entry):
        """Of every rule that is for this connection."""
        found = FeedFaults()
        for rule in self.rules:
            if rule.fits(entry.exchange, entry.operation, '') and \
                    rule.count(entry.exchange):
                found.all += rule.faults.all
        return found

    def items(self, feed):
        """Events, and the times at which they can be seen."""
        if feed not in self.known:
            items = feed.items(self.ledger)
            self.known[feed] = items, [e.visible for e in items]
        return self.known[feed]
