"""The verdict on what could not be read."""

from validator.engine.model import Impact, Sentence, Topic
from validator.engine.verdict import Unread, uncompared_sentences, unread_sentences


def test_the_gravest_comes_first_capture_by_capture() -> None:
    left = [Unread("Source", 10, foreign=2), Unread("Archive", 8, refused=1, crashed=3)]
    assert unread_sentences(left) == [
        Sentence(
            Impact.BREAKS,
            "Archive",
            "Archive holds 1 archive that could not be unpacked",
            1,
            8,
            "what is inside is missing from this report",
            Topic.UNREAD,
        ),
        Sentence(
            Impact.BREAKS,
            "Archive",
            "Archive holds 3 files that could not be read",
            3,
            8,
            "reading them was given up after several attempts; the list of files says which",
            Topic.UNREAD,
        ),
        Sentence(Impact.COSMETIC, "Source", "Source holds 2 files that are not DICOM", 2, 10, topic=Topic.UNREAD),
    ]


def test_where_all_was_read_nothing_is_said() -> None:
    assert unread_sentences([Unread("Source", 10), Unread("Archive", 0)]) == []
    assert uncompared_sentences(0, 10) == []


def test_instances_left_uncompared_are_counted() -> None:
    text = "1 instance could not be compared"
    assert uncompared_sentences(1, 10) == [Sentence(Impact.BREAKS, None, text, 1, 10, topic=Topic.UNREAD)]
