"""The verdict as a person reads it: every sentence, its numbers, its evidence, and their order."""

import pytest
from pydicom import Dataset
from pydicom.sequence import Sequence

from tests import build
from tests.engine.compare.harness import Capture
from tests.engine.verdict.telling import files, told, verdict_of, well
from validator.engine.catalogue import KINDS
from validator.engine.model import Evidence, Facts, Level, Sentence, Topic
from validator.engine.verdict import Case, verdict
from validator.engine.verdict.deidentified import CARELESS_KINDS
from validator.engine.verdict.gathering import DAMAGING_KINDS, LABEL_KINDS, SAID_KINDS, SETTING_KINDS
from validator.engine.verdict.phrases import IDENTITY_KINDS, OVERLONG
from validator.engine.verdict.references import STATES
from validator.engine.verdict.tally import LOSSES, PARTED_KINDS, SHORTENING_KINDS
from validator.engine.verdict.wording import PAIR_PHRASES, PHRASES, PRECISE_PHRASES, listed

ROOT = build.ROOT
NEW = "2.25.4711"
BY = "writer BUILDER_1 · not declared in Original Attributes"


def lines(*captures: Capture) -> list[tuple[str | None, str, int, int]]:
    return [(each.impact, each.text, each.count, each.total) for each in told(*captures)]


def test_nothing_changed() -> None:
    text = "Nothing changed: 3 of 3 instances say the same at both captures."
    assert verdict_of(files(3), files(3)) == [Sentence(None, None, text, 3, 3, topic=Topic.COMPLETENESS)]
    implicit = [build.file(build.ct(SOPInstanceUID=f"{ROOT}.4.0", InstanceNumber=0), syntax=build.IMPLICIT_LITTLE)]
    text = "Nothing changed: 1 of 1 instance says the same at both captures."
    assert well(files(1), implicit) == [(text, "4 differences of encoding, none of meaning")]
    assert well(files(1), implicit, facts=Facts(elements=1234)) == [
        (text, "1,234 elements compared · 4 differences of encoding, none of meaning")
    ]


def test_uids_of_one_hop_are_one_sentence() -> None:
    after = files(3, StudyInstanceUID=f"{NEW}.1", SeriesInstanceUID=f"{NEW}.2")
    assert told(files(3), after) == [
        Sentence(
            "breaks",
            "b",
            "b gave every study and series a new UID",
            3,
            3,
            f"one to one · {BY}",
            evidence=(
                Evidence("b", "uid.regenerated", "(0020,000D)"),
                Evidence("b", "uid.regenerated", "(0020,000E)"),
            ),
        ),
    ]


def test_what_is_well_comes_first_and_what_is_wrong_by_impact() -> None:
    chain = files(2), files(2, StudyDescription="X"), files(2, StudyDescription="X", PatientID="Z")
    assert [(each.impact, each.text) for each in verdict_of(*chain)] == [
        (None, "2 of 2 instances are there at all three captures, with equal pixel data."),
        ("breaks", "c replaced Patient ID “P-4711” by “Z”"),
        ("degrades", "b replaced Study Description “CT Thorax” by “X”"),
    ]


def test_some_instances_are_counted() -> None:
    after = [*files(2, SeriesInstanceUID=NEW), files(3)[2]]
    before = [*files(2, SeriesInstanceUID=f"{ROOT}.3.2"), files(3)[2]]
    assert lines(before, after)[0] == ("breaks", "b gave 2 instances a new Series UID", 2, 3)


def test_a_split_and_a_merge() -> None:
    split = lines(files(3), files(3, SeriesInstanceUID=f"{NEW}.{{}}"))
    assert split[0] == ("breaks", "b divided 1 series into 3", 3, 3)
    merged = lines(files(3, StudyInstanceUID=f"{ROOT}.2.{{}}"), files(3))
    assert merged[0] == ("breaks", "b merged 3 studies into one", 2, 3)


def test_a_uid_that_was_kept_counts_among_the_parts() -> None:
    first = told(files(3), [*files(2), *files(3, SeriesInstanceUID=NEW)[2:]])[0]
    assert (first.text, first.count) == ("b divided 1 series into 2", 1)
    assert first.detail == f"(0020,000E) Series Instance UID · {BY}"


