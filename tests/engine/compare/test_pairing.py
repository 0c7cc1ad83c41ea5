"""Which files are one instance, by what evidence, and what a capture lacks, adds or holds twice."""

import json
import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import build
from tests.engine.compare.harness import trace
from validator.engine.compare import Outline, Pairing, pair
from validator.engine.compare.acquisition import ATTRIBUTES, likeness

ROOT = build.ROOT
TAGS = [attribute.tag for attribute in ATTRIBUTES]


def key(**texts: str) -> tuple[str, ...]:
    """An acquisition key by tag: ``key(x00200013="1")``."""
    known = {int(name[1:], 16): text for name, text in texts.items()}
    return tuple(known.get(tag, "") for tag in TAGS)


def slice_key(number: int, *, time: str = "101500", series: str = "1") -> tuple[str, ...]:
    return key(
        x00080016="ct",
        x00080060="CT",
        x00100020="P1",
        x00080020="20240229",
        x00080030="101500",
        x00080033=time,
        x00200011=series,
        x00200013=str(number),
    )


def out(file: str, uid: str = "", *, pixels: str = "", data: str = "", of: tuple[str, ...] = ()) -> Outline:
    return Outline(
        file=file,
        sop_class="ct",
        sop_instance=uid,
        study="s",
        series="e",
        pixel_digest=pixels,
        data_set_digest=data or f"{uid}/{pixels}/{file}",
        key=of,
    )


def paired(*captures: list[Outline]) -> list[tuple[str, tuple[tuple[str, ...], ...]]]:
    found = pair([(chr(ord("a") + at), capture) for at, capture in enumerate(captures)])
    return [(lineage.paired_by, lineage.files) for lineage in found.lineages]


def presence(*captures: list[Outline]) -> list[tuple[str, str, int, str]]:
    found = pair([(chr(ord("a") + at), capture) for at, capture in enumerate(captures)])
    return [tuple(entry[:4]) for entry in found.presence]


def test_by_sop_instance_uid() -> None:
    assert paired([out("1", "u1"), out("2", "u2")], [out("y", "u2"), out("x", "u1")]) == [
        ("sop-instance-uid", (("1",), ("x",))),
        ("sop-instance-uid", (("2",), ("y",))),
    ]


def test_by_pixel_digest_where_uids_were_regenerated() -> None:
    before, after = (
        [out("1", "u1", pixels="p1"), out("2", "u2", pixels="p2")],
        [
            out("x", "n2", pixels="p2"),
            out("y", "n1", pixels="p1"),
        ],
    )
    assert paired(before, after) == [("pixel-digest", (("1",), ("y",))), ("pixel-digest", (("2",), ("x",)))]


def test_equal_pixels_are_told_apart_by_the_acquisition_key() -> None:
    before = [out(f"{at}", f"u{at}", pixels="nsame", of=slice_key(at)) for at in (1, 2, 3)]
    after = [out(f"n{at}", f"n{at}", pixels="nsame", of=slice_key(at)) for at in (3, 1, 2)]
    assert paired(before, after) == [("pixel-digest", ((f"{at}",), (f"n{at}",))) for at in (1, 2, 3)]


def test_a_crowd_of_equal_pixels_is_divided_by_finer_attributes() -> None:
    before = [out(f"{at:03}", f"u{at:03}", pixels="nsame", of=slice_key(at)) for at in range(1, 200)]
    after = [out(f"n{at:03}", f"n{200 - at:03}", pixels="nsame", of=slice_key(at)) for at in range(1, 200)]
    assert paired(before, after) == [("pixel-digest", ((f"{at:03}",), (f"n{at:03}",))) for at in range(1, 200)]


def test_by_acquisition_key_where_pixels_were_compressed() -> None:
    before = [out(f"{at}", f"u{at}", pixels=f"n{at}", of=slice_key(at)) for at in (1, 2)]
    after = [out(f"c{at}", f"c{at}", pixels=f"e{at}", of=slice_key(at)) for at in (2, 1)]
    found = pair([("a", before), ("b", after)])
    assert [lineage.files for lineage in found.lineages] == [(("1",), ("c1",)), (("2",), ("c2",))]
    assert {lineage.paired_by for lineage in found.lineages} == {"acquisition-key"}
    assert found.lineages[0].reasons == (
        "SOP Class",
        "Modality",
        "Patient ID",
        "Study Date",
        "Study Time",
        "Series Number",
        "Content Time",
        "Instance Number",
    )


