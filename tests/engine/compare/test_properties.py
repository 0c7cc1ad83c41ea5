"""What holds of every comparison: over real headers, sent through random hops that coerce, lose, add and double."""

import random
from collections import Counter
from collections.abc import Callable
from functools import cache
from io import BytesIO
from pathlib import Path

import pydicom
import pytest
from pydicom import Dataset
from pydicom.sequence import Sequence
from pydicom.uid import generate_uid

from tests import build
from tests.engine.compare.harness import Traced, trace
from tests.engine.compare.study import study
from validator.engine.model import Level

FILES = Path(pydicom.__file__).parent / "data" / "test_files"
REAL = ("MR_small.dcm", "rtplan.dcm", "reportsi.dcm", "waveform_ecg.dcm", "nested_priv_SQ.dcm", "JPEG2000.dcm")
Files = dict[str, bytes]
random_hops = pytest.mark.parametrize("seed", range(8))
"""The same ones every time: what fails can be looked at."""


@cache
def source() -> Files:
    """A study whose objects cite each other, and real files of other studies."""
    return study() | {name: (FILES / name).read_bytes() for name in REAL}


def prefix_patient(dataset: Dataset, rng: random.Random) -> None:
    dataset.PatientID = f"GH-{dataset.get('PatientID', '')}"


def cut_accession(dataset: Dataset, rng: random.Random) -> None:
    dataset.AccessionNumber = str(dataset.get("AccessionNumber", ""))[:4]


def empty_names(dataset: Dataset, rng: random.Random) -> None:
    dataset.PatientName = dataset.ReferringPhysicianName = ""


def shift_dates(dataset: Dataset, rng: random.Random) -> None:
    for keyword in ("StudyDate", "SeriesDate", "ContentDate"):
        if dataset.get(keyword):
            setattr(dataset, keyword, "20010101")


def add_institution(dataset: Dataset, rng: random.Random) -> None:
    dataset.InstitutionName = "Klinik am Rand"
    dataset.InstitutionalDepartmentName = "Radiologie"


def remove_station(dataset: Dataset, rng: random.Random) -> None:
    build.changed(dataset, StationName=None, Manufacturer=None, StudyDescription=None)


def remove_private(dataset: Dataset, rng: random.Random) -> None:
    dataset.remove_private_tags()


def add_private(dataset: Dataset, rng: random.Random) -> None:
    block = dataset.private_block(0x0009, "ROUTER 1", create=True)
    block.add_new(0x01, "LO", "seen")


def add_sequence(dataset: Dataset, rng: random.Random) -> None:
    dataset.RequestAttributesSequence = Sequence([Dataset(), Dataset()])
    dataset.RequestAttributesSequence[0].ScheduledProcedureStepID = "S1"
    dataset.RequestAttributesSequence[1].ScheduledProcedureStepID = "S2"


def drop_items(dataset: Dataset, rng: random.Random) -> None:
    for element in dataset:
        if element.VR == "SQ" and len(element.value) > 1:
            del element.value[rng.randrange(len(element.value))]


def empty_sequences(dataset: Dataset, rng: random.Random) -> None:
    for element in dataset:
        if element.VR == "SQ" and rng.random() < 0.3:
            element.value = Sequence()


def renumber(dataset: Dataset, rng: random.Random) -> None:
    dataset.SeriesNumber = (dataset.get("SeriesNumber") or 0) + 100


def relabel(dataset: Dataset, rng: random.Random) -> None:
    dataset.SpecificCharacterSet = "ISO_IR 100"


def renew_uids(dataset: Dataset, rng: random.Random) -> None:
    """With care: whatever cites them follows."""
    for element in dataset.iterall():
        if element.keyword in ("StudyInstanceUID", "SeriesInstanceUID", "SOPInstanceUID", "ReferencedSOPInstanceUID"):
            element.value = generate_uid(entropy_srcs=["renewed", element.value])


def scatter(dataset: Dataset, rng: random.Random) -> None:
    dataset.SeriesInstanceUID = f"{build.ROOT}.78.{rng.randrange(10**9)}"


def forget_uid(dataset: Dataset, rng: random.Random) -> None:
    if rng.random() < 0.3:
        build.changed(dataset, SOPInstanceUID=None)


