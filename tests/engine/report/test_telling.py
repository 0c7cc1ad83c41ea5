"""The facts of a hop in words."""

from tests.engine.report.reports import SPLIT
from validator.engine.model import Entity, UidMove
from validator.engine.report.telling import uid_moves


def test_uids_that_moved_are_told_on_both_sides() -> None:
    assert uid_moves(SPLIT) == [("1.2.3", "2.25.1 and 2 more")]


def test_a_uid_that_was_given_to_what_had_none_is_told() -> None:
    reused = SPLIT._replace(entity=Entity.INSTANCE, split=0, reused=1, examples=(UidMove((), ("1.2.3",)),))
    assert uid_moves(reused) == [("no UID", "1.2.3")]
