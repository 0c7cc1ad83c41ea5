"""Requests the pages of a case as somebody does who follows every kind of link, and takes the time of each."""

import html
import re
import time
from collections import Counter, deque
from typing import NamedTuple
from urllib.parse import parse_qsl, urljoin, urlsplit

from benchmarks.migration.installation import Installation

LINK = re.compile(rb'(?:href|hx-get|src)="([^"#]+)')
OF_A_KIND = 2
"""Pages that are requested of one kind: with the same address but for numbers, and the same parameters."""
PARAMETERS = 2
"""Of an address at most: pages with more filters than that at a time are not requested."""


class Page(NamedTuple):
    """One answer."""

    address: str
    status: int
    seconds: float
    size: int
    """Bytes of its body."""


def crawl(installation: Installation, case: int) -> list[Page]:
    """Every kind of page that links of the case's pages lead to, within the case."""
    start = f"/cases/{case}/"
    waiting, seen, kinds = deque([start]), {start}, Counter[str]()
    pages: list[Page] = []
    while waiting:
        address = waiting.popleft()
        started = time.perf_counter()
        status, body = installation.ask("GET", address)
        pages.append(Page(address, status, time.perf_counter() - started, len(body)))
        for link in LINK.findall(body):
            target = urljoin(address, html.unescape(link.decode(errors="replace")))
            kind = _kind(target)
            if not target.startswith(start) or target in seen or target.count("=") > PARAMETERS:
                continue
            if kinds[kind] < OF_A_KIND:
                seen.add(target)
                kinds[kind] += 1
                waiting.append(target)
    return pages


def _kind(address: str) -> str:
    parts = urlsplit(address)
    names = sorted({name for name, _ in parse_qsl(parts.query, keep_blank_values=True)})
    return re.sub(r"\d+", "0", parts.path) + "?" + "&".join(names)
