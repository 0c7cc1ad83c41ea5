"""Presence, private blocks and sequences."""

from pydicom import Dataset
from pydicom.sequence import Sequence

from tests import build
from tests.engine.compare.harness import changes, encodings, kinds

PLAIN = build.file(build.ct())


def private(block: int, **values: bytes) -> dict[int, tuple[str, bytes]]:
    raw = {0x00290000 | block: ("LO", b"ACME 1.0")}
    return raw | {0x00290000 | block << 8 | int(name[1:], 16): ("LO", value) for name, value in values.items()}


def codes(*values: str) -> Sequence:
    return Sequence([build.code(value, "99ACME", f"Meaning of {value}") for value in values])


def test_added_and_removed() -> None:
    more = build.file(build.ct(InstitutionName="General"))
    assert kinds(PLAIN, more) == [("(0008,0080)", "value.added")]
    assert kinds(more, PLAIN) == [("(0008,0080)", "value.removed")]
    (change,) = changes(more, PLAIN)
    assert (change.before, change.after) == ("General", None)


def test_emptied_and_filled() -> None:
    empty = build.file(build.ct(), raw={0x00080050: ("SH", b"    ")})
    assert kinds(PLAIN, empty) == [("(0008,0050)", "value.emptied")]
    assert kinds(empty, PLAIN) == [("(0008,0050)", "value.filled")]
    assert kinds(PLAIN, build.file(build.ct(), raw={0x00100010: ("PN", b"^^^^")})) == [("(0010,0010)", "value.emptied")]


def test_two_kinds_of_empty_are_the_same() -> None:
    before = build.file(build.ct(), raw={0x00080050: ("SH", b"")})
    after = build.file(build.ct(), raw={0x00080050: ("SH", b"  ")})
    assert kinds(before, after) == []
    assert encodings(before, after) == [("(0008,0050)", "encoding.padding", 1)]


def test_private_attributes_that_come_and_go_one_entry_each() -> None:
    marked = build.file(build.ct(), raw=private(0x10, x01=b"one ", x02=b"two "))
    paths = ["(0029,0010)", "(0029,1001)", "(0029,1002)"]
    assert kinds(PLAIN, marked) == [(path, "private.added") for path in paths]
    assert kinds(marked, PLAIN) == [(path, "private.removed") for path in paths]


def test_a_private_block_that_moved_is_one_entry_at_its_creator() -> None:
    before = build.file(build.ct(), raw=private(0x10, x01=b"one ", x02=b"two "))
    after = build.file(build.ct(), raw=private(0x11, x01=b"one ", x02=b"two "))
    assert kinds(before, after) == [("(0029,0011)", "private.block-moved")]
    (change,) = changes(before, after)
    assert change.detail == "block 10 became 11"


def test_a_value_inside_a_moved_block_is_compared_with_its_own() -> None:
    before = build.file(build.ct(), raw=private(0x10, x01=b"one ", x02=b"two "))
    after = build.file(build.ct(), raw=private(0x11, x01=b"one ", x02=b"TWO "))
    assert kinds(before, after) == [("(0029,0011)", "private.block-moved"), ("(0029,1102)", "value.case")]


def test_a_block_that_another_creator_took_over_is_another_block() -> None:
    before = build.file(build.ct(), raw=private(0x10, x01=b"one "))
    after = build.file(build.ct(), raw={**private(0x10, x01=b"one "), 0x00290010: ("LO", b"OTHER ")})
    assert kinds(before, after) == [
        ("(0029,0010)", "private.removed"),
        ("(0029,0010)", "private.added"),
        ("(0029,1001)", "private.removed"),
        ("(0029,1001)", "private.added"),
    ]


def test_a_creator_that_is_lost_leaves_its_block_behind() -> None:
    before = build.file(build.ct(), raw=private(0x10, x01=b"one ", x02=b"two "))
    orphans = {tag: entry for tag, entry in private(0x10, x01=b"one ", x02=b"two ").items() if tag != 0x00290010}
    after = build.file(build.ct(), raw=orphans)
    assert kinds(before, after) == [("(0029,0010)", "private.creator-lost")]
    (change,) = changes(before, after)
    assert change.detail == "2 attributes left without owner"