def test_study_and_series_are_divided_each_by_its_number() -> None:
    before = [*files(2, SeriesInstanceUID=f"{ROOT}.3.1"), *files(4, SeriesInstanceUID=f"{ROOT}.3.2")[2:]]
    after = files(4, StudyInstanceUID=f"{NEW}.2.{{}}", SeriesInstanceUID=f"{NEW}.3.{{}}")
    assert lines(before, after)[0] == ("breaks", "b divided 1 study into 4 and 2 series into 4", 4, 4)


def test_what_was_divided_and_merged_at_once_has_no_number() -> None:
    before = [*files(2, SeriesInstanceUID=f"{ROOT}.3.1"), *files(4, SeriesInstanceUID=f"{ROOT}.3.2")[2:]]
    after = [files(4, SeriesInstanceUID=f"{NEW}.{number % 2}")[number] for number in range(4)]
    assert lines(before, after)[0] == ("breaks", "b divided series into several", 4, 4)


@pytest.mark.filterwarnings("ignore:The value length")
def test_a_cut_names_its_length_and_what_became_equal() -> None:
    before = files(2, AccessionNumber="RAD-2026-11-0000-00{}")
    after = files(2, AccessionNumber="RAD-2026-11-0000")
    first = told(before, after)[0]
    assert first.text == "b cut Accession Number to 16 characters; 2 different Accession Numbers became one"
    assert first.detail == f"the limit of SH · (0008,0050) Accession Number · {BY}"


def test_what_became_equal_is_counted_by_pairs_or_by_values() -> None:
    numbers = ("0471", "471", "0815", "815")

    def sent(*identifiers: str) -> list[bytes]:
        return [files(5, PatientID=identifier)[number] for number, identifier in enumerate(identifiers)]

    before = sent("RAD-2026-11-0000-1", "RAD-2026-11-0000-2", "RAD-2026-12-0000-1", "RAD-2026-12-0000-2")
    after = sent(*["RAD-2026-11-0000"] * 2, *["RAD-2026-12-0000"] * 2)
    cut = "b cut Patient ID to 16 characters"
    assert told(before, after)[0].text == f"{cut}; 2 pairs of Patient IDs became equal"
    third, end = (files(5, PatientID=name)[4] for name in ("RAD-2026-11-0000-3", "RAD-2026-11-0000"))
    assert told([*before, third], [*after, end])[0].text == f"{cut}; 5 different Patient IDs became 2"
    assert (
        told(sent(*numbers), sent(*(f"000{number}" for number in numbers)))[0].text == "b padded Patient ID with zeros"
    )


def test_where_values_are_too_many_nobody_says_which_became_equal(monkeypatch: pytest.MonkeyPatch) -> None:
    before, after = files(4, PatientID="RAD-2026-{}"), files(4, PatientID="RAD-2026")
    monkeypatch.setattr("validator.engine.verdict.sources.MOST_VALUES", 4)
    assert told(before, after)[0].text.endswith("; 4 different Patient IDs became one")
    monkeypatch.setattr("validator.engine.verdict.sources.MOST_VALUES", 3)
    assert not told(before, after)[0].text.endswith("became one")


@pytest.mark.filterwarnings("ignore:The value length")
def test_padding_and_a_prefix_with_a_cut_name_the_length_once() -> None:
    padded = told(files(2, AccessionNumber="47{}"), files(2, AccessionNumber="0000047{}"))[0]
    assert padded.text == "b padded Accession Number with zeros to 8 characters"
    assert padded.detail == f"(0008,0050) Accession Number · {BY}"
    before = files(2, AccessionNumber="00000000004711{}")
    cut = told(before, files(2, AccessionNumber="GH-0000000000471"))[0]
    assert cut.text == (
        "b put “GH-” in front of Accession Number and cut it to 16 characters; 2 different Accession Numbers became one"
    )
    assert cut.detail == f"(0008,0050) Accession Number · {BY}"


def test_the_way_back_is_told_with_a_precise_phrase() -> None:
    long, short = files(1, AccessionNumber="RAD-4711-A"), files(1, AccessionNumber="RAD-4711")
    assert told(short, long, short)[1].text == "c took “-A” off the end of Accession Number"
    assert told(short, long, short)[1].detail == f"back to the value at a · (0008,0050) Accession Number · {BY}"


