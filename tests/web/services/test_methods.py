"""The ways of taking a capture that a case can name are those of which the verdict knows something."""

from validator.engine.verdict.methods import METHODS
from validator.models import Capture


def test_every_way_that_can_be_named_is_known_in_the_same_words() -> None:
    named = {method.value: method.label for method in Capture.Method if method is not Capture.Method.UNKNOWN}
    assert named == {name: method.words for name, method in METHODS.items() if name in named}
    assert Capture.Method.UNKNOWN in METHODS