def test_a_key_with_too_little_in_common_pairs_nothing() -> None:
    before = [out("1", "u1", of=key(x00080016="ct", x00200013="1", x00080033="101500"))]
    after = [out("x", "n1", of=key(x00080016="mr", x00200013="1", x00080033="101500"))]
    assert paired(before, after) == [("single", (("1",), ())), ("single", ((), ("x",)))]


def test_two_equally_good_partners_pair_nothing() -> None:
    before = [out("1", "u1", of=slice_key(1, series=""))]
    after = [out("x", "n1", of=slice_key(1, series="7")), out("y", "n2", of=slice_key(1, series="8"))]
    assert [by for by, _ in paired(before, after)] == ["single"] * 3


def test_more_equal_pictures_than_partners_pair_nothing() -> None:
    before = [out("1", "u1", pixels="nsame", of=key(x00200013="1"))]
    after = [out(f"x{at}", f"n{at}", pixels="nsame", of=key(x00200013=str(at))) for at in (2, 3)]
    assert [by for by, _ in paired(before, after)] == ["single"] * 3


def test_a_blank_picture_is_no_evidence() -> None:
    assert [by for by, _ in paired([out("1", "u1", pixels="b0")], [out("x", "n1", pixels="b0")])] == ["single"] * 2


def test_neighbours_are_two_instances_however_alike() -> None:
    before, after = out("1", "u1", of=slice_key(1)), out("x", "n1", of=slice_key(2))
    assert [by for by, _ in paired([before], [after])] == ["single"] * 2
    assert [by for by, _ in paired([before], [after._replace(key=before.key)])] == ["acquisition-key"]


def test_the_same_protocol_in_two_studies_is_no_evidence() -> None:
    protocol = {"x00080016": "ct", "x00080060": "CT", "x00200011": "2", "x00200013": "1", "x00200032": "0\\0\\5"}
    before, after = out("1", "u1", of=key(**protocol)), out("x", "n1", of=key(**protocol))
    assert [by for by, _ in paired([before], [after])] == ["single"] * 2
    known = [each._replace(key=key(**protocol, x00080030="101500")) for each in (before, after)]
    assert [by for by, _ in paired(known[:1], known[1:])] == ["acquisition-key"]


def bare_report(study: str, *, patient: str, number: str = "1") -> Outline:
    """What an anonymiser leaves of a report: its class and its numbers."""
    numbers = {"x00200011": "90", "x00200013": number}
    of = key(x00080016="ko", x00080060="KO", x00100020=patient, x0020000D=study, **numbers)
    return Outline(file=f"{study}-{number}", sop_class="ko", sop_instance=f"{study}.{number}", study=study, key=of)


def test_only_instances_without_uid_are_paired_by_the_names_of_their_files() -> None:
    before, after = (
        [out("one", data=f"{side}1"), out("two", data=f"{side}2")._replace(sop_class=side), out("three", f"{side}3")]
        for side in "ab"
    )
    assert paired(before, after) == [
        ("file-name", (("one",), ("one",))),
        ("single", (("two",), ())),
        ("single", (("three",), ())),
        ("single", ((), ("two",))),
        ("single", ((), ("three",))),
    ]


def test_a_report_is_found_by_the_study_that_its_images_went_to() -> None:
    def capture(patient: str, *studies: str) -> list[Outline]:
        images = [
            out(f"i{study}", f"i{study}", pixels=f"p{study[-1]}")._replace(study=study, series="") for study in studies
        ]
        return [*images, *(bare_report(study, patient=patient) for study in studies)]

    assert paired(capture("P", "s1", "s2"), capture("Q", "n1", "n2")) == [
        ("acquisition-key", (("s1-1",), ("n1-1",))),
        ("pixel-digest", (("is1",), ("in1",))),
        ("acquisition-key", (("s2-1",), ("n2-1",))),
        ("pixel-digest", (("is2",), ("in2",))),
    ]


