"""Every kind of change is registered once, with its level and its page."""

import validator.engine.compare  # noqa: F401  the kinds register themselves
from validator.engine.catalogue import KINDS
from validator.engine.compare import impact_of
from validator.engine.compare.impact import BREAKING_KINDS, COSMETIC_KINDS, MILD_KINDS, TAKEN_AWAY
from validator.engine.compare.treatments import STILL_THERE
from validator.engine.model import Impact, Level

ENCODING = """
    file-meta group-length trailing-padding padding vr vr-unknown number-format date-format time-format charset
    pixel-lossless sequence-length byte-order item-order
"""
MEANING = {
    "uid": "regenerated split merged reverted",
    "sop-class": "changed",
    "reference": "remapped dangling context-stale removed outside",
    "value": """
        added removed emptied filled multiplicity reordered case whitespace punctuation zeros-stripped zero-padded
        truncated prefixed suffixed prefix-removed suffix-removed prefixed-truncated rounded number date-shifted
        time-precision time-zone copied overlong replaced
    """,
    "modality": "remapped",
    "charset": """
        relabelled label-changed label-removed label-added reinterpreted double-encoded mojibake question-marks
        transliterated characters-dropped escapes-lost truncated-mid-character
    """,
    "private": "removed block-moved creator-lost added",
    "sequence": "item-added item-removed item-reordered removed added",
    "pixel": "lossy altered description truncated removed unverified",
    "derivation": "declared erased",
    "deidentification": "marker",
    "instance": "missing added duplicated conflict",
}


def test_the_kinds_are_those_of_the_catalogue() -> None:
    encoding = {f"encoding.{name}" for name in ENCODING.split()}
    meaning = {f"{section}.{name}" for section, names in MEANING.items() for name in names.split()}
    assert {name for name, kind in KINDS.items() if kind.level is Level.ENCODING} == encoding
    assert {name for name, kind in KINDS.items() if kind.level is Level.MEANING} == meaning | {"deidentified"}


def test_every_kind_has_an_impact_and_words_for_it() -> None:
    for name, kind in KINDS.items():
        assert isinstance(impact_of(name, 0x00080050), Impact)
        assert kind.title[0].isupper()
        assert not kind.phrase.endswith(".")
        assert all(kind.page)


def test_every_kind_that_a_table_weighs_exists() -> None:
    assert (BREAKING_KINDS | COSMETIC_KINDS | MILD_KINDS | TAKEN_AWAY | STILL_THERE) - KINDS.keys() == set()


def test_a_phrase_says_more_than_the_title() -> None:
    repeating = {
        name for name, kind in KINDS.items() if set(kind.phrase.lower().split()) <= set(kind.title.lower().split())
    }
    assert repeating == set()
