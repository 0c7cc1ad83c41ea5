"""One lineage through all captures: every change, blamed on the hop where it first shows."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from itertools import pairwise
from typing import NamedTuple

from validator.engine.catalogue import KINDS
from validator.engine.compare.classify import Naming, classify, untouched_references
from validator.engine.compare.classify.encoding_kinds import (
    BYTE_ORDER,
    FILE_META,
    GROUP_LENGTH,
    SEQUENCE_LENGTH,
    VR,
    VR_UNKNOWN,
)
from validator.engine.compare.classify.presence import WAS_EMPTY
from validator.engine.compare.classify.reference_kinds import REMOVED as REFERENCE_REMOVED
from validator.engine.compare.clues import with_clues
from validator.engine.compare.codes import coded_text, is_coded
from validator.engine.compare.comparison import Comparison
from validator.engine.compare.contributors import CONTRIBUTING_EQUIPMENT, Contributor, contributors
from validator.engine.compare.declared import Declaration, Place, declaration_of, declarations
from validator.engine.compare.difference import Difference
from validator.engine.compare.impact import impact_of
from validator.engine.compare.noise import is_group_length
from validator.engine.compare.opaque import opaque_items
from validator.engine.compare.outline import Outline
from validator.engine.compare.reading import Side
from validator.engine.compare.step import Step, not_decoded
from validator.engine.compare.survey import Survey
from validator.engine.compare.writer import writer_of
from validator.engine.hierarchy.citations import ORIGINAL_ATTRIBUTES
from validator.engine.model import Change, Element, Header, Impact, Level, Lineage, SampleComparison, tag_text
from validator.engine.standard import dictionary
from validator.engine.text import charset_of, decode_value, shorten

INSTANCE_COERCION_DATETIME = 0x00080015
RECORDS = frozenset({ORIGINAL_ATTRIBUTES, CONTRIBUTING_EQUIPMENT, INSTANCE_COERCION_DATETIME})
"""What tells of the work on an instance: most hops leave them alone."""
MEDIA_STORAGE_SOP_INSTANCE_UID, TRANSFER_SYNTAX_UID = 0x00020003, 0x00020010
VALUES_SHOWN = 6
"""Elements of an item that was added or removed."""
_NUMBERS = re.compile(r"\((....),(....)\)|\[(\d+)\]")


class _Author(NamedTuple):
    """What all changes of one hop of one lineage have in common."""

    capture_before: str
    capture: str
    lineage: int
    file_before: str
    file_after: str
    writer: str | None
    declared: dict[Place, Declaration]
    traces: tuple[tuple[str, str], ...]
    """What else the instance tells of who worked on it at this hop, weaker evidence than a record of the change."""

    def change(
        self,
        path: str,
        naming: Naming,
        texts: tuple[str | None, str | None],
        *,
        tag: int = 0,
        place: Place = (),
        count: int = 1,
    ) -> Change:
        """One entry; ``tag`` is that of the element, ``place`` the tags and item numbers on the way to it."""
        level = KINDS[naming.kind].level
        declaration = declaration_of(self.declared, place)
        traces = self.traces if level is Level.MEANING else ()
        return Change(
            capture_before=self.capture_before,
            capture=self.capture,
            lineage=self.lineage,
            file_before=self.file_before,
            file_after=self.file_after,
            path=path,
            keyword=dictionary.keyword(tag) if tag else "",
            kind=naming.kind,
            level=level,
            before=texts[0],
            after=texts[1],
            impact=_impact(naming, tag, nested=bool(place) and place[0] != tag),
            also=naming.also,
            count=count,
            declared=declaration.verdict,
            writer=self.writer,
            detail=naming.detail,
            evidence=(*naming.evidence, *declaration.facts, *traces),
        )


def _impact(naming: Naming, tag: int, *, nested: bool) -> Impact:
    """By kind and attribute; neither a VR that was unknown before nor an empty value is a loss, references are one."""
    if naming.kind == VR_UNKNOWN and ("vr", "lost") not in naming.evidence:
        return Impact.COSMETIC
    if naming.evidence == WAS_EMPTY:
        return Impact.COSMETIC
    impact = impact_of(naming.kind, tag, nested=nested)
    return Impact.DEGRADES if impact is Impact.COSMETIC and REFERENCE_REMOVED in naming.also else impact


def compare_lineage(
    lineage: Lineage,
    headers: Mapping[str, Header],
    survey: Survey,
    *,
    outlines: Mapping[str, Outline],
    samples: Callable[[str, str], SampleComparison] | None = None,
) -> list[Change]:
    """Compare one instance over all captures, from left to right; each change is told once, where it first shows.

    ``headers`` and ``outlines`` are by capture label, of the first file that the lineage has there. A capture that
    lacks the instance, or whose header is not at hand, is passed over: the change then lies on the interval from
    ``capture_before`` to ``capture``. Kinds that only many instances prove are left to ``settle``. ``samples`` compares
    the decoded pixel data of two captures, by their labels; it is asked only where nothing less decides.
    """
    present = [at for at, label in enumerate(survey.labels) if label in headers and label in outlines]
    labels = [survey.labels[at] for at in present]
    chain = tuple((label, outlines[label]) for label in labels)
    changes: list[Change] = []
    for index, hop in enumerate(pairwise(present)):
        before, after = labels[index : index + 2]
        pair = outlines[before], outlines[after]
        step = Step(
            survey=survey,
            hop=hop,
            before=headers[before],
            after=headers[after],
            chain=chain,
            index=index,
            earlier=tuple((label, headers[label]) for label in labels[:index]),
            comparison=Comparison(survey.renaming(hop), (dict(pair[0].bulk), dict(pair[1].bulk))),
            compare_samples=partial(samples, before, after) if samples else not_decoded,
        )
        records = [difference for difference in step.differences if difference.tag in RECORDS]
        devices = contributors(records)
        author = _Author(
            capture_before=before,
            capture=after,
            lineage=lineage.id,
            file_before=pair[0].file,
            file_after=pair[1].file,
            writer=writer_of(step.after, devices),
            declared=declarations((step.before, step.after), records, step.comparison.renamed),
            traces=_traces(records, devices),
        )
        changes += sorted(_changes(step, author), key=_place)
    return changes


def _traces(records: Sequence[Difference], devices: Sequence[Contributor]) -> tuple[tuple[str, str], ...]:
    """Devices that are new in Contributing Equipment, and an Instance Coercion DateTime that is."""
    named = list(dict.fromkeys(device.text for device in devices if device.text))
    coerced = (
        decode_value(difference.after)
        for difference in records
        if difference.tag == INSTANCE_COERCION_DATETIME and not difference.is_nested and difference.after is not None
    )
    found = (("contributing_equipment", shorten(" · ".join(named))), ("coerced_at", next(coerced, "")))
    return tuple((name, text) for name, text in found if text)


def _changes(step: Step, author: _Author) -> Iterator[Change]:
    yield from _meta_changes(step, author)
    for difference in step.differences:
        naming = classify(difference, step)
        if naming is not None:
            yield author.change(
                difference.path,
                with_clues(naming, difference, step, level=KINDS[naming.kind].level),
                _shown(difference),
                tag=difference.tag,
                place=difference.order,
            )
    for citation, naming in untouched_references(step):
        place = _place_of(citation.path)
        yield author.change(citation.path, naming, (citation.uid, citation.uid), tag=citation.tag, place=place)
    yield from _rewriting_changes(step, author)


def _meta_changes(step: Step, author: _Author) -> Iterator[Change]:
    """What the new writer put into the File Meta Information; it says nothing about the instance."""
    before, after = ({element.tag: element for element in header.meta} for header in (step.before, step.after))
    for tag in sorted(before.keys() | after.keys()):
        one, other = before.get(tag), after.get(tag)
        if one is None or other is None or one.value != other.value:
            texts = decode_value(one) if one else None, decode_value(other) if other else None
            detail = _meta_detail(tag, texts, step)
            naming = Naming(GROUP_LENGTH) if is_group_length(tag) else Naming(FILE_META, detail=detail)
            yield author.change(tag_text(tag), naming, texts, tag=tag, place=(tag,))


def _meta_detail(tag: int, texts: tuple[str | None, str | None], step: Step) -> str:
    """Why an element of the File Meta Information differs, where the instance and not its writer is the reason."""
    before, after = texts
    if not before or not after:
        return ""
    if tag == TRANSFER_SYNTAX_UID:
        return "other transfer syntax"
    if tag == MEDIA_STORAGE_SOP_INSTANCE_UID and after == step.outlines[1].sop_instance:
        return "follows the SOP Instance UID"
    return ""


def _rewriting_changes(step: Step, author: _Author) -> Iterator[Change]:
    """What the writing of the whole data set changed: one entry each, with the number of elements."""
    rewriting = step.comparison.rewriting
    sides = step.comparison.sides
    if rewriting.lengths:
        yield author.change("", Naming(SEQUENCE_LENGTH), (None, None), count=rewriting.lengths)
    if sides[0].explicit != sides[1].explicit:
        texts = _form(explicit=sides[0].explicit), _form(explicit=sides[1].explicit)
        yield author.change("", Naming(VR), texts, count=rewriting.vrs)
    if sides[0].little != sides[1].little:
        texts = _order(little=sides[0].little), _order(little=sides[1].little)
        yield author.change("", Naming(BYTE_ORDER), texts, count=rewriting.words)


def _form(*, explicit: bool) -> str:
    return "explicit VR" if explicit else "implicit VR"


def _order(*, little: bool) -> str:
    return "little endian" if little else "big endian"


def _shown(difference: Difference) -> tuple[str | None, str | None]:
    shown = _item_text if difference.item else _element_text
    before, after, sides = difference.before, difference.after, difference.sides
    return (
        None if before is None else shown(before, difference, sides[0]),
        None if after is None else shown(after, difference, sides[1]),
    )


def _element_text(element: Element, difference: Difference, side: Side) -> str:
    if is_coded(element):
        return shorten(coded_text(element, side))
    # The other side or the private dictionary may know a VR where the element's own says nothing.
    own = element.vr
    return decode_value(element, side.charset, little=side.little, vr=difference.vr if own == "UN" else own)


def _item_text(sequence: Element, difference: Difference, side: Side) -> str:
    """The values at the top of an item, as far as they fit into a line."""
    items = sequence.items or opaque_items(sequence.value or b"") or ()
    elements = items[difference.order[-1]].elements
    charset = charset_of(elements, side.charset)
    texts = [decode_value(element, charset, little=side.little) for element in elements[:VALUES_SHOWN]]
    return shorten(" · ".join(filter(None, texts)))


def _place(change: Change) -> Place:
    """Where a change stands in the file."""
    return _place_of(change.path)


@lru_cache(maxsize=4096)
def _place_of(path: str) -> Place:
    """The tags and item numbers of a path."""
    steps = _NUMBERS.finditer(path)
    return tuple(int(step[1] + step[2], 16) if step[1] else int(step[3]) for step in steps)
