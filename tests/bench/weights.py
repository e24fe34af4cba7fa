"""What a first visit brings over the wire: the page, its style sheets and its scripts, compressed."""

import gzip
import re
from dataclasses import dataclass
from urllib.parse import urljoin

from shared.web.assets import asset_response
from tests.web.client import Browser

_LINKED = re.compile(r'<(?:link rel="stylesheet" href|script [^>]*src)="([^"]+)"')
_IMPORTED = re.compile(r'from "(\./[^"]+)"')


@dataclass(frozen=True)
class Weight:
    """Bytes: of the page as it is, of the page compressed, and of each asset compressed."""

    page: int
    compressed: int
    assets: dict[str, int]

    @property
    def first_visit(self) -> int:
        """The page with all that it loads, compressed."""
        return self.compressed + sum(self.assets.values())


def weigh(browser: Browser, address: str) -> Weight:
    """The weight of a page. Icons are not in it: browsers load them afterwards, and once."""
    page = browser.get(address)
    if page.status != 200:
        raise AssertionError(f"{address}: {page.status}")
    html = page.html
    found: dict[str, int] = {}
    waiting = _LINKED.findall(html)
    while waiting:
        path = waiting.pop()
        if path in found:
            continue
        plain, compressed = _asset(path), _asset(path, accepts_gzip=True)
        found[path] = len(compressed)
        waiting += [urljoin(path, one) for one in _IMPORTED.findall(plain.decode())]
    return Weight(len(html.encode()), len(gzip.compress(html.encode())), found)


def _asset(path: str, *, accepts_gzip: bool = False) -> bytes:
    reply = asset_response(path.rpartition("/")[2], accepts_gzip)
    if reply is None:
        raise AssertionError(f"{path} is not served")
    body = reply.body
    return body if isinstance(body, bytes) else body.encode()
