"""What was planted: every fact of a made-up migration, as lines of ``truth.ndjson``."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

FILE = "truth.ndjson"


class Change(NamedTuple):
    """One attribute of one instance that the archive holds otherwise than the source."""

    before: str
    """The file at the source, below the folder of its capture."""
    after: str
    path: str
    kind: str
    way: str
    """Of coercing, by which it came about."""


class Presence(NamedTuple):
    """An instance that one capture lacks or holds twice."""

    kind: str
    file: str
    """At the source where it is missing, else the further file at the archive."""


class Damage(NamedTuple):
    """A file of the archive whose bytes are not what was written."""

    before: str
    after: str
    how: str


class Fault(NamedTuple):
    """What a check of one capture must find in one file."""

    capture: str
    file: str
    path: str
    way: str


Fact = Change | Presence | Damage | Fault
KINDS: dict[str, type[Fact]] = {"change": Change, "presence": Presence, "damage": Damage, "fault": Fault}


def write(folder: Path, facts: Iterator[Fact]) -> int:
    """Write the facts as they come; how many there were."""
    names = {kind: name for name, kind in KINDS.items()}
    count = 0
    with (folder / FILE).open("w", encoding="utf-8") as file:
        for fact in facts:
            json.dump({"fact": names[type(fact)], **fact._asdict()}, file)
            file.write("\n")
            count += 1
    return count


def read(folder: Path) -> Iterator[Fact]:
    """The facts of a migration."""
    with (folder / FILE).open(encoding="utf-8") as file:
        for line in file:
            values = json.loads(line)
            yield KINDS[values.pop("fact")](**values)
