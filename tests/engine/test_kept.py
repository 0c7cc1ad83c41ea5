"""Rows on disk: they are read back as they were appended, in any order, and leave nothing behind."""

from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.engine.compare.study import study
from validator.engine.compare import outline
from validator.engine.header import scan
from validator.engine.kept import Kept
from validator.engine.kept import rows as kept_rows
from validator.engine.model import Entity


class Row(NamedTuple):
    """What is kept here."""

    number: int
    text: str
    nested: tuple[tuple[str, int], ...] = ()


@pytest.fixture(params=[1, 64, kept_rows.AHEAD])
def ahead(request, monkeypatch):
    monkeypatch.setattr(kept_rows, "AHEAD", request.param)


def rows(count):
    return [Row(number, "ü" * number, (("a", number),)) for number in range(count)]


@pytest.mark.usefixtures("ahead")
def test_rows_come_back_in_their_order():
    with Kept(Row, rows(40)) as found:
        assert (len(found), list(found)) == (40, rows(40))
        assert list(found) == rows(40)
        assert {type(row) for row in found} == {Row}


@pytest.mark.usefixtures("ahead")
def test_any_row_can_be_asked_for():
    with Kept(Row, rows(40)) as found:
        assert (found[0], found[39], found[-1], found[-40]) == (rows(40)[0], *rows(40)[39:], *rows(40)[39:], rows(1)[0])
        assert found[3:9:2] == rows(40)[3:9:2]
        assert found[::-1] == rows(40)[::-1]
        for wrong in (40, -41):
            with pytest.raises(IndexError):
                found[wrong]


@pytest.mark.usefixtures("ahead")
def test_rows_can_be_appended_while_others_are_read():
    with Kept(Row, rows(3)) as found:
        reading = iter(found)
        assert next(reading) == rows(1)[0]
        found.extend(rows(5)[3:])
        assert list(reading) == rows(5)[1:]
        assert list(found) == rows(5)


def test_none_at_all():
    with Kept(Row) as found:
        assert (len(found), list(found), found[:]) == (0, [], [])


def test_outlines_are_the_same_to_the_last_field(tmp_path):
    outlines = []
    for name, content in study().items():
        path = tmp_path / name.replace("/", "-")
        path.write_bytes(content)
        outlines.append(outline(scan(path), path, file=name))
    with Kept(type(outlines[0]), outlines) as found:
        assert list(found) == outlines
        entities = [entity for each in found for _, entity, _ in each.contexts]
        assert entities
        assert all(isinstance(entity, Entity) for entity in entities)


def test_closed_files_are_gone_with_or_without_being_asked():
    def held():
        names = []
        for descriptor in list(Path("/proc/self/fd").iterdir()):
            with suppress(OSError):
                names.append(str(descriptor.readlink()))
        return sorted(name for name in names if name.endswith("(deleted)"))

    before = held()
    first, second = Kept(Row, rows(2)), Kept(Row, rows(2))
    assert len(held()) == len(before) + 2
    first.close()
    first.close()
    with pytest.raises(ValueError, match="closed"):
        list(first)
    del second
    assert held() == before