def test_the_only_report_of_its_numbers_is_found_where_the_hop_renewed_uids() -> None:
    before = [out("i", "u1", pixels="p"), bare_report("s", patient="P")]
    renewed, kept = out("j", "n1", pixels="p"), out("j", "u1", pixels="p")
    report = bare_report("n", patient="Q")
    by_key = ("acquisition-key", (("s-1",), ("n-1",)))
    assert by_key in paired(before, [renewed, report])
    assert by_key not in paired(before, [kept, report])
    assert by_key not in paired(before, [renewed, bare_report("n", patient="Q", number="2")])
    assert by_key not in paired([*before, bare_report("t", patient="P")], [renewed, report])


def test_a_plan_without_instance_number_is_found_where_the_hop_renewed_uids() -> None:
    def plan(uid: str, *, created: str = "150031", **more: str) -> Outline:
        of = key(x00080016="p", x00080060="RTPLAN", x00200011="2", x00080012="20030903", x00080013=created, **more)
        return out(uid, uid, of=of)._replace(sop_class="p", study=uid)

    before, after = plan("o", x00100020="P", x00080020="20030716"), plan("n", x00100020="Q")
    dose, renewed = out("i", "u1", pixels="p"), out("j", "n1", pixels="p")
    by_key = ("acquisition-key", (("o",), ("n",)))
    assert by_key in paired([before, dose], [after, renewed])
    assert by_key not in paired([before], [after])
    assert by_key not in paired([before, dose], [plan("n", created="163000", x00100020="Q"), renewed])
    assert by_key not in paired([before, dose], [plan("n", x00100020="Q", x00200013="1"), renewed])


def test_regenerated_study_and_series_uids_do_not_count_against() -> None:
    def report(uids: str, time: str) -> tuple[str, ...]:
        uid = {"x0020000D": f"{uids}.1", "x0020000E": f"{uids}.2", "x00100020": uids, "x00080050": uids}
        return key(**uid, x00080016="sr", x00080060="SR", x00200011="1", x00200013="1", x00080033=time)

    before = out("1", "u1", of=report("1", "101500"))
    assert [by for by, _ in paired([before], [out("x", "n1", of=report("2", "101500"))])] == ["acquisition-key"]
    assert [by for by, _ in paired([before], [out("x", "n1", of=report("2", "111500"))])] == ["single"] * 2


def test_a_uid_that_comes_back_joins_the_lineage_that_had_it() -> None:
    assert paired([out("1", "u1", pixels="p")], [out("2", "n1", pixels="p")], [out("3", "u1")]) == [
        ("pixel-digest", (("1",), ("2",), ("3",)))
    ]


def test_an_instance_missing_in_between_is_one_lineage() -> None:
    captures = [out("1", "u1")], [], [out("3", "u1")]
    assert paired(*captures) == [("sop-instance-uid", (("1",), (), ("3",)))]
    assert presence(*captures) == [("b", "instance.missing", 1, "1")]


def test_missing_and_added_are_told_once_where_they_begin() -> None:
    captures = [out("1", "u1")], [out("2", "u2")], [out("2", "u2")]
    assert presence(*captures) == [("b", "instance.missing", 1, "1"), ("b", "instance.added", 2, "2")]


def test_copies_and_versions_of_one_uid() -> None:
    one, copy, version = out("1", "u1", data="d"), out("copy", "u1", data="d"), out("version", "u1", data="other")
    assert presence([one], [one, copy]) == [("b", "instance.duplicated", 1, "copy")]
    assert presence([one], [version, one]) == [("b", "instance.conflict", 1, "version")]
    assert presence([one, copy]) == [("a", "instance.duplicated", 1, "copy")]
    assert presence([one], [one, copy], [one, copy]) == [("b", "instance.duplicated", 1, "copy")]


def test_the_version_that_the_captures_have_in_common_is_compared() -> None:
    one, version = out("b", "u1", data="d"), out("a", "u1", data="other")
    assert paired([one], [version, one]) == [("sop-instance-uid", (("b",), ("b", "a")))]
    # Only the version went on: then it is the one to compare.
    assert paired([one, version], [version]) == [("sop-instance-uid", (("a", "b"), ("a",)))]


def test_directories_and_strangers_are_no_instances() -> None:
    directory = out("DICOMDIR")._replace(sop_class="1.2.840.10008.1.3.10", study="", series="")
    assert paired([directory, Outline("notes.txt")]) == []