def test_a_single_pair_of_values_is_quoted_where_it_fits() -> None:
    assert told(files(2, Modality="DX"), files(2, Modality="CR"))[0].text == "b changed Modality from DX to CR"
    assert told(files(2, PatientID="SCSFREN"), files(2, PatientID="NEWID"))[0].text == (
        "b replaced Patient ID “SCSFREN” by “NEWID”"
    )
    assert told(files(1, SliceThickness="1.25"), files(1, SliceThickness="5"))[0].text == (
        "b changed Slice Thickness from 1.25 to 5"
    )
    old, new = "A" * 20, "B" * 20
    assert told(files(1, PatientID=old), files(1, PatientID=new))[0].text == f"b replaced Patient ID “{old}” by “{new}”"
    assert told(files(1, PatientID=old), files(1, PatientID=new + "B"))[0].text == "b replaced Patient ID"
    assert told(files(2, PatientID="K{}7"), files(2, PatientID="NEWID"))[0].text == "b set Patient ID to “NEWID”"


def test_every_sentence_names_the_writer_and_the_first_of_a_hop_what_was_declared() -> None:
    after = files(2, PatientID="Z", StudyDescription="X")
    assert [each.detail for each in told(files(2), after)] == [
        f"(0010,0020) Patient ID · {BY}",
        "(0008,1030) Study Description · writer BUILDER_1",
    ]
    again = files(2, PatientID="Y", StudyDescription="W")
    assert [each.capture for each in told(files(2), after, again) if BY in each.detail] == ["b", "c"]


def test_a_prefix_is_quoted() -> None:
    first = told(files(2, PatientID="47{}"), files(2, PatientID="GH-47{}"))[0]
    assert first.text == "b put “GH-” in front of Patient ID"


def test_attributes_of_one_kind_and_impact_share_a_sentence() -> None:
    before = files(2)
    after = files(2, StudyDescription="X", SeriesDescription="Y", PatientID="Z", InstitutionName="I")
    assert lines(before, after) == [
        ("breaks", "b replaced Patient ID “P-4711” by “Z”", 2, 2),
        ("degrades", "b replaced Study Description and Series Description", 2, 2),
        ("cosmetic", "b added Institution Name", 2, 2),
    ]


def test_what_befell_fewer_instances_than_are_counted_is_told() -> None:
    after = [*files(2, StudyDescription="X", SeriesDescription="Y"), *files(3, StudyDescription="X")[2:]]
    first = told(files(3), after)[0]
    assert (first.text, first.count) == ("b replaced Study Description and Series Description", 3)
    assert first.detail == f"Series Description in 2 · {BY}"


def test_a_wrong_label_is_told_with_the_texts_that_it_spoils() -> None:
    def named(label: str) -> bytes:
        return build.file(
            build.ct(), raw={0x00080005: ("CS", label.encode()), 0x00100010: ("PN", "Äneas^Rüdiger ".encode())}
        )

    first = told(named("ISO_IR 192"), named("ISO_IR 100"))[0]
    assert first.text == (
        "b relabelled texts from ISO_IR 192 to ISO_IR 100; Patient's Name now reads differently; "
        "the text can be recovered"
    )
    assert first.detail.split(" · ")[0] == "“Ã‹84›neas^RÃ¼diger” reads “Äneas^Rüdiger” when put right"
    assert first.kinds == ("charset.relabelled", "charset.reinterpreted")


def test_labels_that_differ_are_quoted_as_an_example() -> None:
    def named(number: int, label: str, text: bytes) -> bytes:
        return build.file(
            build.ct(SOPInstanceUID=f"{ROOT}.4.{number}", InstanceNumber=number),
            raw={0x00080005: ("CS", label.encode()), 0x00100010: ("PN", text)},
        )

    german, russian = "Äneas^Rüdiger ", "Иван^Петров "
    utf8 = [named(1, "ISO_IR 192", german.encode()), named(2, "ISO_IR 192", russian.encode())]
    own = [named(1, "ISO_IR 100", german.encode("latin-1")), named(2, "ISO_IR 144", russian.encode("iso8859-5"))]
    first = told(own, utf8)[0]
    assert first.text == "b changed the character set label"
    assert first.detail.startswith("in each 1 text was converted · for example “ISO_IR 100” became “ISO_IR 192” · ")
    wrong = [named(1, "ISO_IR 192", german.encode("latin-1")), named(2, "ISO_IR 192", russian.encode("iso8859-5"))]
    assert told(own, wrong)[0].text == (
        "b relabelled the character set without converting the texts; Patient's Name now reads differently; "
        "the text can be recovered"
    )
    back = told(wrong, own)[0]
    assert back.text.endswith("; Patient's Name now reads right again")
    assert back.detail.startswith("“‹C4›neas^R‹FC›diger” became “Äneas^Rüdiger”")


