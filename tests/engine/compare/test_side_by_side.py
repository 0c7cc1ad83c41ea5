"""Two headers side by side: which line answers to which, where it stands, and that every change has a line."""

import pytest
from pydicom import Dataset
from pydicom.sequence import Sequence

from tests import build
from tests.engine.compare.harness import trace
from tests.engine.compare.test_structure import codes, private
from validator.engine.compare.side_by_side import Line, side_by_side
from validator.engine.header import scan
from validator.engine.model import Element, Header, Item, tag_text


def lines(before: bytes, after: bytes, **became: str) -> list[Line]:
    return list(side_by_side(scan(before), scan(after), lambda uid: became.get(uid, uid)))


def nested(found: list[Line], tag: int) -> list[tuple[str, str, int]]:
    """Path after, path before and depth of each line under the attribute with this tag."""
    start = tag_text(tag)
    return [
        (line.path, line.path_before, line.depth) for line in found if start in (line.path[:11], line.path_before[:11])
    ]


def everything(header: Header) -> int:
    """How many elements and items a file holds."""
    walked = [element for _, element in header.walk()]
    return len(header.meta) + len(walked) + sum(len(element.items or ()) for element in walked)


def test_a_file_beside_itself_is_every_line_of_it_once() -> None:
    file = build.file(build.ct(ProcedureCodeSequence=codes("1", "2")))
    found = lines(file, file)
    assert len(found) == everything(scan(file))
    assert all(line.before == line.after and line.path == line.path_before for line in found)
    assert [line.tag for line in found if not line.depth] == [
        element.tag for element in (*scan(file).meta, *scan(file).elements)
    ]


def test_what_one_side_lacks_stands_beside_nothing() -> None:
    named, plain = build.file(build.ct(InstitutionName="General")), build.file(build.ct())
    added = next(line for line in lines(plain, named) if line.path == "(0008,0080)")
    assert added.before is None
    assert added.path_before == ""
    assert isinstance(added.after, Element)
    removed = next(line for line in lines(named, plain) if line.path == "(0008,0080)")
    assert removed.after is None
    assert removed.path_before == "(0008,0080)"


def test_items_stand_beside_those_that_say_the_same() -> None:
    before = build.file(build.ct(ProcedureCodeSequence=codes("1", "2")))
    after = build.file(build.ct(ProcedureCodeSequence=codes("2", "3", "1")))
    heads = [line for line in lines(before, after) if isinstance(line.after or line.before, Item)]
    assert [(line.path, line.path_before) for line in heads] == [
        ("(0008,1032)[0]", "(0008,1032)[1]"),
        ("(0008,1032)[1]", ""),
        ("(0008,1032)[2]", "(0008,1032)[0]"),
    ]
    assert [line.depth for line in heads] == [1, 1, 1]


def test_a_sequence_that_was_removed_is_followed_into_its_items() -> None:
    before = build.file(build.ct(ProcedureCodeSequence=codes("1")))
    found = nested(lines(before, build.file(build.ct())), 0x00081032)
    assert found[:3] == [
        ("(0008,1032)", "(0008,1032)", 0),
        ("(0008,1032)[0]", "(0008,1032)[0]", 1),
        ("(0008,1032)[0].(0008,0100)", "(0008,1032)[0].(0008,0100)", 1),
    ]


def test_an_item_whose_uid_was_renewed_is_found_again() -> None:
    def citing(*uids: str) -> bytes:
        items = []
        for uid in uids:
            item = Dataset()
            item.ReferencedSOPClassUID, item.ReferencedSOPInstanceUID = "1.2.840.10008.5.1.4.1.1.2", uid
            items.append(item)
        return build.file(build.ct(ReferencedImageSequence=Sequence(items)))

    found = lines(citing("1.2.3", "1.2.4"), citing("1.2.9", "1.2.8"), **{"1.2.3": "1.2.8", "1.2.4": "1.2.9"})
    heads = [(line.path, line.path_before) for line in found if isinstance(line.after, Item)]
    assert heads == [("(0008,1140)[0]", "(0008,1140)[1]"), ("(0008,1140)[1]", "(0008,1140)[0]")]


def test_private_elements_stand_beside_those_of_their_creator() -> None:
    before = build.file(build.ct(), raw=private(0x10, x01=b"one "))
    after = build.file(build.ct(), raw=private(0x11, x01=b"one "))
    found = [(line.path, line.path_before, line.creator) for line in lines(before, after) if (line.tag or 0) & 0x10000]
    assert found == [
        ("(0029,0011)", "(0029,0010)", "ACME 1.0"),
        ("(0029,1101)", "(0029,1001)", "ACME 1.0"),
    ]


def test_items_that_lost_their_vr_are_still_items() -> None:
    content = build.item(build.implicit(0x00080100, b"CODE1 "))
    before = build.file(build.ct(), raw={0x00081032: ("SQ", content)})
    after = build.file(build.ct(), raw={0x00081032: ("UN", content)})
    assert [path for path, _, _ in nested(lines(before, after), 0x00081032)][1] == "(0008,1032)[0]"


@pytest.mark.parametrize("turned", [False, True])
def test_every_change_has_a_line_of_its_path(turned: bool) -> None:
    before = build.file(build.ct(ProcedureCodeSequence=codes("1", "2"), InstitutionName="General"), raw=private(0x10))
    after = build.file(build.ct(ProcedureCodeSequence=codes("3", "1"), PatientID="other"), syntax=build.IMPLICIT_LITTLE)
    pair = (after, before) if turned else (before, after)
    paths = {change.path for change in trace(*pair).changes}
    assert len(paths) > 3
    assert paths - {""} <= {line.path for line in lines(*pair)}


def test_deep_nesting_is_no_recursion() -> None:
    deep = Dataset()
    for _ in range(200):
        outer = Dataset()
        outer.ContentSequence = Sequence([deep])
        deep = outer
    file = build.file(build.ct(ContentSequence=deep.ContentSequence))
    deepest = max(path.count("[") for path, _ in scan(file).walk())
    assert deepest > 50
    assert max(line.depth for line in lines(file, file)) == deepest


def test_only_the_sequences_that_are_wanted_are_gone_into() -> None:
    file = build.file(build.ct(ProcedureCodeSequence=codes("1", "2")))
    header = scan(file)
    found = side_by_side(header, header, str, enters=lambda line: line.path in ("(0008,1032)", "(0008,1032)[1]"))
    inside = [line.path for line in found if line.depth]
    assert inside[:2] == ["(0008,1032)[0]", "(0008,1032)[1]"]
    assert all(path.startswith("(0008,1032)[1].") for path in inside[2:])
    assert len(inside) == 5
