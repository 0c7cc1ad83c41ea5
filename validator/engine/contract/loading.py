"""A list of expectations read from YAML: entries where all is well, else every complaint with its line.

Written out rather than declared to a library of schemas: the fields are six, and what a person needs from a broken
file is the line, the nearest known word and what to write instead.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

import validator.engine.compare  # noqa: F401  the kinds of change register themselves
from validator.engine.catalogue import KINDS
from validator.engine.contract import lookup
from validator.engine.contract.document import Complaint, Refused, complaint_at, line_of, read_document
from validator.engine.contract.expectations import PRESENCE, Expectation, Expectations
from validator.engine.contract.fields import described, fields_of, nearest, text_of, truth_of
from validator.engine.contract.limits import LONGEST_NOTE, MOST_COMPLAINTS, MOST_ENTRIES
from validator.engine.contract.place import EVERYTHING, Place, UnknownPlace, place_of
from validator.engine.contract.transformation import BadRule, Transformation, mapped, transformation_of

if TYPE_CHECKING:
    from yaml import Node

FIELDS = ("capture", "path", "kind", "rule", "required", "note")
DEMANDED = ("capture", "path", "kind")
ENTRY = "- {capture: router, path: PatientID, kind: value.prefixed}"
EMPTY = f"it is a list of entries such as {ENTRY}"

Tables = Callable[[str], bytes]
"""Reads a value map that an entry names. Raises ``OSError`` where there is none."""


class Chain(NamedTuple):
    """What is known of the case that a list is for."""

    captures: Sequence[str] = ()
    """The labels in order; none where they are not known yet."""
    tables: Tables | None = None
    """``None`` where there are no files beside the list."""


ANY_CHAIN = Chain()


def load_expectations(data: bytes, chain: Chain = ANY_CHAIN) -> Expectations:
    """The list that a file holds. Raises ``Refused`` with all that is wrong in it."""
    import yaml

    root = read_document(data, empty=EMPTY)
    if not isinstance(root, yaml.SequenceNode):
        what = f"The file is a list with a dash before each entry, as in {ENTRY}; this is {described(root)}."
        raise Refused([complaint_at(root, what)])
    if not root.value:
        raise Refused([complaint_at(root, f"The list is empty: {EMPTY}.")])
    if len(root.value) > MOST_ENTRIES:
        what = f"The list has {len(root.value):,} entries; at most {MOST_ENTRIES:,} are read: join some with '*'."
        raise Refused([complaint_at(root.value[MOST_ENTRIES], what)])
    complaints: list[Complaint] = []
    entries: list[Expectation] = []
    for number, node in enumerate(root.value, 1):
        if len(complaints) >= MOST_COMPLAINTS:
            complaints.append(complaint_at(node, "From here on the list was not read: correct what is above first."))
            break
        entry = _Reader(node, chain, complaints).entry(number)
        if entry is not None:
            entries.append(entry)
    if complaints:
        raise Refused(complaints)
    return Expectations(tuple(entries))


class _Reader:
    """Reads one entry; what is wrong with it goes to ``complaints``."""

    def __init__(self, node: "Node", chain: Chain, complaints: list[Complaint]) -> None:
        self._node = node
        self._chain = chain
        self._complaints = complaints

    def entry(self, number: int) -> Expectation | None:
        fields = fields_of(self._node, FIELDS, self._complaints)
        if fields is None:
            return None
        missing = [name for name in DEMANDED if name not in fields]
        if missing:
            self._complain(self._node, f"The entry has no {' and no '.join(missing)}: add '{missing[0]}: …'.")
        capture = self._capture(fields["capture"]) if "capture" in fields else None
        place = self._place(fields["path"]) if "path" in fields else None
        kind = self._kind(fields["kind"]) if "kind" in fields else None
        rule = self._rule(fields["rule"]) if "rule" in fields else None
        required = truth_of(fields["required"], "required", self._complaints) if "required" in fields else False
        note = self._note(fields["note"]) if "note" in fields else ""
        if required and capture == EVERYTHING:
            self._complain(fields["required"], "What is required needs the one hop that must do it: name its capture.")
        if kind is not None and kind.startswith(PRESENCE):
            self._expect_presence(fields, place, required=bool(required))
        if capture is None or place is None or kind is None:
            return None
        return Expectation(number, line_of(self._node), capture, place, kind, rule, bool(required), note)

    def _complain(self, node: "Node", text: str) -> None:
        self._complaints.append(complaint_at(node, text))

    def _capture(self, node: "Node") -> str | None:
        label = text_of(node, "capture", self._complaints)
        known = self._chain.captures
        if label is None or label == EVERYTHING or not known:
            return label
        if label not in known:
            self._complain(node, f"There is no capture {label!r}{nearest(label, known[1:])}")
        elif label == known[0]:
            self._complain(node, f"No hop leads to {label!r}, the first capture: name the one after the hop.")
        return label

    def _place(self, node: "Node") -> Place | None:
        text = text_of(node, "path", self._complaints)
        try:
            return None if text is None else place_of(text)
        except UnknownPlace as error:
            self._complain(node, str(error))
            return None

    def _kind(self, node: "Node") -> str | None:
        kind = text_of(node, "kind", self._complaints)
        families = {f"{name.split('.')[0]}.*" for name in KINDS}
        if kind is None or kind == EVERYTHING or kind in KINDS or kind in families:
            return kind
        self._complain(node, f"There is no kind of change {kind!r}{nearest(kind, {*KINDS, *families})}")
        return None

    def _rule(self, node: "Node") -> Transformation | None:
        import yaml

        if isinstance(node, yaml.SequenceNode) and node.value:
            steps = [self._operation(step) for step in node.value]
            whole = steps[0]
            for step in steps[1:]:
                whole = whole.then(step) if whole and step else None
            return whole
        return self._operation(node)

    def _operation(self, node: "Node") -> Transformation | None:
        import yaml

        try:
            if isinstance(node, yaml.MappingNode):
                return self._pairs(node)
            text = text_of(node, "rule", self._complaints)
            if text is None:
                return None
            name, _, file = text.strip().partition(" ")
            return self._table(file.strip(), text.strip()) if name == "map" else transformation_of(text)
        except BadRule as error:
            self._complain(node, str(error))
        except lookup.BadMap as error:
            self._complain(node, f"{str(error)[0].upper()}{str(error)[1:]}.")
        return None

    def _pairs(self, node: "Node") -> Transformation | None:
        """``{map: {before: after}}``"""
        import yaml

        fields = fields_of(node, ("map",), self._complaints)
        pairs = fields.get("map") if fields else None
        if not isinstance(pairs, yaml.MappingNode):
            if pairs is not None or not node.value:
                self._complain(node, "As a mapping the rule is {map: {before: after}}.")
            return None
        scalars = [each for pair in pairs.value for each in pair if not isinstance(each, yaml.ScalarNode)]
        for each in scalars:
            self._complain(each, "A value map holds single values.")
        if scalars:
            return None
        rows = ((f"line {line_of(before)}", before.value, after.value) for before, after in pairs.value)
        count = len(pairs.value)
        return mapped(lookup.united(rows), f"map of {count:,} value{'s' * (count != 1)}")

    def _table(self, file: str, text: str) -> Transformation:
        if not file:
            raise BadRule("map needs the name of a CSV file after it, or the pairs: {map: {before: after}}.")
        if not file.isprintable():
            raise BadRule("The name of a value map holds no control characters.")
        if self._chain.tables is None:
            raise BadRule("There are no files beside this list: write the pairs into it, as {map: {before: after}}.")
        try:
            return mapped(lookup.pairs_of(self._chain.tables(file)), text)
        except OSError as error:
            raise BadRule(f"{file} cannot be read ({error.strerror or error}): put it beside this list.") from error
        except lookup.BadMap as error:
            raise BadRule(f"{file}: {error}.") from error

    def _note(self, node: "Node") -> str:
        note = text_of(node, "note", self._complaints) or ""
        if len(note) > LONGEST_NOTE:
            self._complain(node, f"The note has {len(note):,} characters; at most {LONGEST_NOTE} are kept: shorten it.")
        return " ".join(note.split())

    def _expect_presence(self, fields: "dict[str, Node]", place: Place | None, *, required: bool) -> None:
        """Of an instance as a whole nothing finer can be said than that it may be missing, or added."""
        if place is not None and place.steps:
            self._complain(fields["path"], "An instance as a whole has no attribute: write path: '*'.")
        if "rule" in fields:
            self._complain(fields["rule"], "An instance as a whole has no value: leave the rule out.")
        if required:
            self._complain(fields["required"], "Instances can be allowed to differ, not required to: leave this out.")