def test_a_text_that_is_lost_is_not_put_right() -> None:
    before, after = (
        build.file(build.ct(), raw={0x00080005: ("CS", b"ISO_IR 192"), 0x00100010: ("PN", name.encode())})
        for name in ("Иван^Петров ", "????^?????? ")
    )
    assert told(before, after)[0].detail.startswith("characters replaced by “?” · “Иван^Петров” became “????^??????”")


def test_days_are_words() -> None:
    later, sooner = files(1, StudyDate="20240301", ContentDate="20240301"), files(1, StudyDate="20240228")
    before = files(1, ContentDate="20240229")
    assert told(before, later)[0].text == "b moved Study Date forward by 1 day"
    shifted = files(1, StudyDate="20240219", ContentDate="20240219")
    assert told(before, shifted)[0].text == "b moved Study Date back by 10 days"
    assert told(files(1), sooner)[0].text == "b replaced Study Date “20240229” by “20240228”"


def test_items_are_named_by_their_sequence() -> None:
    def requested(*numbers: str) -> bytes:
        items = [build.changed(Dataset(), RequestedProcedureID=number) for number in numbers]
        return build.file(build.ct(RequestAttributesSequence=Sequence(items)))

    assert told(requested("1", "2"), requested("1"))[0].text == "b removed items from Request Attributes Sequence"
    assert told(requested("1"), requested("1", "2"))[0].text == "b added items to Request Attributes Sequence"


def test_an_attribute_of_an_item_is_named_with_its_sequence() -> None:
    def requested(number: str) -> bytes:
        item = build.changed(Dataset(), RequestedProcedureID="1", AccessionNumber=number)
        return build.file(build.ct(RequestAttributesSequence=Sequence([item])))

    first = told(requested("A17"), requested("B29"))[0]
    assert first.text == "b replaced Accession Number in Request Attributes Sequence “A17” by “B29”"


def test_a_copy_names_where_it_came_from() -> None:
    before = files(3, RequestedProcedureID="RP{}55")
    after = files(3, RequestedProcedureID="RP{}55", AccessionNumber="RP{}55")
    first = told(before, after)[0]
    assert first.text == "b copied Requested Procedure ID into Accession Number"
    assert first.detail == f"(0008,0050) Accession Number · {BY}"


def test_a_vr_is_lost_or_found() -> None:
    raw = {0x00290010: ("LO", b"ACME"), 0x00291001: ("LO", b"one ")}
    known, unknown = (build.file(build.ct(), raw={**raw, 0x00291001: (vr, b"one ")}) for vr in ("LO", "UN"))
    assert lines(known, unknown) == [("degrades", "b left 1 attribute without a known VR (UN), bytes kept", 1, 1)]
    assert lines(unknown, known) == [("cosmetic", "b gave 1 attribute a VR that was unknown, bytes kept", 1, 1)]
    say_the_same = "changed: 1 of 1 instance says the same at both captures."
    assert well(known, unknown) == [(f"No value {say_the_same}", "1 difference of encoding, none of meaning")]
    assert well(unknown, known) == [(f"Nothing {say_the_same}", "1 difference of encoding, none of meaning")]


def test_private_attributes_are_not_listed_by_a_name_they_do_not_have() -> None:
    def owned(number: int, vr: str, *tags: int) -> bytes:
        dataset = build.ct(SOPInstanceUID=f"{ROOT}.4.{number}", InstanceNumber=number)
        return build.file(dataset, raw={0x00290010: ("LO", b"ACME"), **dict.fromkeys(tags, (vr, b"one "))})

    both, one = (0x00291001, 0x00291002), (0x00291001,)
    known, unknown = ([owned(1, vr, *both), owned(2, vr, *one)] for vr in ("LO", "UN"))
    first = told(known, unknown)[0]
    assert first.text == "b left 3 attributes without a known VR (UN), bytes kept"
    assert first.detail == f"LO before, unknown now · {BY}"


