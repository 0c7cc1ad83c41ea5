"""Reads ``types.txt``: types of attributes that the source tables have wrongly, or that practice has outrun.

# a reason
module/Path.To.Keyword: 3
"""

import re
from functools import cache
from pathlib import Path

from tools.standard.overlay import OverlayError
from tools.standard.tags import tag_of

PATH = Path(__file__).parent / "types.txt"
LINE = re.compile(r"(?P<place>[\w-]+/(?P<path>[\w.]+)): (?P<type>1|1C|2|2C|3)")


@cache
def overrides(path: Path = PATH) -> dict[str, str]:
    """The types by place; raises ``OverlayError``, also where a block of lines gives no reason."""
    found: dict[str, str] = {}
    reasoned = False
    for number, text in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not text.strip() or text.startswith("#"):
            reasoned = bool(text.strip())
            continue
        match = LINE.fullmatch(text.strip())
        if match is None or match["place"] in found:
            raise OverlayError(f"{path.name}:{number}: a line is 'module/Path.To.Keyword: type', once for a place")
        if not reasoned:
            raise OverlayError(f"{path.name}:{number}: a block of lines starts with its reason")
        for keyword in match["path"].split("."):
            tag_of(keyword)
        found[match["place"]] = match["type"]
    return found
