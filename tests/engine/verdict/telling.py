"""The verdict on chains of real bytes, whose captures are called a, b, c …"""

from tests import build
from tests.engine.compare.harness import Capture, trace
from validator.engine.model import Facts, Sentence, Topic
from validator.engine.verdict import NO_FACTS, sentences

ROOT = build.ROOT


def verdict_of(*captures: Capture, facts: Facts = NO_FACTS) -> list[Sentence]:
    traced = trace(*captures)
    labels = [chr(ord("a") + position) for position in range(len(captures))]
    lineages, presence = traced.pairing.lineages, traced.pairing.presence
    return sentences(traced.changes, labels=labels, lineages=lineages, presence=presence, facts=facts)


def told(*captures: Capture, facts: Facts = NO_FACTS) -> list[Sentence]:
    """What happened: the verdict without the sentence that says what is well."""
    return [each for each in verdict_of(*captures, facts=facts) if each.topic is not Topic.COMPLETENESS]


def well(*captures: Capture, facts: Facts = NO_FACTS) -> list[tuple[str, str]]:
    """What is well, with its detail."""
    of_all = verdict_of(*captures, facts=facts)
    return [(each.text, each.detail) for each in of_all if each.topic is Topic.COMPLETENESS]


def files(count: int, **attributes: object) -> list[bytes]:
    """A series; a text with ``{}`` gets the number of the instance."""
    made = []
    for number in range(count):
        filled = {name: value.format(number) if isinstance(value, str) else value for name, value in attributes.items()}
        made.append(build.file(build.ct(**{"SOPInstanceUID": f"{ROOT}.4.{number}", "InstanceNumber": number} | filled)))
    return made