def test_a_reference_to_another_instance_than_before_has_its_own_sentence() -> None:
    def chain(cited: str) -> list[bytes]:
        images = [build.file(build.ct(SOPInstanceUID=f"{ROOT}.4.{number}", InstanceNumber=number)) for number in (1, 2)]
        item = build.changed(Dataset(), ReferencedSOPClassUID=build.CT_IMAGE, ReferencedSOPInstanceUID=cited)
        report = build.instance(build.BASIC_TEXT_SR, SOPInstanceUID=f"{ROOT}.4.9", InstanceNumber=9)
        report.ReferencedImageSequence = Sequence([item])
        return [*images, build.file(report)]

    first = told(chain(f"{ROOT}.4.1"), chain(f"{ROOT}.4.2"))[0]
    assert first.text == "b pointed references to other instances than before"


def test_what_is_missing_added_and_doubled() -> None:
    before, after = files(4), [*files(3), files(3)[0], *files(6)[4:]]
    assert lines(before, after) == [
        ("breaks", "b lacks 1 instance that a had", 1, 4),
        ("cosmetic", "b has 2 instances that were not there before", 2, 5),
        ("cosmetic", "b holds 1 instance more than once", 1, 5),
    ]


def test_nothing_was_lost_although_something_came() -> None:
    text = "Nothing was lost: every instance is still there at every later capture."
    assert verdict_of(files(2), files(3))[0] == Sentence(None, None, text, 3, 3, topic=Topic.COMPLETENESS)


def test_the_chain_orders_sentences_of_the_same_impact() -> None:
    chain = files(1), files(1, AccessionNumber="B"), files(1, AccessionNumber="B", PatientID="C")
    assert [text for _, text, *_ in lines(*chain)][:2] == [
        "b replaced Accession Number “A2024-0815” by “B”",
        "c replaced Patient ID “P-4711” by “C”",
    ]


def test_a_gap_leaves_open_which_hop_it_was() -> None:
    before, after = files(2, PatientID="47{}"), files(2, PatientID="GH-47{}")
    (first, *_) = (each for each in told(before, [], after) if each.kinds != ("instance.missing",))
    assert (first.text, first.detail.split(" · ")[0]) == (
        "c put “GH-” in front of Patient ID",
        "somewhere between a and c",
    )
    (first, *_) = (each for each in told(before, after[1:], after) if each.capture == "c")
    assert first.detail.split(" · ")[0] == "somewhere between a and c"


def test_pixels_that_were_not_proven_are_not_called_equal() -> None:
    altered = [build.file(build.ct(SOPInstanceUID=f"{ROOT}.4.0", InstanceNumber=0, PixelData=b"\x01" + bytes(47)))]
    assert lines(files(1), altered) == [("breaks", "b altered the pixel data", 1, 1)]
    assert well(files(1), altered) == [("1 of 1 instance is there at both captures.", "")]


def test_private_attributes_are_counted_and_their_creators_named() -> None:
    raw = {
        0x00290010: ("LO", b"ACME"),
        0x00291001: ("LO", b"one "),
        0x00310010: ("LO", b"BOLT"),
        0x00311001: ("LO", b"two "),
    }
    dataset = build.ct(SOPInstanceUID=f"{ROOT}.4.0", InstanceNumber=0)
    first = told([build.file(dataset, raw=raw)], files(1))[0]
    assert first.text == "b removed 4 private attributes"
    assert first.detail == f"of ACME and BOLT · {BY}"


def test_broken_references_are_told_by_the_objects_that_hold_them() -> None:
    def chain(uid: str) -> dict[str, bytes]:
        image = build.ct(SOPInstanceUID=uid, PixelData=bytes(range(48)))
        return {"image": build.file(image), "one": state(1), "two": state(2)}

    def state(number: int) -> bytes:
        cited = build.changed(Dataset(), ReferencedSOPClassUID=build.CT_IMAGE, ReferencedSOPInstanceUID=f"{ROOT}.4.1")
        dataset = build.instance(
            "1.2.840.10008.5.1.4.1.1.11.1", SOPInstanceUID=f"{ROOT}.4.9{number}", InstanceNumber=number
        )
        dataset.ReferencedImageSequence = Sequence([cited])
        return build.file(dataset)

    told_of = lines(chain(f"{ROOT}.4.1"), chain(NEW))
    assert ("breaks", "b left 2 presentation states citing what is gone or has another UID", 2, 3) in told_of


