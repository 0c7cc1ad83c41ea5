"""Who else worked on an instance: Contributing Equipment Sequence (0018,A001), PS3.3 C.12.1."""

from collections.abc import Iterable
from typing import NamedTuple

from validator.engine.compare.additions import Added, added_items
from validator.engine.compare.codes import CODE_MEANING, CODE_VALUE
from validator.engine.compare.difference import Difference
from validator.engine.compare.reading import short_text

CONTRIBUTING_EQUIPMENT = 0x0018A001
PURPOSE, CONTRIBUTION_DATETIME = 0x0040A170, 0x0018A002
DEVICE = (0x00080070, 0x00081090, 0x00181020)
"""Manufacturer, Manufacturer's Model Name, Software Versions."""
STATION_NAME = 0x00081010
CHANGING_PURPOSES = frozenset({
    "109103",  # Modifying Equipment
    "109104",  # De-identifying Equipment
    "109105",  # Frame Extracting Equipment
    "109106",  # Enhanced Multi-frame Conversion Equipment
})  # fmt: skip
"""Of CID 7005: what such equipment does changes the instance."""


class Contributor(NamedTuple):
    """One device that a hop added to the record."""

    device: str
    """``ACME Gateway 3.1 (ROUTER1)``; empty where the item names none."""
    purpose: str
    """``Modifying Equipment``, as the item says it."""
    datetime: str
    changes: bool
    """Whether the purpose is one that changes instances."""

    @property
    def text(self) -> str:
        named = f"{self.purpose}: {self.device}" if self.purpose and self.device else self.purpose or self.device
        return f"{named}, {self.datetime}" if named and self.datetime else named


def contributors(differences: Iterable[Difference]) -> list[Contributor]:
    """The devices that are new in the record, in the order of the file.

    The description of what they did is left alone: it is free text, and goes nowhere but where the sequence is shown.
    """
    return [_contributor(added) for added in added_items(differences, CONTRIBUTING_EQUIPMENT)]


def _contributor(added: Added) -> Contributor:
    device = " ".join(filter(None, map(added.text, DEVICE)))
    station = added.text(STATION_NAME)
    if station:
        device = f"{device} ({station})" if device else station
    purposes = next((element.items or () for element in added.item.elements if element.tag == PURPOSE), ())
    codes = [
        [short_text(item.elements, tag, added.charset) for tag in (CODE_VALUE, CODE_MEANING)] for item in purposes[:1]
    ]
    value, meaning = codes[0] if codes else ("", "")
    return Contributor(
        device=device,
        purpose=meaning or value,
        datetime=added.text(CONTRIBUTION_DATETIME),
        changes=value in CHANGING_PURPOSES,
    )
