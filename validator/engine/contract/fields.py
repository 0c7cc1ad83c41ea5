"""The fields of a mapping, checked for what they may be."""

import difflib
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from validator.engine.contract.document import Complaint, complaint_at, line_of

if TYPE_CHECKING:
    from yaml import Node

BOOLEANS = {"true": True, "false": False, "yes": True, "no": False}
CLOSE = 0.7
"""How alike a word must be to be proposed, from 0 to 1."""
NOTHING = "tag:yaml.org,2002:null"


def fields_of(node: "Node", known: Sequence[str], complaints: list[Complaint]) -> "dict[str, Node] | None":
    """The values by key; ``None`` where it is no mapping. What is wrong goes to ``complaints``."""
    import yaml

    if not isinstance(node, yaml.MappingNode):
        what = f"An entry is a mapping with the keys {listed(known)}, not {described(node)}."
        complaints.append(complaint_at(node, what))
        return None
    found: dict[str, Node] = {}
    lines: dict[str, int] = {}
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            complaints.append(complaint_at(key, "A key is a single word."))
        elif key.value in lines:
            complaints.append(complaint_at(key, f"{key.value} stands in line {lines[key.value]} already: keep one."))
        elif key.value not in known:
            complaints.append(complaint_at(key, f"There is no key {key.value!r}{nearest(key.value, known)}"))
        else:
            found[key.value] = value
        if isinstance(key, yaml.ScalarNode):
            lines.setdefault(key.value, line_of(key))
    return found


def text_of(node: "Node", name: str, complaints: list[Complaint]) -> str | None:
    """A value as the text that stands there; ``None`` where it is none, or empty."""
    import yaml

    if not isinstance(node, yaml.ScalarNode):
        complaints.append(complaint_at(node, f"{name} is one value, not {described(node)}."))
        return None
    text: str = node.value
    if node.tag == NOTHING or not text.strip():
        complaints.append(complaint_at(node, f"{name} is empty: write a value, or leave the key out."))
        return None
    return text


def truth_of(node: "Node", name: str, complaints: list[Complaint]) -> bool | None:
    """``true`` or ``false``."""
    import yaml

    truth = BOOLEANS.get(node.value.lower()) if isinstance(node, yaml.ScalarNode) else None
    if truth is None:
        complaints.append(complaint_at(node, f"{name} is true or false."))
    return truth


def described(node: "Node") -> str:
    """What stands there, in a word."""
    import yaml

    if isinstance(node, yaml.MappingNode):
        return "a mapping"
    if isinstance(node, yaml.SequenceNode):
        return "a list"
    return "nothing" if node.tag == NOTHING else "a single value"


def nearest(text: str, known: Collection[str]) -> str:
    """The end of a sentence on a word that is not known: those that it may mean, else all where they are few."""
    folded = {word.casefold(): word for word in known}
    close = difflib.get_close_matches(text.casefold().replace(" ", ""), folded, 2, CLOSE)
    if close:
        return f": did you mean {' or '.join(folded[word] for word in close)}?"
    return f": use {listed([*known])}." if len(known) <= 20 else "."


def listed(words: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1]))) if words else "none"
