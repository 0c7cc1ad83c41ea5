"""Value maps: what each value becomes, from a CSV file with two columns or from pairs in the list itself."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping

from validator.engine.contract.limits import LARGEST_MAP

HEAD = ("before", "after")
"""A first row that says this is no pair."""


class BadMap(Exception):
    """The pairs cannot be used; the message says why, and what to do."""


def pairs_of(data: bytes) -> Mapping[str, str]:
    """The pairs of a CSV file (UTF-8; comma, semicolon or tab between them). Raises ``BadMap``."""
    if len(data) > LARGEST_MAP:
        raise BadMap(f"it is larger than {LARGEST_MAP:,} bytes: divide it over several entries")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise BadMap(f"line {line} is not UTF-8: save it in that encoding") from error
    try:
        return united(_rows(text))
    except csv.Error as error:
        raise BadMap(f"it is no CSV file ({error})") from error


def united(pairs: Iterable[tuple[str, str, str]]) -> Mapping[str, str]:
    """The pairs (where it stands, before, after) as one map. Raises ``BadMap`` where two contradict each other."""
    values: dict[str, str] = {}
    for where, before, after in pairs:
        if values.setdefault(before, after) != after:
            raise BadMap(f"{where} gives a value a second successor: keep one of the two")
    if not values:
        raise BadMap("there is no pair in it: write a value, a comma and what it becomes on each line")
    return values


def _rows(text: str) -> Iterator[tuple[str, str, str]]:
    first = text.partition("\n")[0]
    separator = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    for row in reader:
        where = f"line {reader.line_num}"
        cells = [cell.strip() for cell in row]
        if not any(cells) or (reader.line_num == 1 and tuple(cell.lower() for cell in cells) == HEAD):
            continue
        if len(cells) != 2:
            raise BadMap(f"{where} has {len(cells)} columns instead of two, before and after")
        yield where, cells[0], cells[1]
