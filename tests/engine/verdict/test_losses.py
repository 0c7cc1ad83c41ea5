"""What pixel data lost, told by its worst where it was not the same everywhere."""

from typing import Any

from validator.engine.model import Change, Impact, Level, Lineage
from validator.engine.verdict import sentences


def loss(lineage: int, detail: str, **evidence: Any) -> Change:
    return Change(
        capture_before="a",
        capture="b",
        lineage=lineage,
        file_before="x",
        file_after="y",
        path="(7FE0,0010)",
        keyword="PixelData",
        kind="pixel.lossy",
        level=Level.MEANING,
        before="28 bytes",
        after="2 fragments",
        impact=Impact.BREAKS,
        detail=detail,
        evidence=tuple(evidence.items()),
    )


def detail_of(*changes: Change) -> str:
    lineages = [Lineage(change.lineage, "sop-instance-uid", (("x",), ("y",))) for change in changes]
    told = sentences(changes, labels=("a", "b"), lineages=lineages, presence=())
    (detail,) = (each.detail for each in told if "with loss" in each.text)
    return detail


def test_the_worst_of_several_is_told() -> None:
    detail = detail_of(
        loss(1, "one", largest=12, psnr=46.25, declared=True, renewed=True),
        loss(2, "two", largest=4, psnr=32.04, declared=False, renewed=True),
        loss(3, "three", largest=1.5, declared=True, renewed=False),
    )
    assert detail.startswith(
        "largest difference 12, lowest PSNR 32.0 dB · not declared in Lossy Image Compression in 1 · "
        "SOP Instance UID kept in 1 · "
    )


def test_what_was_the_same_everywhere_is_told_as_it_is() -> None:
    same = [loss(number, "JPEG Baseline; largest difference 12", largest=12) for number in (1, 2)]
    assert detail_of(*same).startswith("JPEG Baseline; largest difference 12 · ")


def test_losses_that_nobody_measured_have_no_figures() -> None:
    assert "largest" not in detail_of(loss(1, "one"), loss(2, "two"))
