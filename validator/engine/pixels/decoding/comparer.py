"""Two instances, their samples compared: the bytes of their frames go to a child that decodes and measures them."""

import time
from collections.abc import Callable, Iterator, Mapping
from types import TracebackType
from typing import Any, Self

from validator.engine.header import Source
from validator.engine.model import Header, SampleComparison, SampleOutcome
from validator.engine.pixels.decoding.child import TOO_LONG, Child, Lost
from validator.engine.pixels.decoding.frames import frames_of, is_same_native
from validator.engine.pixels.decoding.limits import LARGEST_FRAME, LARGEST_PICTURE, SECONDS
from validator.engine.pixels.decoding.picture import Picture, Undecodable, picture_of


class SampleComparer:
    """Compares the samples of instances, one pair after the other; a context manager that ends its child.

    The child is started for the first pair that must be decoded, and serves all later ones. It gets the bytes of one
    frame of either side at a time and opens no file. A crash of it, or a pair that takes longer than ``seconds`` (wall
    clock), leaves this one pair undecided.
    """

    def __init__(self, *, seconds: float = SECONDS, child: Child | None = None) -> None:
        self._seconds = seconds
        self._child = child or Child()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the child."""
        self._child.close()

    def compare(self, before: tuple[Source, Header], after: tuple[Source, Header]) -> SampleComparison:
        """What decoding both gave; never raises, whatever the bytes are and whether they can be read any more."""
        sides = []
        for name, (source, header) in (("before", before), ("after", after)):
            try:
                sides.append(_within_limits(picture_of(source, header)))
            except Undecodable as reason:
                return _undecided(f"{reason} ({name})")
        one, other = sides
        try:
            if is_same_native(one, other):
                return SampleComparison(SampleOutcome.EQUAL, same_bytes=True)
            misfit = _misfit(one, other)
            return SampleComparison(SampleOutcome.DIFFERENT, misfit) if misfit else self._decide(one, other)
        except (Undecodable, Lost) as reason:
            return _undecided(str(reason))
        except OSError:
            return _undecided("a file cannot be read any more")

    def between(
        self, sources: Mapping[str, Source], headers: Mapping[str, Header]
    ) -> Callable[[str, str], SampleComparison]:
        """``compare`` for one instance, asked by the names of two captures that both mappings know."""

        def compare(before: str, after: str) -> SampleComparison:
            return self.compare((sources[before], headers[before]), (sources[after], headers[after]))

        return compare

    def _decide(self, one: Picture, other: Picture) -> SampleComparison:
        until = time.monotonic() + self._seconds
        alike = one.to_json() == other.to_json()
        self._ask({"begin": [one.to_json(), other.to_json()], "seconds": self._seconds}, until=until)
        number, same = 0, 0
        for number, pair in enumerate(zip(_frames(one, "before"), _frames(other, "after"), strict=True), 1):
            if alike and pair[0] == pair[1]:
                same += 1
                if time.monotonic() > until:
                    raise Undecodable(TOO_LONG)
            else:
                self._ask({"frame": number}, pair, until=until)
        answer = self._ask({"end": same}, until=until)
        outcome = SampleOutcome.DIFFERENT if answer["frames_differing"] else SampleOutcome.EQUAL
        return SampleComparison(outcome, frames=number, **answer)

    def _ask(self, head: dict[str, Any], parts: tuple[bytes, ...] = (), *, until: float) -> dict[str, Any]:
        answer = self._child.ask(head, parts, until=until)
        refused = answer.pop("refused", "")
        if refused:
            raise Undecodable(refused)
        del answer["sizes"]
        return answer


def _frames(picture: Picture, name: str) -> Iterator[bytes]:
    try:
        yield from frames_of(picture)
    except Undecodable as reason:
        raise Undecodable(f"{reason} ({name})") from None


def _within_limits(picture: Picture) -> Picture:
    if picture.frame_samples > LARGEST_FRAME:
        raise Undecodable(f"a frame of {picture.frame_samples:,} samples is too large to be decoded here")
    if picture.frame_samples * picture.described.frames > LARGEST_PICTURE:
        raise Undecodable(f"{picture.described.frames:,} frames of this size are too much to be decoded here")
    return picture


def _misfit(one: Picture, other: Picture) -> str:
    """Why two pictures cannot have the same samples, by their descriptions; empty where they can.

    Raises ``Undecodable`` where they may show the same with other samples: a palette that was applied, grey in RGB.
    """
    before, after = one.described, other.described
    if before.samples != after.samples:
        raise Undecodable(f"{before.photometric} became {after.photometric}, which is not compared here")
    sizes = [f"{each.rows} × {each.columns}" for each in (before, after)]
    if sizes[0] != sizes[1]:
        return f"{sizes[0]} became {sizes[1]} pixels"
    if before.frames != after.frames:
        return f"{before.frames:,} frames became {after.frames:,}"
    return ""


def _undecided(reason: str) -> SampleComparison:
    return SampleComparison(SampleOutcome.UNDECIDED, reason)