def test_sequences_are_added_and_removed_in_one_entry() -> None:
    requests = [build.changed(Dataset(), RequestedProcedureID=number) for number in ("1", "2")]
    more = build.file(build.ct(RequestAttributesSequence=Sequence(requests)))
    assert kinds(PLAIN, more) == [("(0040,0275)", "sequence.added")]
    assert kinds(more, PLAIN) == [("(0040,0275)", "sequence.removed")]
    assert [(change.before, change.after) for change in changes(more, PLAIN)] == [("2 items", None)]


def test_a_coded_value_is_a_value_although_it_is_written_as_a_sequence() -> None:
    coded = build.file(build.ct(ProcedureCodeSequence=codes("A", "B")))
    (added,), (removed,) = changes(PLAIN, coded), changes(coded, PLAIN)
    assert (added.kind, added.before, added.after) == (
        "value.added",
        None,
        "Meaning of A (A, 99ACME); Meaning of B (B, 99ACME)",
    )
    assert (removed.kind, removed.after, removed.impact) == ("value.removed", None, "degrades")
    more = build.code("A", "99ACME", "Meaning of A")
    more.PerformedProcedureStepID = "1"
    beside = build.file(build.ct(ProcedureCodeSequence=Sequence([more])))
    assert kinds(PLAIN, beside) == [("(0008,1032)", "sequence.added")]


def test_a_sequence_that_lost_all_its_items_is_emptied() -> None:
    full, empty = (build.file(build.ct(ProcedureCodeSequence=codes(*values))) for values in (("A", "B"), ()))
    assert kinds(full, empty) == [("(0008,1032)", "value.emptied")]
    assert kinds(empty, full) == [("(0008,1032)", "value.filled")]


def test_items_are_found_by_their_code() -> None:
    before = build.file(build.ct(ProcedureCodeSequence=codes("A", "B", "C")))
    after = build.file(build.ct(ProcedureCodeSequence=codes("X", "B", "A")))
    assert kinds(before, build.file(build.ct(ProcedureCodeSequence=codes("A", "C")))) == [
        ("(0008,1032)[1]", "sequence.item-removed")
    ]
    assert kinds(build.file(build.ct(ProcedureCodeSequence=codes("A", "C"))), before) == [
        ("(0008,1032)[1]", "sequence.item-added")
    ]
    (change,) = changes(before, build.file(build.ct(ProcedureCodeSequence=codes("A", "C"))))
    assert (change.before, change.after) == ("B · 99ACME · Meaning of B", None)
    # As many items as before: the one that is left over was changed.
    assert kinds(before, after) == [
        ("(0008,1032)[0].(0008,0100)", "value.replaced"),
        ("(0008,1032)[0].(0008,0104)", "value.replaced"),
    ]


def test_a_value_inside_an_item_is_found_where_the_item_went() -> None:
    before = build.file(build.ct(ProcedureCodeSequence=codes("A", "B")))
    dataset = build.ct(ProcedureCodeSequence=codes("B", "A"))
    dataset.ProcedureCodeSequence[1].CodeMeaning = "meaning of a"
    after = build.file(dataset)
    assert kinds(before, after) == [("(0008,1032)[1].(0008,0104)", "value.case")]
    assert encodings(before, after) == [("(0008,1032)", "encoding.item-order", 1)]


def test_the_order_of_a_report_means_something() -> None:
    def report(*sentences: str) -> bytes:
        items = []
        for sentence in sentences:
            item = Dataset()
            item.RelationshipType, item.ValueType, item.TextValue = "CONTAINS", "TEXT", sentence
            items.append(item)
        return build.file(build.sr(ContentSequence=Sequence(items)))

    assert kinds(report("One.", "Two."), report("Two.", "One.")) == [("(0040,A730)", "sequence.item-reordered")]


def test_items_without_a_key_are_found_by_content_then_by_likeness() -> None:
    def windows(*items: tuple[str, str, str]) -> bytes:
        sequence = []
        for name, comment, place in items:
            item = Dataset()
            item.InstitutionName, item.InstitutionAddress, item.StationName = name, comment, place
            sequence.append(item)
        return build.file(build.ct(ReferencedPatientSequence=Sequence(sequence)))

    before = windows(("A", "B", "C"), ("D", "E", "F"), ("G", "H", "I"))
    after = windows(("D", "E", "f"), ("G", "H", "I"))
    assert kinds(before, after) == [
        ("(0008,1120)[0]", "sequence.item-removed"),
        ("(0008,1120)[0].(0008,1010)", "value.case"),
    ]


