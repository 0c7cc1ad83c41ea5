"""YAML as people write it: its nodes with their lines, and every complaint at the place that it is about.

Composed, never constructed: no tag is obeyed, no alias is followed, and a tag such as 00100020 stays a text.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from validator.engine.contract.limits import DEEPEST, LARGEST_LIST, LONGEST_COMPLAINT, MOST_COMPLAINTS, MOST_TOLD
from validator.engine.text import shorten

if TYPE_CHECKING:
    from yaml import Event, Node, YAMLError

BARE_STAR = re.compile(r"(?m)^[^#'\"\n]*?[:\-\[{,]\s*(?P<star>\*)\s*(?:$|#|[,\]}])")
HINTS = {
    "cannot start any token": "indent with spaces, not with tabs, and put a value into quotes that begins with one of "
    "@ ` % & ! | >",
    "mapping values are not allowed": "put a value that holds a colon and a space into quotes, and begin the keys of "
    "one entry in the same column",
    "expected <block end>": "begin the keys of one entry in the same column, and each entry of a list with a dash",
    "could not find expected ':'": "each key is followed by a colon and a space",
    "expected ',' or": "close the bracket, and put a tag such as (0010,0020) into quotes between brackets",
    "found unexpected end of stream": "close the quotes",
}
"""What to do about some of the parser's problems, by words that they contain."""


class Complaint(NamedTuple):
    """What is wrong at one place of a text, and what to write instead."""

    line: int
    """Counted from 1, as ``column`` is."""
    column: int
    text: str


class Refused(Exception):
    """A text that cannot be used as it stands."""

    def __init__(self, complaints: Iterable[Complaint]) -> None:
        first = sorted(set(complaints))[:MOST_TOLD]
        self.complaints = tuple(one._replace(text=shorten(one.text, LONGEST_COMPLAINT)) for one in first)
        """From the top of the text down."""
        super().__init__("; ".join(f"line {one.line}: {one.text}" for one in self.complaints))


def complaint_at(node: "Node", text: str) -> Complaint:
    return Complaint(line_of(node), node.start_mark.column + 1, text)


def line_of(node: "Node") -> int:
    line: int = node.start_mark.line
    return line + 1


def read_document(data: bytes, *, empty: str) -> "Node":
    """The root node of a file that holds one YAML document. Raises ``Refused``.

    ``empty`` is what to do where there is nothing in it.
    """
    import yaml

    text = _text(data)
    try:
        complaints = list(islice(_refusals(yaml.parse(text, Loader=yaml.SafeLoader)), MOST_COMPLAINTS))
        if complaints:
            raise Refused(complaints)
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        raise Refused(_syntax_complaints(text, error)) from error
    except ValueError as error:
        # The parser reads the version behind %YAML as numbers, however long.
        raise Refused([Complaint(1, 1, "This is not YAML: take the line with '%' away.")]) from error
    if root is None:
        raise Refused([Complaint(1, 1, f"The file is empty: {empty}")])
    return root


def _text(data: bytes) -> str:
    if len(data) > LARGEST_LIST:
        raise Refused([Complaint(1, 1, f"The file is larger than {LARGEST_LIST:,} bytes: shorten it.")])
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - data.rfind(b"\n", 0, error.start)
        what = f"The byte {data[error.start]:02X} does not belong into UTF-8: save the file in that encoding."
        raise Refused([Complaint(line, column, what)]) from error


def _refusals(events: "Iterable[Event]") -> Iterator[Complaint]:
    """What YAML allows and this program does not."""
    depth = documents = 0
    for event in events:
        name = type(event).__name__
        if name == "DocumentStartEvent":
            documents += 1
            if documents > 1:
                yield _complaint(event, "A second document begins here: keep one in each file, without '---' between.")
        elif name == "AliasEvent":
            yield _complaint(event, "Aliases are not followed: write the value out here.")
        elif getattr(event, "anchor", None) is not None:
            yield _complaint(event, "Anchors are not used here: take the '&…' away.")
        if getattr(event, "tag", None) is not None:
            yield _complaint(event, "Tags of YAML are not obeyed: take the '!…' away.")
        depth += {"SequenceStartEvent": 1, "MappingStartEvent": 1, "SequenceEndEvent": -1, "MappingEndEvent": -1}.get(
            name, 0
        )
        if depth > DEEPEST:
            yield _complaint(event, f"Lists and mappings stand inside each other more than {DEEPEST} deep.")
            return


def _complaint(event: "Event", text: str) -> Complaint:
    mark = event.start_mark
    return Complaint(mark.line + 1, mark.column + 1, text) if mark else Complaint(1, 1, text)


def _syntax_complaints(text: str, error: "YAMLError") -> list[Complaint]:
    import yaml

    if isinstance(error, yaml.reader.ReaderError):
        line = text.count("\n", 0, error.position) + 1
        column = error.position - text.rfind("\n", 0, error.position)
        return [Complaint(line, column, f"The character U+{ord(text[error.position]):04X} may not stand in YAML.")]
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        return [Complaint(1, 1, "This is not YAML.")]
    if "alias" in (error.context or ""):
        stars = [star.start("star") for star in islice(BARE_STAR.finditer(text), MOST_COMPLAINTS)]
        if stars:
            what = "A star stands for everything only in quotes: write '*'."
            return [Complaint(text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at), what) for at in stars]
    problem = error.problem or "it ends too early"
    hint = next((hint for words, hint in HINTS.items() if words in problem), "look at the quotes and the indentation")
    mark = error.problem_mark
    return [Complaint(mark.line + 1, mark.column + 1, f"This is not YAML ({problem}): {hint}.")]
