"""What the evidence of a change says in words."""

import pytest

from validator.services.report.change_facts import Fact, facts_of, moment_text, records_of


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("20261120113000", "2026-11-20 11:30:00"),
        ("202611201130+0100", "2026-11-20 11:30 +0100"),
        ("20261120113000.123456", "2026-11-20 11:30:00"),
        ("20261120", "2026-11-20"),
        ("yesterday", "yesterday"),
    ],
)
def test_a_moment_is_written_as_people_read_it(value: str, text: str) -> None:
    assert moment_text(value) == text


def test_who_recorded_a_change_is_told_in_order() -> None:
    evidence = {"reason": "COERCE", "modified_at": "20261120", "modifying_system": "ROUTER", "coerced_at": ""}
    assert records_of(evidence) == (
        Fact("Modified by", "ROUTER"),
        Fact("Reason", "COERCE: a value was brought into line with what the receiver knows"),
        Fact("Modified at", "2026-11-20"),
    )


def test_pixels_are_told_by_figures_and_frames() -> None:
    evidence = {
        "largest": 340, "mean": 0.6449, "psnr": 74.83, "samples": 16384, "samples_differing": 50,
        "frames": 5, "frames_differing": 1, "first_frame": 3,
    }  # fmt: skip
    assert facts_of(evidence) == (
        Fact("Largest difference", "340"),
        Fact("Mean difference", "0.645"),
        Fact("PSNR", "74.8 dB"),
        Fact("Samples", "50 of 16,384 differ"),
        Fact("Frames", "1 of 5 differ, first 3"),
    )


def test_a_lossy_compression_says_some_things_and_not_others() -> None:
    said = {"declared": True, "ratio": True, "method": False, "derived": True, "renewed": False}
    assert facts_of(said) == (
        Fact("It says", "Lossy Image Compression, the ratio, Image Type DERIVED"),
        Fact("It does not say", "the method, a new SOP Instance UID"),
    )


def test_control_characters_of_a_device_are_shown() -> None:
    assert records_of({"contributing_equipment": "ACME\x1b[31m"}) == (Fact("Equipment", "ACME␛[31m"),)