def test_nested_places_have_paths_through_every_item() -> None:
    def nested(text: str) -> bytes:
        inner, outer = Dataset(), Dataset()
        inner.ScheduledProcedureStepDescription = text
        outer.ScheduledProtocolCodeSequence = Sequence([inner])
        return build.file(build.ct(RequestAttributesSequence=Sequence([outer])))

    assert kinds(nested("Knee"), nested("KNEE")) == [("(0040,0275)[0].(0040,0008)[0].(0040,0007)", "value.case")]


def test_the_markers_of_deidentification_have_a_kind_of_their_own() -> None:
    after = build.ct(
        PatientIdentityRemoved="YES",
        DeidentificationMethod="Basic",
        DeidentificationMethodCodeSequence=codes("113100"),
    )
    assert kinds(PLAIN, build.file(after)) == [
        (path, "deidentification.marker") for path in ("(0012,0062)", "(0012,0063)", "(0012,0064)")
    ]


def test_a_private_block_that_moved_inside_an_item() -> None:
    def within(block: int) -> bytes:
        owner = build.element(0x00210000 | block, "LO", b"AGFA")
        value = build.element(0x00210008 | block << 8, "LO", b"text")
        meta = build.with_group_length(build.element(0x00020010, "UI", b"1.2.840.10008.1.2.1\0"))
        head = build.element(0x00080018, "UI", b"1.2.3.4 ")
        return build.part10(head + build.sequence(0x00081140, build.item(owner, value)), meta=meta)

    assert kinds(within(0x11), within(0x10)) == [("(0008,1140)[0].(0021,0010)", "private.block-moved")]


def test_an_empty_sequence_that_is_removed_is_a_sequence() -> None:
    empty = build.file(build.ct(ReferencedStudySequence=Sequence()))
    assert kinds(empty, PLAIN) == [("(0008,1110)", "sequence.removed")]


def test_what_was_empty_is_removed_without_loss() -> None:
    empty = build.ct(AccessionNumber="", ReferencedStudySequence=Sequence())
    before, after = build.file(empty), build.file(build.changed(build.ct(), AccessionNumber=None))
    found = [(change.path, change.kind, change.detail, change.impact) for change in changes(before, after)]
    assert found == [
        ("(0008,0050)", "value.removed", "was empty", "cosmetic"),
        ("(0008,1110)", "sequence.removed", "was empty", "cosmetic"),
    ]
    back = [(change.path, change.kind, change.detail) for change in changes(after, before)]
    assert back == [("(0008,0050)", "value.added", "empty"), ("(0008,1110)", "sequence.added", "empty")]
    (full,) = changes(build.file(build.ct()), after)
    assert (full.kind, full.detail, full.impact) == ("value.removed", "", "breaks")


def test_an_item_that_cites_takes_its_reference_along() -> None:
    def citing(*uids: str) -> bytes:
        items = [build.changed(Dataset(), ReferencedSOPInstanceUID=uid) for uid in uids]
        return build.file(build.ct(ReferencedInstanceSequence=Sequence(items)))

    (change,) = changes(citing("1.2.3.4", "1.2.3.5"), citing("1.2.3.4"))
    assert (change.path, change.kind, change.also) == (
        "(0008,114A)[1]",
        "sequence.item-removed",
        ("reference.removed",),
    )
    (coded,) = changes(
        build.file(build.ct(ProcedureCodeSequence=codes("A", "B"))),
        build.file(build.ct(ProcedureCodeSequence=codes("A"))),
    )
    assert (coded.kind, coded.also) == ("sequence.item-removed", ())


def test_a_creator_in_another_spelling_keeps_its_block() -> None:
    before = build.file(build.ct(), raw=private(0x10, x01=b"one ", x02=b"two "))
    spelt = {**private(0x10, x01=b"one ", x02=b"else"), 0x00290010: ("LO", b"Acme 1.0")}
    assert kinds(before, build.file(build.ct(), raw=spelt)) == [
        ("(0029,0010)", "value.case"),
        ("(0029,1002)", "value.replaced"),
    ]


def test_a_creator_without_a_name_owns_nothing() -> None:
    before = build.file(build.ct(), raw=private(0x10, x01=b"one "))
    nameless = build.file(build.ct(), raw={**private(0x10, x01=b"one "), 0x00290010: ("LO", b"")})
    (change,) = changes(before, nameless)
    assert (change.path, change.kind, change.also) == ("(0029,0010)", "private.creator-lost", ("value.emptied",))
    assert kinds(nameless, before) == [("(0029,0010)", "value.filled")]
