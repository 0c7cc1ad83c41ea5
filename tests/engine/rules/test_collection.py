"""Identities that are kept on disk: judged together as those in memory are, and in little memory."""

import random
import tracemalloc

import pytest

from validator.engine.catalogue import RULES, Scope
from validator.engine.kept import Kept
from validator.engine.rules import Identity, check_collection

STUDIES, SERIES = 3, 3


def identities(seed: int) -> list[Identity]:
    """Instances of a few studies, some of which say something else than the others of their entity."""
    rng = random.Random(seed)
    share = rng.choice((0.02, 0.1, 0.3))

    def usually(value: str, *others: str | None) -> str | None:
        return rng.choice(others) if rng.random() < share else value

    found = []
    for number in range(rng.randrange(1, 40)):
        study, series = rng.randrange(STUDIES), rng.randrange(SERIES)
        found.append(
            Identity(
                file=f"{rng.randrange(10**6)}.dcm",
                sop_class=rng.choice(("1.1", "1.2", None)),
                sop_instance=usually(f"3.{number}", None, "", "3.0", "1.1", "2.0.0"),
                study=usually(f"1.{study}", None, "", "1.0", "2.0.0"),
                series=usually(f"2.{study}.{series}", None, "1.1", "2.0.0"),
                patient_id=usually(f"P{study % 2}", None, "", "P9"),
                issuer=usually("GH", None, "", "KH"),
                accession=usually(f"A{study}", None, "", "A0"),
                charset=usually("ISO_IR 100", None, "", "ISO_IR 192"),
                series_number=usually(f"{series}", "0", None),
                instance_number=usually(f"{number}", "1", "", None, "x", "3"),
                patient_values=tuple(usually(text, None, "", "Z") for text in (f"N{study % 2}", "19700101", "M")),
                study_values=tuple(usually(text, None, "", "Z") for text in "abcdef"),
                series_values=tuple(usually(text, None, "", "Z") for text in "abcdefghijkl"),
                digest=usually("d", "", "e") or "",
                is_whole=rng.random() < 0.5,
                compression=rng.choice(("", "", "1.2.4.70")),
            )
        )
    return found


def content(file: str) -> str | None:
    """Of some files unknown, of others different."""
    return (None, "one", "one", "other")[int(file.removesuffix(".dcm")) % 4]


@pytest.mark.parametrize("block", range(5))
def test_identities_on_disk_are_judged_as_those_in_memory(block):
    for seed in range(block * 60, block * 60 + 60):
        held = identities(seed)
        expected = check_collection(held, content=content)
        assert check_collection(iter(held), content=content) == expected
        with Kept(Identity, held) as kept:
            assert check_collection(kept, content=content) == expected


def test_the_identities_break_every_rule_over_collections():
    broken = {finding.code for seed in range(300) for finding in check_collection(identities(seed), content=content)}
    assert broken == {rule.code for rule in RULES.values() if rule.scope is Scope.COLLECTION}


def test_what_is_held_of_an_identity_is_small():
    def peak(count: int) -> int:
        kept = Kept(Identity, map(_alike, range(count)))
        tracemalloc.start()
        found = check_collection(kept)
        highest = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert found == []
        return highest

    assert (peak(9_000) - peak(3_000)) / 6_000 < 100  # in memory an identity takes more than 500


def _alike(number: int) -> Identity:
    """One of an archive without blame: series of a hundred instances."""
    series = f"2.{number // 100}"
    return Identity(
        file=f"{number}.dcm",
        sop_class="1.1",
        sop_instance=f"3.{number}",
        study=f"1{series}",
        series=series,
        patient_id=series,
        issuer="GH",
        accession=series,
        charset="ISO_IR 192",
        series_number="1",
        instance_number=f"{number % 100 + 1}",
        patient_values=(f"N{series}", "19700101", "M"),
        study_values=tuple("abcdef"),
        series_values=tuple("abcdefghijkl"),
        digest="",
        is_whole=False,
        compression="",
    )