COERCIONS: tuple[Callable[[Dataset, random.Random], None], ...] = (
    prefix_patient, cut_accession, empty_names, shift_dates, add_institution, remove_station, remove_private,
    add_private, add_sequence, drop_items, empty_sequences, renumber, relabel, renew_uids, scatter, forget_uid,
)  # fmt: skip


def hop(files: Files, rng: random.Random) -> Files:
    """What comes out of a hop that does some things to all files, and others to some."""
    always = rng.sample(COERCIONS, rng.randrange(4))
    arrived: Files = {}
    for name, content in files.items():
        sometimes = [coercion for coercion in COERCIONS if rng.random() < 0.03]
        arrived[f"{name}.out" if rng.random() < 0.2 else name] = coerced(content, [*always, *sometimes], rng)
    for name in [name for name in arrived if rng.random() < 0.05]:
        del arrived[name]
    for name in [name for name in arrived if rng.random() < 0.1]:
        more = rng.sample(COERCIONS, rng.randrange(2))
        arrived[f"{name}.copy"] = coerced(arrived[name], more, rng)
    return arrived


def coerced(content: bytes, coercions: list[Callable[[Dataset, random.Random], None]], rng: random.Random) -> bytes:
    dataset = pydicom.dcmread(BytesIO(content))
    for coercion in coercions:
        coercion(dataset, rng)
    written = BytesIO()
    dataset.save_as(written)
    return written.getvalue()


def captures(rng: random.Random, count: int) -> list[Files]:
    found = [source()]
    while len(found) <= count:
        found.append(hop(found[-1], rng))
    return found[1:]


def pairs_of(traced: Traced, *, back: bool = False) -> Counter[tuple[tuple[str, ...], ...]]:
    """The files of each lineage; from right to left if asked."""
    return Counter(lineage.files[::-1] if back else lineage.files for lineage in traced.pairing.lineages)


@random_hops
def test_a_capture_compared_with_itself_is_the_same(seed: int) -> None:
    rng = random.Random(seed)
    (files,) = captures(rng, 1)
    traced = trace(files, files)
    assert traced.changes == []
    assert [entry for entry in traced.presence if entry[0] == "b"] == []
    assert traced.pairing.ambiguous == ()
    assert all(first == second for first, second in pairs_of(traced))


@random_hops
def test_swapped_captures_mirror_what_came_and_what_went(seed: int) -> None:
    rng = random.Random(seed)
    before, after = captures(rng, 2)
    there, back = trace(before, after), trace(after, before)
    assert pairs_of(there) == pairs_of(back, back=True)
    came, went = one_sided(there), one_sided(back)
    assert came == tuple(reversed(went))
    for kind, mirrored in (("instance.added", "instance.missing"), ("instance.missing", "instance.added")):
        assert files_of(there, kind) == files_of(back, mirrored)
    assert Counter(len(each.files) for each in there.pairing.ambiguous) == Counter(
        len(each.lineages) for each in back.pairing.ambiguous
    )


def files_of(traced: Traced, kind: str) -> set[str]:
    return {file for capture, found, file in traced.presence if capture == "b" and found == kind}


def one_sided(traced: Traced) -> tuple[set[tuple[str, str, str]], set[tuple[str, str, str]]]:
    """What came and what went on the hop: the path, and the files before and after in the order of their names."""
    changes = [change for change in traced.changes if change.level is Level.MEANING]
    came = {
        (change.path, *sorted((change.file_before, change.file_after))) for change in changes if change.before is None
    }
    went = {
        (change.path, *sorted((change.file_before, change.file_after))) for change in changes if change.after is None
    }
    return came, went


@random_hops
def test_an_identical_capture_adds_nothing(seed: int) -> None:
    rng = random.Random(seed)
    before, after = captures(rng, 2)
    two, three = trace(before, after), trace(before, after, after)
    assert [change for change in three.changes if change.capture == "c"] == []
    assert three.changes == two.changes
    assert three.presence == two.presence
    assert three.pairing.ambiguous == two.pairing.ambiguous
    assert [lineage.files for lineage in three.pairing.lineages] == [
        (first, second, second) for first, second in (lineage.files for lineage in two.pairing.lineages)
    ]


@random_hops
def test_the_order_of_files_changes_nothing(seed: int) -> None:
    rng = random.Random(seed)
    chain = captures(rng, 3)
    shuffled = [dict(rng.sample(sorted(files.items()), len(files))) for files in chain]
    one, other = trace(*chain), trace(*shuffled)
    assert one.pairing == other.pairing
    assert one.changes == other.changes
