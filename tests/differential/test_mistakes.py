"""The list of dciodvfy's mistakes: short, reasoned, and each entry needed."""

import re

from tests.differential.mistakes import MISTAKES

MOST = 40


def test_the_list_is_short():
    assert len(MISTAKES) <= MOST


def test_every_entry_cites_the_standard_and_gives_a_reason():
    assert len({mistake.name for mistake in MISTAKES}) == len(MISTAKES)
    for mistake in MISTAKES:
        assert re.match(r"PS3\.\d+ [A-Z0-9]", mistake.reference), mistake.name
        assert mistake.reason.endswith("."), mistake.name
