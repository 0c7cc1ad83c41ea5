"""Entries as people write them: what the list for a change that was seen looks like."""

import json
import re

from validator.engine.contract.place import EVERYTHING
from validator.engine.standard import dictionary

EXAMPLE = """\
# The router puts GH- before every Patient ID. Instances that come without it are a finding.
- capture: {capture}
  path: PatientID
  kind: value.prefixed
  rule: prefix GH-
  required: true
  note: agreed with the vendor

# It cuts Accession Numbers, and may write anything in another way that means the same.
- capture: {capture}
  path: (0008,0050)
  kind: value.truncated
  rule: truncate 16
- capture: {capture}
  path: '*'
  kind: encoding.*
"""
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_./ -]*")
_NOTHING = frozenset({"null"})


def example(capture: str) -> str:
    """A list to begin with, for the hop that leads to this capture."""
    return EXAMPLE.format(capture=quoted(capture))


def entry(capture: str, path: str, kind: str) -> str:
    """The entry that allows this kind of change at this place of this hop; ``path`` is that of a group of changes."""
    tag = dictionary.tag_at(path.removesuffix("[*]"))
    name = f"  # {dictionary.name(tag)}" if tag else ""
    return f"- capture: {quoted(capture)}\n  path: {path or quoted(EVERYTHING)}{name}\n  kind: {kind}\n"


def quoted(text: str) -> str:
    """A text as a value in YAML: in quotes where it would be taken for something else."""
    is_plain = _PLAIN.fullmatch(text) and text == text.strip() and text.lower() not in _NOTHING
    return text if is_plain else json.dumps(text, ensure_ascii=False)
