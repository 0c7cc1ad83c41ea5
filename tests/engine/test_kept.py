"""What is held of very many instances: rows on disk come back as they were appended, marks and digests are exact."""

from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.engine.compare.study import study
from validator.engine.compare import outline
from validator.engine.header import scan
from validator.engine.kept import NONE, Buckets, Kept, Marks, digest_of
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


def test_marks_are_a_set_of_numbers():
    marks = Marks()
    wanted = {0, 7, 8, 63, 64, 70_000}
    for number in sorted(wanted, reverse=True):
        marks.add(number)
        marks.add(number)
    assert (list(marks), len(marks)) == (sorted(wanted), len(wanted))
    assert {number for number in range(80_000) if number in marks} == wanted
    assert marks.bits == sum(1 << number for number in wanted)
    assert (list(Marks()), len(Marks()), 3 in Marks()) == ([], 0, False)


def test_equal_digests_meet_in_their_order():
    texts = [f"1.2.{number % 300}" if number % 7 else "" for number in range(2_000)]
    buckets = [list(bucket) for bucket in Buckets(enumerate(map(digest_of, texts)))]
    found: dict[bytes, list[int]] = {}
    for number, digest in (entry for bucket in buckets for entry in bucket):
        found.setdefault(digest, []).append(number)
    wanted: dict[str, list[int]] = {}
    for number, text in enumerate(texts):
        if text:
            wanted.setdefault(text, []).append(number)
    assert found == {digest_of(text): numbers for text, numbers in wanted.items()}
    digests = [{digest for _, digest in bucket} for bucket in buckets]
    assert sum(map(len, digests)) == len(set().union(*digests)) == len(wanted)
    assert sum(map(bool, digests)) > 10


def test_no_text_has_no_digest_and_names_need_not_be_unicode():
    assert digest_of("") == NONE
    assert len({digest_of(text) for text in ("a", "b", "\udc80", "\udc81")} | {NONE}) == 5
