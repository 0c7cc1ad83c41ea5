"""Captures that are kept on disk: paired and told as those in memory are, and in little memory."""

import random
import tracemalloc
from collections.abc import Iterator
from itertools import islice

import pytest

from benchmarks.pairing import LABELS, outlines_of
from validator.engine.compare import Outline, gather_facts, instances, matching, pair, survey
from validator.engine.compare.acquisition import ATTRIBUTES
from validator.engine.compare.chains import chains_of
from validator.engine.kept import Kept
from validator.engine.model import Entity, Lineage

Captures = list[tuple[str, list[Outline]]]
CT, STATE, DIRECTORY = "1.2.840.10008.5.1.4.1.1.2", "1.2.840.10008.5.1.4.1.1.11.1", "1.2.840.10008.1.3.10"
STUDY, SERIES, TIME, NUMBER = 0x0020000D, 0x0020000E, 0x00080033, 0x00200013


class World:
    """Instances that are sent through random hops: their UIDs are renewed or given twice, they get lost and doubled."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        self.is_vague = self.rng.random() < 0.3
        self.outlines = [
            self._made(study, series, number)
            for study in range(self.rng.randrange(1, 5))
            for series in range(self.rng.randrange(1, 4))
            for number in range(self.rng.randrange(1, 9))
        ]
        self.outlines = [self._citing(each) if self.rng.random() < 0.2 else each for each in self.outlines]

    def captures(self) -> Captures:
        """From one to four of them."""
        found = [self._taken(0)]
        for position in range(1, self.rng.choice((1, 2, 2, 2, 3, 3, 4))):
            earlier = self.outlines
            for _ in range(self.rng.randrange(4)):
                self._change(position)
            found.append(self._taken(position))
            if self.rng.random() < 0.2:
                self.outlines = earlier  # the next hop sets everything back
        return [(str(position), capture) for position, capture in enumerate(found)]

    def _made(self, study: int, series: int, number: int) -> Outline:
        rng = self.rng
        known = {
            0x00080016: CT, 0x00080060: "CT", 0x00100020: f"P{study}", 0x00080030: f"{study}", 0x00200011: f"{series}",
            STUDY: f"1.1.{study}", SERIES: f"1.2.{study}.{series}", NUMBER: f"{number}", TIME: f"{rng.randrange(20)}",
            0x00200032: rng.choice(["", f"{number}", f"{number}"]), 0x0008002A: rng.choice(["", f"{rng.randrange(9)}"]),
        }  # fmt: skip
        if self.is_vague:
            known |= {NUMBER: f"{number // 3}", TIME: "", 0x00200032: "", 0x0008002A: ""}
        return Outline(
            file=f"{study}/{series}/{number}",
            sop_class=STATE if rng.random() < 0.2 else CT,
            sop_instance=f"1.4.{study}.{series}.{number}" if rng.random() < 0.95 else "",
            study=known[STUDY],
            series=known[SERIES],
            frame_of_reference=rng.choice(["", f"1.3.{study}.{series}"]),
            pixel_digest=rng.choice(["", "b00", f"n{rng.randrange(20)}", f"n{study}{series}{number}"]),
            data_set_digest=f"{rng.randrange(10**6)}",
            key=tuple(known.get(attribute.tag, "") for attribute in ATTRIBUTES) if rng.random() < 0.95 else (),
        )

    def _citing(self, outline: Outline) -> Outline:
        others = self.rng.sample(self.outlines, min(3, len(self.outlines)))
        cited = tuple(sorted({self.rng.choice([each.sop_instance, each.series, "7.7"]) or "8.8" for each in others}))
        contexts = ((0, self.rng.choice((Entity.STUDY, Entity.SERIES)), tuple(range(1, len(cited)))),)
        return outline._replace(
            cited=cited, places=(("(0008,1155)", tuple(range(len(cited)))),), contexts=contexts if cited[1:] else ()
        )

    def _change(self, position: int) -> None:
        """One thing that a hop does to all, to half or to few."""
        share = self.rng.choice((0.1, 0.5, 1))
        change = self.rng.choice((
            self._renew, self._scatter, self._merge, self._compress, self._forget, self._same_uid, self._follow,
        ))  # fmt: skip
        self.outlines = [change(each, position) if self.rng.random() < share else each for each in self.outlines]
        if self.rng.random() < 0.3:
            self.outlines = [each for each in self.outlines if self.rng.random() > 0.2]

    def _renew(self, outline: Outline, position: int) -> Outline:
        return outline._replace(sop_instance=outline.sop_instance and f"{outline.sop_instance}.{position}")

    def _scatter(self, outline: Outline, position: int) -> Outline:
        return _moved(outline, series=f"{outline.series}.{self.rng.choice((position, self.rng.randrange(3)))}")

    def _merge(self, outline: Outline, position: int) -> Outline:
        return _moved(outline, study=self.rng.choice((f"{outline.study}.{position}", "1.1.0")))

    def _compress(self, outline: Outline, position: int) -> Outline:
        return outline._replace(pixel_digest=f"e{outline.pixel_digest}", data_set_digest=f"{position}")

    def _forget(self, outline: Outline, position: int) -> Outline:
        return _with_key(outline, {TIME: "", 0x00100020: "X"})._replace(data_set_digest=f"{position}")

    def _same_uid(self, outline: Outline, position: int) -> Outline:
        return outline._replace(sop_instance=self.rng.choice(self.outlines).sop_instance)

    def _follow(self, outline: Outline, position: int) -> Outline:
        return outline._replace(
            cited=tuple(sorted({f"{uid}.{position}" for uid in outline.cited})), places=(), contexts=()
        )

    def _taken(self, position: int) -> list[Outline]:
        """With copies and versions, and what is no instance, in any order."""
        found = [*self.outlines, *self.rng.sample(self.outlines, min(self.rng.choice((0, 0, 2)), len(self.outlines)))]
        found = [
            each._replace(
                file=f"{each.file}-{at}" if at >= len(self.outlines) else each.file,
                data_set_digest=each.data_set_digest if self.rng.random() < 0.9 else "other",
            )
            for at, each in enumerate(found)
        ]
        found += [Outline("DICOMDIR", sop_class=DIRECTORY, study="1.9"), Outline("notes.txt")]
        self.rng.shuffle(found)
        return found


def _moved(outline: Outline, **uids: str) -> Outline:
    tags = {"study": STUDY, "series": SERIES}
    return _with_key(outline._replace(**uids), {tags[name]: uid for name, uid in uids.items()})


def _with_key(outline: Outline, texts: dict[int, str]) -> Outline:
    changed = zip(ATTRIBUTES, outline.key, strict=False)
    return outline._replace(key=tuple(texts.get(attribute.tag, text) for attribute, text in changed))


def told(captures, **options):
    """Everything that pairing alone tells."""
    pairing = pair(captures, **options)
    surveyed = survey(captures, pairing)
    return pairing.to_json(), surveyed, gather_facts(captures, pairing, surveyed), list(chains_of(captures, pairing))


@pytest.mark.parametrize("block", range(10))
def test_captures_on_disk_are_told_as_those_in_memory(block, monkeypatch):
    for seed in range(block * 20, block * 20 + 20):
        captures = World(seed).captures()
        expected = told(captures)
        kept = [(label, Kept(Outline, capture)) for label, capture in captures]
        assert told(kept, kept=Kept(Lineage)) == expected, seed
        with monkeypatch.context() as patch:
            # No outline is held, and who shares what is found bucket by bucket.
            patch.setattr(instances, "HELD", 0)
            patch.setattr(matching, "HELD", 0)
            assert told(kept, kept=Kept(Lineage)) == expected, seed


@pytest.mark.parametrize("block", range(4))
def test_what_is_told_does_not_depend_on_who_found_the_chains(block):
    for seed in range(block * 20, block * 20 + 20):
        captures = World(seed).captures()
        pairing = pair(captures)
        read_back = type(pairing).from_json(pairing.to_json())
        assert (read_back, read_back.chains) == (pairing, None)
        assert list(chains_of(captures, read_back)) == list(chains_of(captures, pairing))
        surveyed = survey(captures, pairing)
        assert survey(captures, read_back) == surveyed
        assert gather_facts(captures, read_back, surveyed) == gather_facts(captures, pairing, surveyed)


def test_the_worlds_have_what_is_hard():
    found = [pair(World(seed).captures()) for seed in range(200)]
    evidence = {lineage.paired_by for each in found for lineage in each.lineages}
    assert evidence == {"single", "sop-instance-uid", "pixel-digest", "acquisition-key", "file-name"}
    assert {entry.kind for each in found for entry in each.presence} == {
        "instance.missing", "instance.added", "instance.duplicated", "instance.conflict",
    }  # fmt: skip
    assert sum(bool(each.ambiguous) for each in found) > 10


def test_what_is_held_of_an_instance_is_small():
    def peak(count: int) -> int:
        captures = [(label, Kept(Outline, islice(_unchanged(), count))) for label in LABELS[:2]]
        tracemalloc.start()
        pairing = pair(captures, kept=Kept(Lineage))
        gather_facts(captures, pairing, survey(captures, pairing))
        highest = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert (len(pairing.lineages), pairing.presence) == (count, ())
        return highest

    assert (peak(9_000) - peak(3_000)) / 6_000 < 400  # an outline takes 1,200 in memory, and there are two


def _unchanged() -> Iterator[Outline]:
    return outlines_of(0)
