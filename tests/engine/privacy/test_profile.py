"""The table of PS3.15 Annex E: its rows, its words, and that the artefact is what its sources make of it."""

from importlib.util import find_spec

import pytest

from validator.engine.privacy.build_profile import DATA, build
from validator.engine.privacy.profile import OPTION_CODES, Done, Option, Treatment, accepts, demand, edition, treatment

DATES = ((Option.FULL_DATES, "K"), (Option.MODIFIED_DATES, "C"))


@pytest.mark.skipif(find_spec("dicomanonymizer") is None, reason="the sources of the table are not installed")
def test_the_artefact_is_what_the_pinned_sources_make() -> None:
    assert (DATA / "profile.json").read_text(encoding="utf-8") == build()
    assert edition() == "2026c"


@pytest.mark.parametrize(
    ("tag", "row"),
    [
        (0x00100010, Treatment("Z")),
        (0x00100020, Treatment("Z/D")),
        (0x00100040, Treatment("Z", ((Option.PATIENT, "K"),))),
        (0x00080020, Treatment("Z", DATES)),
        (0x00080012, Treatment("X/D", DATES)),  # newer than the older table
        (0x0020000D, Treatment("U", ((Option.UIDS, "K"),))),
        (0x00080080, Treatment("X/Z/D", ((Option.INSTITUTION, "K"),))),
        (0x00181000, Treatment("X/Z/D", ((Option.DEVICE, "K"),))),
        (0x00400241, Treatment("X", ((Option.DEVICE, "C"),))),  # kept by the older table, cleaned since
        (0x00081030, Treatment("X", ((Option.DESCRIPTORS, "C"),))),
        (0x00082112, Treatment("X/Z/U*", ((Option.UIDS, "K"),))),
        (0x0040A730, Treatment("D", ((Option.STRUCTURED_CONTENT, "C"),))),
        (0x60023000, Treatment("X", ((Option.GRAPHICS, "C"),))),
        (0x50FE1234, Treatment("X", ((Option.GRAPHICS, "C"),))),
        (0x00291010, Treatment("X", ((Option.SAFE_PRIVATE, "C"),))),
        (0x00280010, None),
        (0x60020010, None),
    ],
)
def test_an_attribute_has_the_row_of_the_table(tag: int, row: Treatment | None) -> None:
    assert treatment(tag) == row


def test_identifying_is_what_no_option_lets_pass() -> None:
    rows = [treatment(tag) for tag in (0x00100010, 0x00100030, 0x00100040, 0x0020000D, 0x00081030)]
    assert [row is not None and row.is_identifying for row in rows] == [True, True, False, False, False]


@pytest.mark.parametrize(
    ("action", "accepted"),
    [
        ("X", {Done.REMOVED}),
        ("Z", {Done.EMPTIED, Done.REPLACED}),
        ("D", {Done.REPLACED}),
        ("U", {Done.REPLACED}),
        ("K", {Done.KEPT}),
        ("C", {Done.CLEANED, Done.SHIFTED}),
        ("X/Z/U*", {Done.REMOVED, Done.EMPTIED, Done.REPLACED}),
    ],
)
def test_an_action_accepts_what_it_asks_for(action: str, accepted: set[Done]) -> None:
    assert {done for done in Done if accepts(action, done)} == accepted


def test_every_action_of_the_table_has_words_and_every_option_a_code() -> None:
    rows = [row for group in range(0x10000) for row in [treatment(group << 16 | 0x3000)] if row]
    rows += [row for tag in range(0x00080000, 0x00190000) for row in [treatment(tag)] if row]
    actions = {row.basic for row in rows} | {action for row in rows for _, action in row.options}
    assert {demand(action) for action in actions} >= {"remove", "replace or empty", "new UID", "keep", "clean"}
    assert set(OPTION_CODES.values()) == set(Option)
