"""Chains of two captures made from the headers that pydicom brings along, with generators at work between them."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import pydicom.data

from tests import build
from tests.engine.compare.explain.generators import IMAGE_TYPE, MODALITY, STUDY_UID, Generator, uid
from validator.engine.compare import Outline, compare_lineage, outline, pair, settle, summarise, survey
from validator.engine.compare.explain import (
    Found,
    Observation,
    Targets,
    find_rules,
    merge,
    observe,
    targets,
)
from validator.engine.header import scan
from validator.engine.model import Change, Lineage

BASES = (
    "CT_small.dcm",
    "MR_small.dcm",
    "rtplan.dcm",
    "rtdose.dcm",
    "test-SR.dcm",
    "reportsi.dcm",
    "MR_small_implicit.dcm",
)
CHARACTER_SET, SOP_INSTANCE, SERIES_UID, PATIENT_ID = 0x00080005, 0x00080018, 0x0020000E, 0x00100020
LEFT_OUT = frozenset({0x7FE00010, 0xFFFCFFFC, IMAGE_TYPE})
INSTANCES = 200
LABELS = ("before", "after")

Elements = dict[int, bytes | None]
"""The bytes of elements by tag, ``None`` where one is removed."""


class Base(NamedTuple):
    """A real header in pieces."""

    meta: bytes
    elements: dict[int, bytes]
    explicit: bool

    def file(self, changes: Mapping[int, tuple[str, bytes] | None]) -> bytes:
        """The header with other elements in it; their VR goes where it is written."""
        elements: Elements = dict(self.elements)
        for tag, change in changes.items():
            elements[tag] = None if change is None else self._element(tag, *change)
        return self.meta + b"".join(elements[tag] or b"" for tag in sorted(elements))

    def _element(self, tag: int, vr: str, value: bytes) -> bytes:
        padded = value + (b"\0" if vr == "UI" else b" ") * (len(value) % 2)
        return build.element(tag, vr, padded) if self.explicit else build.implicit(tag, padded)

    def item(self, tag: int, vr: str, value: bytes) -> bytes:
        return build.item(self._element(tag, vr, value))


@cache
def bases() -> tuple[Base, ...]:
    folder = Path(pydicom.data.__file__).parent / "test_files"
    return tuple(_base((folder / name).read_bytes()) for name in BASES)


def _base(content: bytes) -> Base:
    header = scan(content)
    starts = [element.offset for element in header.elements] + [len(content)]
    elements = {
        element.tag: content[start:end]
        for element, start, end in zip(header.elements, starts, starts[1:], strict=False)
        if element.tag not in LEFT_OUT
    }
    return Base(content[: header.data_set_offset], elements, header.encoding.explicit)


class Seen(NamedTuple):
    """What comparing and explaining a chain gave."""

    changes: list[Change]
    rules: list[Found]
    planted: list[int]
    """The lineages whose values were replaced by something else."""

    def rule_at(self, path: str) -> Found | None:
        return next((found for found in self.rules if found.told.path == path), None)

    def kinds_at(self, path: str) -> set[str]:
        """Of the lineages in which nothing was planted."""
        left = (change for change in self.changes if change.lineage not in self.planted)
        return {
            change.kind for change in left if change.path.replace("[0]", "[*]") == path and change.level == "meaning"
        }


def run(generators: Sequence[Generator], *, seed: int, planted: int = 2, instances: int = INSTANCES) -> Seen:
    """The generators between two captures of ``instances`` each, from the bytes to the rules."""
    random = Random(seed)
    spoiled = set(random.sample(range(instances), planted))
    before, after = {}, {}
    for number in range(instances):
        base = bases()[number % len(bases())]
        old, new = _elements(base, generators, random, number, spoiled=number in spoiled)
        before[f"{number:04d}"], after[f"{number:04d}"] = base.file(old), base.file(new)
    changes, rules, lineages = explain((before, after))
    names = {f"{number:04d}" for number in spoiled}
    return Seen(changes, rules, sorted(lineage.id for lineage in lineages if lineage.files[0][0] in names))


def _elements(
    base: Base, generators: Sequence[Generator], random: Random, number: int, *, spoiled: bool
) -> tuple[dict[int, tuple[str, bytes] | None], dict[int, tuple[str, bytes] | None]]:
    old: dict[int, tuple[str, bytes] | None] = {
        CHARACTER_SET: ("CS", b"ISO_IR 192"),
        SOP_INSTANCE: ("UI", f"{build.ROOT}.4.{number}".encode()),
        SERIES_UID: ("UI", f"{build.ROOT}.3.{number}".encode()),
        STUDY_UID: ("UI", uid(random).encode()),
        MODALITY: ("CS", b"OT"),
        PATIENT_ID: ("LO", f"{random.getrandbits(40):X}".encode()),
    }
    new: dict[int, tuple[str, bytes] | None] = {}
    for generator in generators:
        held = {tag: make(random) for tag, _, make in generator.others}
        value = generator.make(random)
        made = generator.planted if spoiled else generator.hop(value, held)
        vrs = {tag: vr for tag, vr, _ in generator.others}
        for tag, text in held.items():
            old[tag] = vrs[tag], text.encode()
            if tag in generator.along and not spoiled:
                new[tag] = vrs[tag], (generator.hop(text, held) or "").encode()
        for elements, text in ((old, value or None), (new, made)):
            if generator.within:
                item = base.item(generator.tag, generator.vr, (text or "").encode())
                elements[generator.within] = "SQ", item
            else:
                elements[generator.tag] = None if text is None else (generator.vr, _bytes(text))
    return old, old | new


def _bytes(text: str) -> bytes:
    """Of a text in which bytes that are no characters are shown as ``‹C3›``."""
    head, *rest = text.split("‹")
    return head.encode() + b"".join(bytes.fromhex(part.rstrip("›")) for part in rest)


def explain(
    captures: tuple[Mapping[str, bytes], Mapping[str, bytes]],
) -> tuple[list[Change], list[Found], Sequence[Lineage]]:
    """As workers and a reducer would: what they hand on goes through JSON."""
    headers = [{name: scan(content) for name, content in capture.items()} for capture in captures]
    outlined = [
        (label, [outline(held[name], capture[name], file=name) for name in capture])
        for label, capture, held in zip(LABELS, captures, headers, strict=True)
    ]
    known: list[dict[str, Outline]] = [{each.file: each for each in outlines} for _, outlines in outlined]
    pairing = pair(outlined)
    facts = survey(outlined, pairing)

    def at(lineage: Lineage, held: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
        named = zip(LABELS, held, lineage.files, strict=True)
        return {label: values[names[0]] for label, values, names in named if names}

    compared = [
        change
        for lineage in pairing.lineages
        for change in compare_lineage(lineage, at(lineage, headers), facts, outlines=at(lineage, known))
    ]
    settlement = settle(compared)
    changes = [settlement.apply(change) for change in compared]
    wanted = Targets.from_json(through_json(targets(summarise(changes)).to_json()))
    seen = (
        observation
        for lineage in pairing.lineages
        for observation in observe(lineage, at(lineage, headers), facts, targets=wanted)
    )
    return changes, find_rules(stored(seen), labels=LABELS), pairing.lineages


def stored(observations: Iterable[Observation], *, chunk: int = 100) -> Callable[[], Iterable[Observation]]:
    """Observations as workers store them, to be read again and again."""
    every = list(observations)
    chunks = [
        json.dumps([observation.to_json() for observation in merge(every[start : start + chunk])])
        for start in range(0, len(every), chunk)
    ]
    return lambda: (Observation.from_json(row) for rows in chunks for row in json.loads(rows))


def through_json(plain: Any) -> Any:
    return json.loads(json.dumps(plain))