def test_captures_without_any_instance() -> None:
    text = "No capture holds a DICOM instance: there is nothing to compare."
    assert verdict_of([b"no DICOM"], []) == [Sentence("degrades", None, text, 0, 0, topic=Topic.COMPLETENESS)]


def test_one_capture_has_nothing_to_compare() -> None:
    assert verdict_of(files(2)) == []
    assert verdict(Case(["a"], [], [])) == []


def test_every_kind_of_meaning_has_a_phrase() -> None:
    worded_elsewhere = {"uid.regenerated", "uid.split", "uid.merged", "deidentified"}
    of_meaning = {name for name, kind in KINDS.items() if kind.level is Level.MEANING and kind.section != "instance"}
    assert of_meaning - worded_elsewhere == set(PHRASES)


def test_every_kind_that_is_told_apart_exists() -> None:
    told_apart = {*PRECISE_PHRASES, *PAIR_PHRASES, *SETTING_KINDS, *STATES, *IDENTITY_KINDS, OVERLONG}
    told_apart |= LABEL_KINDS | DAMAGING_KINDS | SAID_KINDS | SHORTENING_KINDS | PARTED_KINDS | LOSSES | CARELESS_KINDS
    assert told_apart - KINDS.keys() == set()


def test_lists_of_names() -> None:
    assert listed(["A"]) == "A"
    assert listed(["A", "B"]) == "A and B"
    assert listed(["A", "B", "C", "D"]) == "A, B, C and D"
    assert listed(["A", "B", "C", "D", "E"]) == "A, B, C and 2 more"


def test_a_kind_is_worded_whatever_the_values_were() -> None:
    dates = [build.file(build.ct(), raw={0x00080020: ("DA", text)}) for text in (b"20240229", b"2024")]
    assert told(*dates)[0].text == "b cut Study Date to 4 characters"
    several = [build.file(build.ct(), raw={0x00081080: ("LO", text)}) for text in (b"ab\\cd ", b"GH-ab\\GH-cd ")]
    assert told(*several)[0].text == "b put “GH-” in front of Admitting Diagnoses Description"
    mixed = [build.file(build.ct(), raw={0x00081080: ("LO", text)}) for text in (b"ab\\cd ", b"GH-ab\\X-cd")]
    assert told(*mixed)[0].text == "b put something in front of Admitting Diagnoses Description"


def test_one_value_given_in_several_ways_is_told_once() -> None:
    before = [*files(3, StudyDescription="A{}"), *files(5)[3:]]
    after = [*files(3, StudyDescription="NEW"), *files(5, StudyDescription="NEW")[3:]]
    for number in (3, 4):
        bare = build.ct(SOPInstanceUID=f"{ROOT}.4.{number}", InstanceNumber=number)
        del bare.StudyDescription
        before[number] = build.file(bare)
    (first,) = told(before, after)
    assert (first.text, first.count) == ("b set Study Description to “NEW”", 5)
    assert first.detail == f"replaced in 3 and added in 2 · (0008,1030) Study Description · {BY}"
    assert first.kinds == ("value.replaced", "value.added")


def test_two_attributes_that_got_a_value_each_share_a_sentence() -> None:
    before, after = files(2, PatientID="4{}7", PatientName="A{}"), files(2, PatientID="X", PatientName="Y")
    assert [each.text for each in told(before, after)] == ["b replaced Patient's Name and Patient ID"]


def test_what_was_taken_off_the_end_is_quoted() -> None:
    before, after = files(3, PatientID="123{}^GH"), files(3, PatientID="123{}")
    assert told(before, after)[0].text == "b took “^GH” off the end of Patient ID"
    mixed = [*files(2, PatientID="123{}^GH"), files(3, PatientID="123{}^XY")[2]]
    assert told(mixed, after)[0].text == "b cut Patient ID to 4 characters"


@pytest.mark.filterwarnings("ignore:The value length")
def test_what_became_too_long_is_told_with_how_it_did() -> None:
    before, after = files(2, AccessionNumber="RAD{}"), files(2, AccessionNumber="RAD{}-0000000012345")
    assert told(before, after)[0].text == (
        "b put “-0000000012345” behind Accession Number; now longer than the 16 characters of SH"
    )
    some = [*files(2, AccessionNumber="RAD{}-0000000012345")[:1], files(2, AccessionNumber="RAD1-0000000012")[1]]
    assert told(before, some)[0].text == (
        "b put something behind Accession Number; some now longer than the 16 characters of SH"
    )


