"""All dialects, one object each."""

from binance import Binance
from bitfinex import Bitfinex
from bitget import Bitget
from bybit import Bybit
from coinglass import Coinglass
from deribit import Deribit
from feeds import HOSTS as FEED_HOSTS
from gate import Gate
from htx import Htx
from hyperliquid import Hyperliquid
from kraken import Kraken
from okx import Okx

DIALECTS = [Binance(), Bitfinex(), Bitget(), Bybit(), Coinglass(),
            Deribit(), Gate(), Htx(), Hyperliquid(), Kraken(), Okx()]
NAMES = [d.name for d in DIALECTS]
HOSTS = sorted({host for d in DIALECTS for host in d.hosts} |
               set(FEED_HOSTS))