def test_files_with_the_same_data_set_in_another_encoding_are_copies() -> None:
    dataset = build.ct()
    syntaxes = {"2": build.IMPLICIT_LITTLE, "3": build.EXPLICIT_BIG, "4": build.DEFLATED}
    others = {name: build.file(build.ct(), syntax=syntax) for name, syntax in syntaxes.items()}
    traced = trace({"1": build.file(dataset), **others})
    assert traced.presence == [("a", "instance.duplicated", name) for name in syntaxes]
    other = trace({"1": build.file(build.ct()), "2": build.file(build.ct(PatientID="P-1"))})
    assert other.presence == [("a", "instance.conflict", "2")]


@given(st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_the_order_of_files_does_not_matter(shuffled: random.Random) -> None:
    first = [
        *(out(f"{at}", f"u{at}", pixels=f"p{at % 3}", of=slice_key(at)) for at in range(8)),
        out("copy", "u1", pixels="p1", data="same"),
        out("version", "u1", pixels="p9"),
        out("nameless", pixels="p1"),
    ]
    second = [
        *(out(f"x{at}", f"u{at}" if at < 3 else f"n{at}", pixels=f"p{at % 3}", of=slice_key(at)) for at in range(9)),
        out("key", "k", pixels="e1", of=slice_key(7, time="111111")),
    ]
    expected = pair([("a", first), ("b", second)])
    shuffled.shuffle(first)
    shuffled.shuffle(second)
    assert pair([("a", first), ("b", second)]) == expected


def test_every_file_belongs_to_exactly_one_lineage() -> None:
    rng = random.Random(7)
    captures = [
        [out(f"{at}", f"u{rng.randrange(30)}", pixels=f"p{rng.randrange(9)}", of=slice_key(at % 5)) for at in range(60)]
        for _ in range(4)
    ]
    found = pair([(str(at), capture) for at, capture in enumerate(captures)])
    for at in range(4):
        names = [name for lineage in found.lineages for name in lineage.files[at]]
        assert sorted(names) == sorted(outline.file for outline in captures[at])
    assert [lineage.id for lineage in found.lineages] == list(range(1, len(found.lineages) + 1))


@pytest.mark.parametrize("count", [4000])
def test_pairing_without_uids_stays_near_linear(count: int) -> None:
    compared = 0

    def counted(*keys: tuple[str, ...]) -> object:
        nonlocal compared
        compared += 1
        return likeness(*keys)

    before = [out(f"{at}", f"u{at}", pixels=f"n{at}", of=slice_key(at)) for at in range(count)]
    after = [out(f"c{at}", f"c{at}", pixels=f"e{at}", of=slice_key(at)) for at in range(count)]
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("validator.engine.compare.matching.likeness", counted)
        found = pair([("a", before), ("b", after)])
    assert len(found.lineages) == count
    assert compared < 3 * count


def test_one_uid_for_everything_stays_near_linear() -> None:
    captures = [
        [out(str(at), "u", data=f"{label}{at}", of=slice_key(at)) for at in range(4_000)] for label in ("a", "b")
    ]
    started = time.process_time()
    found = pair([("a", captures[0]), ("b", captures[1])])
    assert time.process_time() - started < 2
    assert [len(lineage.files[0]) for lineage in found.lineages] == [4_000]


def test_instances_without_a_uid_are_paired_where_their_data_sets_are_the_same() -> None:
    before, after = out("1", data="d"), out("x", data="d")
    assert paired([before], [after]) == [("acquisition-key", (("1",), ("x",)))]
    assert [by for by, _ in paired([before], [after._replace(data_set_digest="e")])] == ["single"] * 2


def ambiguous(*captures: list[Outline]) -> list[tuple[str, tuple[str, ...], tuple[int, ...], tuple[int, ...]]]:
    """Capture, files, lineages before and those that began."""
    found = pair([(chr(ord("a") + at), capture) for at, capture in enumerate(captures)])
    assert Pairing.from_json(json.loads(json.dumps(found.to_json()))) == found
    return [entry[:4] for entry in found.ambiguous]


def test_what_fits_two_files_equally_well_is_told_as_ambiguous() -> None:
    before = [out("1", "u1", of=slice_key(1, series=""))]
    after = [out("x", "n1", of=slice_key(1, series="7")), out("y", "n2", of=slice_key(1, series="8"))]
    assert ambiguous(before, after) == [("b", ("x", "y"), (1,), (2, 3))]
    assert ambiguous(after, before) == [("b", ("1",), (1, 2), (3,))]
    (entry,) = pair([("a", before), ("b", after)]).ambiguous
    expected = "SOP Class, Modality, Patient ID, Study Date, Study Time, Content Time, Instance Number"
    assert entry.reasons == tuple(expected.split(", "))
    assert ambiguous(before, after[:1]) == []


def test_an_ambiguity_is_told_once_and_stays_apart() -> None:
    before = [out("1", "u1", of=slice_key(1, series=""))]
    after = [out("x", "n1", of=slice_key(1, series="7")), out("y", "n2", of=slice_key(1, series="8"))]
    assert ambiguous(before, after, after) == [("b", ("x", "y"), (1,), (2, 3))]
    renamed = [each._replace(sop_instance=f"m{each.file}") for each in after]
    assert paired(before, after, renamed) == [
        ("single", (("1",), (), ())),
        ("acquisition-key", ((), ("x",), ("x",))),
        ("acquisition-key", ((), ("y",), ("y",))),
    ]


def test_an_ambiguity_that_other_evidence_resolves_is_none() -> None:
    before = [out("1", "u1", of=slice_key(1, series="")), out("2", "u2", pixels="p", of=slice_key(1, series="8"))]
    after = [out("x", "n1", of=slice_key(1, series="7")), out("y", "n2", pixels="p", of=slice_key(1, series="8"))]
    assert ambiguous(before, after) == []
    assert paired(before, after) == [
        ("acquisition-key", (("1",), ("x",))),
        ("pixel-digest", (("2",), ("y",))),
    ]


def test_instances_that_nothing_tells_apart_are_paired_in_order_and_told() -> None:
    before = [out(f"{at}", f"u{at}", pixels="nsame", of=slice_key(1)) for at in (1, 2)]
    after = [out(f"x{at}", f"n{at}", pixels="nsame", of=slice_key(1)) for at in (1, 2)]
    assert ambiguous(before, after) == [("b", ("x1", "x2"), (1, 2), ())]
    found = pair([("a", before), ("b", after)])
    assert [(lineage.files, lineage.score) for lineage in found.lineages] == [
        ((("1",), ("x1",)), 0.5),
        ((("2",), ("x2",)), 0.5),
    ]
    assert found.ambiguous[0].reasons[0] == "Pixel Data"
    assert ambiguous(before[:1], after) == [("b", ("x1", "x2"), (1,), (2,))]


def test_a_crowd_without_any_key_is_told_as_one_ambiguity() -> None:
    before = [out(f"{at:03}", f"u{at:03}", pixels="nsame", of=slice_key(at)) for at in range(60)]
    bare = [out(f"x{at:03}", f"n{at:03}", pixels="nsame") for at in range(60)]
    (entry,) = ambiguous(before, bare)
    assert (len(entry[1]), len(entry[2]), entry[3]) == (60, 60, ())
    odd = [each._replace(key=key(x00200020=str(at))) for at, each in enumerate(bare)]
    (entry,) = ambiguous(before, [*odd, out("more", "more", pixels="nsame")])
    assert (len(entry[1]), len(entry[2]), len(entry[3])) == (61, 60, 61)


def test_the_score_is_the_part_of_the_key_that_agrees() -> None:
    before = out("1", "u1", of=slice_key(1))
    after = out("x", "n1", of=slice_key(1, series="7"))
    (lineage,) = pair([("a", [before]), ("b", [after])]).lineages
    assert (lineage.paired_by, lineage.score) == ("acquisition-key", 13 / 15)
    (lineage,) = pair(
        [("a", [before]), ("b", [after]), ("c", [after._replace(sop_instance="m", key=before.key)])]
    ).lineages
    assert lineage.score == 13 / 15
    (lineage,) = pair([("a", [before]), ("b", [before._replace(key=slice_key(4))])]).lineages
    assert (lineage.paired_by, lineage.score) == ("sop-instance-uid", 1.0)


def test_a_hop_that_undoes_a_compression_is_found_by_the_pixels_before_it() -> None:
    native, compressed = out("1", "u1", pixels="n1"), out("2", "u1", pixels="e1")
    assert paired([native], [compressed], [out("3", "n3", pixels="n1")]) == [
        ("pixel-digest", (("1",), ("2",), ("3",))),
    ]


def test_an_instance_that_the_capture_before_holds_goes_first() -> None:
    # Both could go on in c; the one that was there last does, the other one stays where it ended.
    first, second = out("1", "u1", of=slice_key(1)), out("2", "u2", of=slice_key(1))
    assert paired([first, second], [second], [out("3", "n", of=slice_key(1))]) == [
        ("single", (("1",), (), ())),
        ("acquisition-key", (("2",), ("2",), ("3",))),
    ]


def test_a_version_in_conflict_is_chosen_alike_from_both_sides() -> None:
    versions = [out("p", "u", data="p", of=slice_key(1)), out("q", "u", data="q", of=slice_key(2))]
    one = out("1", "u", data="1", of=slice_key(2))
    assert paired(versions, [one]) == [("sop-instance-uid", (("q", "p"), ("1",)))]
    assert paired([one], versions) == [("sop-instance-uid", (("1",), ("q", "p")))]


@pytest.mark.parametrize("number", ["--5", "9" * 5000, "\u00b2", "1.5"])
def test_an_instance_number_that_is_none_is_sorted_last(number: str) -> None:
    def named(file: str, uid: str, text: str) -> Outline:
        return out(file, uid, of=key(x00200013=text))

    assert paired([named("odd", "u1", number), named("last", "u2", "12"), named("first", "u3", "7")]) == [
        ("single", (("first",),)),
        ("single", (("last",),)),
        ("single", (("odd",),)),
    ]


def test_retrieving_twice_under_new_uids_gives_each_instance_one_partner_and_adds_the_rest() -> None:
    def retrieved(prefix: str) -> list[Outline]:
        return [out(f"{prefix}{at}", f"{prefix}{at}", pixels=f"p{at}", of=slice_key(at)) for at in (1, 2)]

    before, after = retrieved("u"), [*retrieved("m"), *retrieved("n")]
    assert paired(before, after) == [
        ("pixel-digest", (("u1",), ("m1",))),
        ("pixel-digest", (("u2",), ("m2",))),
        ("single", ((), ("n1",))),
        ("single", ((), ("n2",))),
    ]
    assert ambiguous(before, after) == [("b", ("m1", "n1"), (1,), (3,)), ("b", ("m2", "n2"), (2,), (4,))]


def test_the_same_uid_with_another_image_is_a_conflict_in_one_capture_and_one_lineage_in_two() -> None:
    one, other = out("1", "u", pixels="p1", of=slice_key(1)), out("2", "u", pixels="p2", of=slice_key(2))
    assert presence([one, other]) == [("a", "instance.conflict", 1, "2")]
    assert paired([one], [other]) == [("sop-instance-uid", (("1",), ("2",)))]


def test_an_identical_capture_does_not_change_which_version_is_compared() -> None:
    before = [out("1", "u", data="1", of=slice_key(2))]
    versions = [out("p", "u", data="p", of=slice_key(1, series="9")), out("q", "u", data="q", of=slice_key(2, time=""))]
    assert paired(before, versions) == [("sop-instance-uid", (("1",), ("q", "p")))]
    assert paired(before, versions, versions) == [("sop-instance-uid", (("1",), ("q", "p"), ("q", "p")))]


def test_a_study_that_was_split_helps_to_find_its_reports_from_either_side() -> None:
    def image(file: str, study: str) -> Outline:
        return out(file, file, pixels=f"p{file[-1]}")._replace(study=study, series="")

    # Of the study's images some kept its UID, so that only from behind it is clear where the report came from.
    before = [image("i1", "s"), image("i2", "s"), bare_report("s", patient="P"), bare_report("t", patient="P")]
    after = [image("j1", "s"), image("j2", "n"), bare_report("n", patient="Q"), bare_report("m", patient="Q")]
    report = ("acquisition-key", (("s-1",), ("n-1",)))
    assert report in paired(before, after)
    assert (report[0], report[1][::-1]) in paired(after, before)