def test_a_label_that_was_changed_with_damaged_texts_is_told_with_them() -> None:
    def named(number: int, label: str, text: str, code: str) -> bytes:
        return build.file(
            build.ct(SOPInstanceUID=f"{ROOT}.4.{number}", InstanceNumber=number),
            raw={0x00080005: ("CS", label.encode()), 0x00100010: ("PN", text.encode(code))},
        )

    before = [named(1, "ISO_IR 192", "Иван^Петров ", "utf-8"), named(2, "ISO_IR 192", "Doe^Jane", "ascii")]
    after = [named(1, "ISO_IR 100", "????^?????? ", "ascii"), named(2, "ISO_IR 100", "Doe^Jane", "ascii")]
    (first,) = told(before, after)
    assert first.text == (
        "b replaced characters of Patient's Name by placeholders; changed the character set label in 2"
    )
    assert first.kinds == ("charset.question-marks", "charset.label-changed")
    assert first.count == 1


def test_a_time_zone_that_changed_alone_moves_every_instant() -> None:
    before = files(1, TimezoneOffsetFromUTC="+0000", StudyTime="101112")
    after = files(1, TimezoneOffsetFromUTC="-0500", StudyTime="101112")
    assert told(before, after)[0].text == (
        "b changed Timezone Offset From UTC from +0000 to -0500 and left the times as they are: every instant moved"
    )
    both = told(before, files(1, TimezoneOffsetFromUTC="-0500", StudyTime="051112"))
    assert "b changed Timezone Offset From UTC from +0000 to -0500" in [each.text for each in both]


def test_minutes_are_words() -> None:
    times = {"StudyTime": "101112", "SeriesTime": "101212", "ContentTime": "101312"}
    later = {"StudyTime": "154112", "SeriesTime": "154212", "ContentTime": "154312"}
    assert [each.text for each in told(files(1, **times), files(1, **later))] == [
        "b moved Study Time forward by 330 minutes",
        "b moved Series Time and Content Time forward by 330 minutes",
    ]


def test_an_entity_that_some_instances_kept_is_not_called_every() -> None:
    before = [*files(3, SeriesInstanceUID=f"{ROOT}.3.2")[:2], files(3)[2]]
    after = [*files(3, SeriesInstanceUID=f"{NEW}.3", StudyInstanceUID=NEW)[:2], files(3, StudyInstanceUID=NEW)[2]]
    assert told(before, after)[0].text == "b gave every study a new UID and 2 instances a new Series UID"


def test_what_was_done_besides_is_told_where_it_was_done_every_time() -> None:
    padded = told(files(2, PatientID="77{}54"), files(2, PatientID="00077{}54-GH"))[0]
    assert padded.text == "b padded Patient ID with zeros; put something behind it"
    apart = told(files(2, PatientID="ab{}", PatientName="cd"), files(2, PatientID="GH-AB{}", PatientName="CD"))
    assert [each.text for each in apart] == [
        "b changed upper and lower case in Patient's Name",
        "b changed upper and lower case in Patient ID; put something in front of it",
    ]


def test_entities_that_some_instances_kept_are_counted_each() -> None:
    of_two = {"SeriesInstanceUID": f"{ROOT}.3.2", "FrameOfReferenceUID": f"{ROOT}.8"}
    before = [*files(3, **of_two)[:2], files(3, FrameOfReferenceUID=f"{ROOT}.9")[2]]
    after = [
        files(3, SeriesInstanceUID=f"{NEW}.3", StudyInstanceUID=NEW, FrameOfReferenceUID=f"{ROOT}.8")[0],
        files(3, SeriesInstanceUID=f"{NEW}.3", StudyInstanceUID=NEW, FrameOfReferenceUID=f"{ROOT}.8")[1],
        files(3, StudyInstanceUID=NEW, FrameOfReferenceUID=f"{NEW}.9")[2],
    ]
    assert told(before, after)[0].text == (
        "b gave every study a new UID, 2 instances a new Series UID and 1 instance a new Frame of Reference UID"
    )
