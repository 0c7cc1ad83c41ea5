"""What a hop did, as a person would say it: one phrase for each kind of change."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from validator.engine.catalogue import KINDS
from validator.engine.hierarchy import IDENTITIES
from validator.engine.model import Entity
from validator.engine.standard import dictionary

PHRASES = {
    "sop-class.changed": "made another kind of object (SOP Class) of the instances",
    "uid.reverted": "set {names} back to an earlier value",
    "reference.remapped": "moved references along with what they cite",
    "reference.dangling": "left {objects} citing what is gone or has another UID",
    "reference.context-stale": "left {objects} citing a study or series that the instances cited do not belong to",
    "reference.removed": "removed references to other instances",
    "reference.outside": "changed references to instances outside this case",
    "value.added": "added {names}",
    "value.removed": "removed {names}",
    "value.emptied": "emptied {names}",
    "value.filled": "filled in {names}",
    "value.multiplicity": "dropped or added values in {names}",
    "value.reordered": "put the parts of {names} in another order",
    "value.case": "changed upper and lower case in {names}",
    "value.whitespace": "changed spaces in {names}",
    "value.punctuation": "changed delimiters in {names}",
    "value.zeros-stripped": "stripped leading zeros from {names}",
    "value.zero-padded": "padded {names} with zeros",
    "value.truncated": "cut {names}",
    "value.prefixed": "put something in front of {names}",
    "value.suffixed": "put something behind {names}",
    "value.prefix-removed": "took the beginning of {names} away",
    "value.suffix-removed": "took the end of {names} away",
    "value.prefixed-truncated": "put something in front of {names} and cut the end off",
    "value.rounded": "rounded {names}",
    "value.number": "changed the numbers in {names}",
    "value.date-shifted": "moved {names} by days",
    "value.time-precision": "changed the precision of {names}",
    "value.time-zone": "changed the time zone of {names}",
    "value.copied": "copied another attribute into {names}",
    "value.overlong": "made {names} longer than allowed",
    "value.replaced": "replaced {names}",
    "modality.remapped": "changed Modality",
    "charset.relabelled": "relabelled the character set without converting the texts",
    "charset.label-changed": "changed the character set label",
    "charset.label-removed": "removed the character set label",
    "charset.label-added": "added a character set label",
    "charset.reinterpreted": "made {names} read differently with the same bytes",
    "charset.double-encoded": "encoded {names} twice",
    "charset.mojibake": "read {names} by a wrong character set and stored the result",
    "charset.question-marks": "replaced characters of {names} by placeholders",
    "charset.transliterated": "spelt {names} in plain letters",
    "charset.characters-dropped": "dropped characters from {names}",
    "charset.escapes-lost": "lost the escape sequences in {names}",
    "charset.truncated-mid-character": "cut {names} inside a character",
    "private.removed": "removed {elements}",
    "private.added": "added {elements}",
    "private.block-moved": "moved private blocks to other numbers",
    "private.creator-lost": "left private attributes without their creator",
    "sequence.item-added": "added items to {names}",
    "sequence.item-removed": "removed items from {names}",
    "sequence.item-reordered": "changed the order of items in {names}",
    "sequence.removed": "removed {names}",
    "sequence.added": "added {names}",
    "pixel.lossy": "compressed the pixel data with loss",
    "pixel.altered": "altered the pixel data",
    "pixel.description": "changed how the pixel data are described ({names})",
    "pixel.truncated": "cut the pixel data short",
    "pixel.removed": "removed the pixel data",
    "pixel.unverified": "encoded the pixel data anew; whether they stayed the same was not checked",
    "derivation.declared": "declared a new derivation or compression ({names})",
    "derivation.erased": "erased the record of lossy compression",
    "deidentification.marker": "changed the markers of de-identification",
}
"""Completes "Router …"; ``{names}`` are the attributes, ``{objects}`` how many instances, of what kind, it befell,
``{elements}`` how many private attributes."""
PRECISE_PHRASES = {
    "value.truncated": (("characters",), "cut {names} to {characters}"),
    "value.zero-padded": (("characters",), "padded {names} with zeros to {characters}"),
    "value.prefixed": (("prefix",), "put “{prefix}” in front of {names}"),
    "value.suffixed": (("suffix",), "put “{suffix}” behind {names}"),
    "value.prefix-removed": (("prefix",), "took “{prefix}” off the front of {names}"),
    "value.prefixed-truncated": (
        ("prefix", "characters"),
        "put “{prefix}” in front of {names} and cut {them} to {characters}",
    ),
    "value.copied": (("copied_from",), "copied {copied_from} into {names}"),
    "value.date-shifted": (("days",), "moved {names} {days}"),
    "value.time-zone": (("minutes",), "moved {names} {minutes}"),
}
"""The same with the very characters: which evidence tells them, and the phrase, where they were always the same."""
PAIR_PHRASES = {
    "value.replaced": "replaced {names} “{}” by “{}”",
    "value.number": "changed {names} from {} to {}",
    "value.rounded": "rounded {names} from {} to {}",
    "modality.remapped": "changed {names} from {} to {}",
}
"""The same with the values before and after, where they were always the same and fit into a line."""
VR_PHRASES = {
    "lost": "left {} without a known VR (UN), bytes kept",
    "found": "gave {} a VR that was unknown, bytes kept",
    "": "wrote {} of unknown VR as UN, bytes kept",
}
"""What became of the VR of some attributes: lost, found, or neither."""
OBJECT_NAMES = {
    "1.2.840.10008.5.1.4.1.1.11.": "presentation state",
    "1.2.840.10008.5.1.4.1.1.66.1": "spatial registration",
    "1.2.840.10008.5.1.4.1.1.66.3": "spatial registration",
    "1.2.840.10008.5.1.4.1.1.66.4": "segmentation",
    "1.2.840.10008.5.1.4.1.1.66.5": "segmentation",
    "1.2.840.10008.5.1.4.1.1.66.7": "segmentation",
    "1.2.840.10008.5.1.4.1.1.88.59": "key object selection",
    "1.2.840.10008.5.1.4.1.1.88.": "structured report",
    "1.2.840.10008.5.1.4.1.1.481.2": "RT dose",
    "1.2.840.10008.5.1.4.1.1.481.3": "RT structure set",
    "1.2.840.10008.5.1.4.1.1.481.5": "RT plan",
}
"""What people call the objects that cite others, by SOP Class UID; one that ends in a dot stands for all under it."""
MOST_NAMED = 3
"""So many attributes are named in one sentence."""
LONGEST_PAIR = 40
"""Characters: the value before and the value after together, to be quoted in a sentence."""


def tag_at(pattern: str) -> int:
    """The tag at the end of a path; 0 for the data set as a whole."""
    return dictionary.tag_at(pattern.removesuffix("[*]"))


def attribute_name(pattern: str) -> str:
    """The attribute at a path in words."""
    tag = tag_at(pattern)
    return dictionary.name(tag) if tag else "the data set"


def place_name(pattern: str) -> str:
    """The attribute at a path in words, of one inside an item with its sequence."""
    sequence = tag_at(pattern.rpartition(".")[0])
    return f"{attribute_name(pattern)} in {dictionary.name(sequence)}" if sequence else attribute_name(pattern)


def phrase_of(kind: str, names: Sequence[str], *, objects: str, elements: int) -> str:
    """What was done, with the names of the attributes, the objects and the number of elements that it befell."""
    template = PHRASES.get(kind, f"{{names}}: {KINDS[kind].phrase}")
    return template.format(names=listed(names), objects=objects, elements=counted(elements, "private attribute"))


def precise_phrase(kind: str, names: Sequence[str], evidence: Mapping[str, Any]) -> str | None:
    """The phrase with the very characters, where the evidence tells them."""
    facts, template = PRECISE_PHRASES.get(kind, ((), ""))
    if not facts or any(fact not in evidence for fact in facts):
        return None
    figures = {fact: _figure(fact, evidence[fact]) for fact in facts}
    return template.format(names=listed(names), them="it" if len(set(names)) == 1 else "them", **figures)


def _figure(fact: str, value: str | int) -> str:
    """The number or text that a precise phrase quotes; lengths, days and attributes in words."""
    if fact == "copied_from":
        return dictionary.name(dictionary.tag_of(str(value)) or 0)
    if fact == "characters":
        return counted(int(value), "character")
    if fact not in ("days", "minutes"):
        return str(value)
    return f"{'back' if int(value) < 0 else 'forward'} by {counted(abs(int(value)), fact.removesuffix('s'))}"


def is_quotable(*values: str | None) -> bool:
    """Whether these values can be quoted together in a line."""
    return all(values) and len(text := "".join(filter(None, values))) <= LONGEST_PAIR and text.isprintable()


def pair_phrase(kind: str, names: Sequence[str], before: str | None, after: str | None) -> str | None:
    """The phrase with the only pair of values that there was, where both can be quoted in a line."""
    if kind not in PAIR_PHRASES or not before or not is_quotable(before, after):
        return None
    return PAIR_PHRASES[kind].format(before, after, names=listed(names))


def collisions_phrase(merged: Sequence[int], name: str, *, more: int = 0) -> str:
    """What became equal; each number tells how many different values became one.

    ``name`` is that of the attribute, empty where there are several; ``more`` tells how many values there are beside
    which stand for several different ones as well.
    """
    values = f"{name}s" if name and name[-1].isalpha() and name[-1] not in "sx" else "values"
    if more:
        return f"{len(merged) + more:,} {values} now stand for several different ones each"
    if len(merged) == 1:
        return f"{merged[0]:,} different {values} became one"
    if all(number == 2 for number in merged):
        return f"{len(merged):,} pairs of {values} became equal"
    return f"{sum(merged):,} different {values} became {len(merged):,}"


def objects_of(classes: Iterable[str], count: int) -> str:
    """``4 presentation states``; ``4 instances`` where they are of several kinds."""
    nouns = {_object_name(sop_class) for sop_class in classes}
    return counted(count, nouns.pop() if len(nouns) == 1 else "instance")


def _object_name(sop_class: str) -> str:
    named = OBJECT_NAMES.get(sop_class) or OBJECT_NAMES.get(sop_class.rpartition(".")[0] + ".")
    return named or "instance"


def renewed_phrase(every: Sequence[Entity], some: Mapping[Entity, int]) -> str:
    """That entities have new UIDs: ``every`` one of these kinds, and ``some`` of those in so many instances."""
    parts = [f"every {listed([entity.noun for entity in every])} a new UID"] if every else []
    for count in dict.fromkeys(some.values()):
        names = [entity.term for entity, number in some.items() if number == count]
        parts.append(f"{counted(count, 'instance')} a new {listed(names)} UID")
    return f"gave {listed(parts)}" if parts else ""


def uids_phrase(kind: str, parts: Mapping[int, Mapping[str, int]]) -> str:
    """That UIDs of studies, series and instances were divided or merged; empty where the tags are none of theirs.

    ``parts`` has the tags and tells how many UIDs each UID was divided into or, of a merger, made of; nothing where
    that cannot be said.
    """
    entities = {entity: parts[tag] for tag, entity in IDENTITIES.items() if tag in parts}
    if not entities:
        return ""
    if kind == "uid.split":
        return f"divided {listed([_divided(entity, numbers) for entity, numbers in entities.items()])}"
    return f"merged {listed([_merged(entity, numbers) for entity, numbers in entities.items()])}"


def entities(number: int, entity: Entity) -> str:
    """``1 study``, ``4 series``"""
    return counted(number, entity.noun, entity.plural)


def _divided(entity: Entity, parts: Mapping[str, int]) -> str:
    if not parts:
        return f"{entity.plural} into several"
    return f"{entities(len(parts), entity)} into {sum(parts.values()):,}"


def _merged(entity: Entity, parts: Mapping[str, int]) -> str:
    if not parts:
        return f"different {entity.plural} into one"
    into = "one" if len(parts) == 1 else f"{len(parts):,}"
    return f"{entities(sum(parts.values()), entity)} into {into}"


def listed(names: Sequence[str]) -> str:
    """``A``, ``A and B``, ``A, B and C``, ``A, B, C and 4 more``."""
    names = list(dict.fromkeys(names))
    if len(names) > MOST_NAMED + 1:
        names = [*names[:MOST_NAMED], f"{len(names) - MOST_NAMED} more"]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else "an attribute"


def counted(number: int, noun: str, plural: str = "") -> str:
    """``1 instance``, ``1,204 instances``"""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"
