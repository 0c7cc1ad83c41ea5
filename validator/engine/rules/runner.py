"""Calls every rule on what its scope looks at, and makes findings of what they yield.

The contract between a rule and this runner:

- A rule is a function registered with ``catalogue.rule``. Its ``scope`` decides what it is called with:
  ``ELEMENT`` with a ``Value``, ``DATA_SET`` with a ``DataSet``, ``COLLECTION`` with a ``Collection``.
- It yields a ``Hit`` (a ``CollectionHit`` over a collection) for each violation, and nothing where all is well. It
  need not look after order, number or text: the runner formats the rule's message with the hit's words, adds
  ``{attribute}`` ("(0010,0020) Patient ID", from the path), and sorts by offset, then code.
- An element rule is a pure function of its ``Value``: its hits are remembered and used again for every element with
  the same tag, VR, bytes and character set; those of a rule that did not look at the bytes, whatever the bytes are. It
  is called for the values of the file meta and of all items too, but
  not for sequences, fragments, and values that are cut off or stay on disk. ``@reads("DA", "TM")`` under
  ``@rule(...)`` limits it to some VRs, which keeps a cold check fast.
- A message never contains a value of the data set. The runner puts the value into ``Finding.value``, where it can be
  redacted; a hit may give a part of it instead.
- A data-set rule is a pure function of its ``DataSet``: of the instances of a series only those are judged anew that
  differ in what the rule asked for (``series``).
- A rule that raises becomes one finding ENG001 and the other rules go on. Of each rule at most
  ``FINDINGS_PER_RULE`` findings a file are kept; ENG002 says how many more there were.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import compress
from pathlib import Path
from typing import NamedTuple

from validator.engine.catalogue import RULES, Rule, Scope
from validator.engine.header import scan
from validator.engine.model import CheckedFile, CollectionFinding, Element, FaultKind, Finding, Header, State
from validator.engine.rules.collection import Collection, Content, unknown_content
from validator.engine.rules.eng import CRASHED, SURPLUS
from validator.engine.rules.findings import Above, Found, collection_finding, crashed, hits_of, ordered, report
from validator.engine.rules.forms import FORMS, Form
from validator.engine.rules.identity import Identity
from validator.engine.rules.series import Series
from validator.engine.rules.subject import (
    EVERYTHING,
    READS,
    UNREAD,
    CollectionHit,
    DataSet,
    Hit,
    Value,
)
from validator.engine.rules.tags import SOP_INSTANCE_UID, SPECIFIC_CHARACTER_SET
from validator.engine.rules.watching import WatchedValue
from validator.engine.standard import dictionary
from validator.engine.text import label_of

REMEMBERED = 50_000
"""How many judged values are kept; when there are more, all are forgotten and learnt again."""
KINDS = 4096
"""How many kinds of elements are kept for which it is known what rules say to every value."""
REMEMBERED_BYTES = 4096
"""Longer values hardly ever repeat: they are judged each time."""

Verdict = tuple[tuple[Rule, Hit], ...]
Key = tuple[int, str, bytes, tuple[str, ...], bool]
Kind = tuple[int, str, tuple[str, ...], bool, bool]
"""Tag, VR as written, character set, byte order, and whether the values are ASCII without escape sequences."""


class Constant(NamedTuple):
    """What is the same for all values of one kind."""

    vr: str
    rules: tuple[Rule, ...]
    """Those that look at the bytes."""
    form: Form | None
    others: tuple[Rule, ...]
    """Of the rules that look at the bytes those that may object to a value of this form."""
    verdict: Verdict
    """What the others say."""


class Runner:
    """Runs a set of rules and remembers how they judged values that repeat."""

    def __init__(self, rules: Iterable[Rule], *, knows_series: bool = True) -> None:
        rules = [rule for rule in rules if rule.code not in (CRASHED, SURPLUS)]
        self._element_rules = [rule for rule in rules if rule.scope is Scope.ELEMENT]
        self._data_set_rules = [rule for rule in rules if rule.scope is Scope.DATA_SET]
        self._collection_rules = [rule for rule in rules if rule.scope is Scope.COLLECTION]
        self._tags = {reading.tag for rule in self._element_rules if (reading := READS.get(rule.check))}
        self._by_kind: dict[tuple[str, int | None, bool], list[Rule]] = {}
        self._constants: dict[Kind, Constant] = {}
        self._memo: dict[Key, Verdict] = {}
        self._series = Series(self._data_set_rules, self._found_in) if knows_series else None

    def check_header(self, header: Header, *, file: str) -> CheckedFile:
        """Everything that the rules find in one file; ``file`` is the name that the report cites."""
        data_set = DataSet(header)
        findings = self._series.findings(data_set) if self._series else None
        return CheckedFile(
            file=file,
            state=_state(header),
            sop_class=data_set.sop_class or None,
            sop_instance=data_set.text(SOP_INSTANCE_UID) or None,
            declared_syntax=header.declared_syntax,
            actual_syntax=header.actual_syntax if header.is_dicom else None,
            findings=self._findings(data_set) if findings is None else ordered(findings),
            kind=_kind(header),
        )

    def _findings(self, data_set: DataSet) -> tuple[Finding, ...]:
        """What all rules find, each of them asked."""
        header = data_set.header
        found = [Found(*hit) for hit in hits_of(self._data_set_rules, data_set)]
        found += self._found_in(header.elements, data_set.charset, data_set.little)
        found += self._found_in(header.meta, (), True)
        return report(found, data_set)

    def check_collection(
        self, identities: Iterable[Identity], *, content: Content = unknown_content
    ) -> list[CollectionFinding]:
        """Everything that shows only when the instances of one capture are read together."""
        collection = Collection(identities, content)
        findings = [
            collection_finding(*hit) for rule in self._collection_rules for hit in _collection_hits(rule, collection)
        ]
        return sorted(findings, key=lambda finding: (finding.code, finding.path, finding.files))

    def _found_in(self, elements: tuple[Element, ...], charset: tuple[str, ...], little: bool) -> Iterator[Found]:
        """What the element rules object to in some elements of one level, and at every depth below."""
        memo = self._memo
        above: Above | None = None
        stack = [(elements, charset, above)]
        while stack:
            elements, charset, above = stack.pop()
            for element in elements:
                value = element.value
                if value is None:
                    stack.extend(
                        (item.elements, _charset_in(item.elements, charset), Above(above, element.tag, index))
                        for index, item in enumerate(element.items or ())
                    )
                elif len(value) == element.length and element.fragments is None:
                    key = (element.tag, element.vr_written, value, charset, little)
                    verdict = memo.get(key)
                    if verdict is None:
                        verdict = self._judge(key)
                    for rule, hit in verdict:
                        offset = element.offset if hit.offset is None else element.value_offset + hit.offset
                        yield Found(rule, hit._replace(offset=offset), element, charset, above)

    def _judge(self, key: Key) -> Verdict:
        tag, vr_written, raw, charset, little = key
        kind = (tag, vr_written, charset, little, raw.isascii() and b"\x1b" not in raw)
        constant = self._constants.get(kind)
        if constant is None:
            verdict = self._meet(kind, raw)
        else:
            vr, rules, form, others, verdict = constant
            if form and form.pattern.fullmatch(raw):
                rules = others
            if hits := hits_of(rules, Value(tag, vr, vr_written, raw, charset, little)):
                verdict = (*verdict, *hits)
        if len(raw) <= REMEMBERED_BYTES:
            if len(self._memo) >= REMEMBERED:
                self._memo.clear()
            self._memo[key] = verdict
        return verdict

    def _meet(self, kind: Kind, raw: bytes) -> Verdict:
        """What all rules say to the first value of a kind; it is kept what those say that did not look at it."""
        tag, vr_written, charset, little, is_plain = kind
        vr = vr_written if vr_written and vr_written != "UN" else dictionary.vr_of(tag) or "UN"
        blind: Verdict = ()
        seeing: Verdict = ()
        rules = []
        for rule in self._rules_for(vr, tag, is_plain=is_plain):
            value = WatchedValue(tag, vr, vr_written, raw, charset, little)
            hits = hits_of((rule,), value)
            if value.is_read:
                rules.append(rule)
                seeing += (*hits,)
            else:
                blind += (*hits,)
        if len(self._constants) >= KINDS:
            self._constants.clear()
        form = FORMS.get(vr)
        others = tuple(rule for rule in rules if form is None or rule.code not in form.passing)
        self._constants[kind] = Constant(vr, tuple(rules), form, others, blind)
        return blind + seeing

    def _rules_for(self, vr: str, tag: int, *, is_plain: bool) -> list[Rule]:
        """The element rules that look at such values."""
        kind = (vr, tag if tag in self._tags else None, is_plain)
        rules = self._by_kind.get(kind)
        if rules is None:
            readings = (READS.get(rule.check, EVERYTHING) for rule in self._element_rules)
            covered = [reading.covers(tag, vr, is_plain=is_plain) for reading in readings]
            rules = self._by_kind[kind] = [*compress(self._element_rules, covered)]
        return rules


@cache
def _runner() -> Runner:
    return Runner(RULES.values())


def check_header(header: Header, *, file: str) -> CheckedFile:
    """Everything that the rules find in one scanned file; ``file`` is the name that the report cites."""
    return _runner().check_header(header, file=file)


def check_path(path: Path, *, file: str) -> CheckedFile:
    """Scan a file and check it; raises ``OSError`` where it cannot be opened."""
    return check_header(scan(path), file=file)


def check_collection(identities: Iterable[Identity], *, content: Content = unknown_content) -> list[CollectionFinding]:
    """Everything that shows only when the instances of one capture are read together.

    ``content`` is asked for the few files that have the same SOP Instance UID and the same header. Without it nothing
    is claimed about what of them was left on disk.
    """
    return _runner().check_collection(identities, content=content)


def _collection_hits(rule: Rule, collection: Collection) -> Iterator[tuple[Rule, CollectionHit]]:
    try:
        for hit in rule.check(collection):
            yield rule, hit
    except Exception as error:  # noqa: BLE001 - as above
        for judged, hit in crashed(rule, error):
            yield judged, CollectionHit(files=(), words=hit.words)


def _charset_in(elements: tuple[Element, ...], inherited: tuple[str, ...]) -> tuple[str, ...]:
    """The character set in force in an item: its own, else that of what holds it (PS3.5 7.5)."""
    own = next((element for element in elements if element.tag == SPECIFIC_CHARACTER_SET), None)
    return label_of(own) if own else inherited


def _state(header: Header) -> State:
    if not header.is_dicom:
        return State.NOT_DICOM
    return State.DAMAGED if any(fault.kind in UNREAD for fault in header.faults) else State.CHECKED


def _kind(header: Header) -> str | None:
    """What a file that is not DICOM is instead, in the scanner's words."""
    return next((fault.detail for fault in header.faults if fault.kind is FaultKind.NOT_DICOM and fault.detail), None)
