"""The files that the comparison starts from: fresh objects, and real files where they are present."""

import hashlib
from functools import cache
from pathlib import Path
from typing import NamedTuple

from tests.differential.bases import BASES, base_file
from tests.differential.clean import ORIGINS, real_files
from tests.differential.tree import Tree, read_tree


class Source(NamedTuple):
    """One file: a fresh object by its name, or a real one as ``origin:path``."""

    name: str
    path: Path | None = None
    """Of a real file."""

    def content(self) -> bytes:
        return base_file(self.name) if self.path is None else self.path.read_bytes()


@cache
def tree_of(source: Source) -> Tree | None:
    """What stands in it; ``None`` where pydicom cannot read it, so that nothing can be changed in it."""
    try:
        return read_tree(source.content())
    except Exception:  # noqa: BLE001  pydicom raises whatever it likes on damaged files
        return None


def fresh_sources() -> list[Source]:
    return [Source(name) for name in BASES]


def real_sources() -> list[Source]:
    """Every real file once, however often it is bundled."""
    seen: dict[str, Source] = {}
    for origin, path in real_files():
        name = f"{origin}:{path.relative_to(ORIGINS[origin]).as_posix()}"
        seen.setdefault(hashlib.sha256(path.read_bytes()).hexdigest(), Source(name, path))
    return list(seen.values())
