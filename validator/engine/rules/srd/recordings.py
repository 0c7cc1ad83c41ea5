"""SRD116 and SRD117: what each kind of waveform object may hold (PS3.3 A.34)."""

from collections.abc import Iterator
from typing import NamedTuple

from validator.engine.catalogue import Scope, rule
from validator.engine.model import Severity
from validator.engine.rules.srd.waveforms import (
    NUMBER_OF_WAVEFORM_CHANNELS,
    NUMBER_OF_WAVEFORM_SAMPLES,
    WAVEFORM_SAMPLE_INTERPRETATION,
    WAVEFORM_SEQUENCE,
)
from validator.engine.rules.subject import DataSet, Hit

SAMPLING_FREQUENCY = 0x003A001A
Range = tuple[float, float]


class Recording(NamedTuple):
    """The limits of one kind of waveform object."""

    name: str
    groups: Range
    channels: Range | None
    frequency: Range
    """In hertz."""
    interpretations: tuple[str, ...]
    all_channels: int | None = None
    """How many channels there may be in all groups together."""
    samples: int | None = None
    """How many samples a group may have."""


RECORDINGS = {
    "1.2.840.10008.5.1.4.1.1.9.1.1": Recording("12-lead ECG", (1, 5), (1, 13), (200, 1000), ("SS",), 13, 16384),
    "1.2.840.10008.5.1.4.1.1.9.1.2": Recording("General ECG", (1, 4), (1, 24), (200, 1000), ("SS",)),
    "1.2.840.10008.5.1.4.1.1.9.1.3": Recording("Ambulatory ECG", (1, 1), (1, 12), (50, 1000), ("SB", "SS")),
    "1.2.840.10008.5.1.4.1.1.9.2.1": Recording("Hemodynamic Waveform", (1, 4), (1, 8), (0, 400), ("SS",)),
    "1.2.840.10008.5.1.4.1.1.9.3.1": Recording("Cardiac Electrophysiology Waveform", (1, 4), None, (0, 20000), ("SS",)),
    "1.2.840.10008.5.1.4.1.1.9.4.1": Recording(
        "Basic Voice Audio Waveform", (1, 1), (1, 2), (8000, 8000), ("UB", "MB", "AB")
    ),
}


@rule(
    "SRD116",
    "Waveform outside of what its class allows",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} is {number}: in a {name} it is {allowed}.",
    reference="PS3.3 A.34",
)
def outside_of_limits(data_set: DataSet) -> Iterator[Hit]:
    """The classes of waveforms limit channels, samples, frequency and kind of sample, so that viewers can be simple.

    Why it matters
    Viewers for this class are made for these limits: they leave channels out, or draw the curve too fast or too slow.

    Example
    A 12-lead ECG sampled at 2000 Hz, or one with 32-bit samples.

    How to fix
    Have the device write a class that allows what it records, such as General 32-bit ECG.
    """
    recording = RECORDINGS.get(data_set.sop_class)
    if recording is None or data_set.get(WAVEFORM_SEQUENCE) is None:
        return
    name = recording.name
    for group in data_set.top.items(WAVEFORM_SEQUENCE):
        channels, samples = group.number(NUMBER_OF_WAVEFORM_CHANNELS), group.number(NUMBER_OF_WAVEFORM_SAMPLES)
        frequency = group.decimals(SAMPLING_FREQUENCY)
        kind = group.text(WAVEFORM_SAMPLE_INTERPRETATION)
        if channels is not None and recording.channels and not _within(channels, recording.channels):
            allowed = _limits(recording.channels)
            yield group.at(NUMBER_OF_WAVEFORM_CHANNELS, number=channels, name=name, allowed=allowed)
        if samples is not None and recording.samples and samples > recording.samples:
            yield group.at(
                NUMBER_OF_WAVEFORM_SAMPLES, number=samples, name=name, allowed=f"at most {recording.samples}"
            )
        if frequency and not _within(frequency[0], recording.frequency):
            allowed = f"{_limits(recording.frequency)} Hz"
            yield group.at(SAMPLING_FREQUENCY, number=f"{frequency[0]:g} Hz", name=name, allowed=allowed)
        if kind and kind not in recording.interpretations:
            allowed = " or ".join(recording.interpretations)
            yield group.at(WAVEFORM_SAMPLE_INTERPRETATION, number="something else", name=name, allowed=allowed)


@rule(
    "SRD117",
    "More groups or channels than the class allows",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} has {number} {what}: a {name} has {allowed}.",
    reference="PS3.3 A.34",
)
def too_many_groups(data_set: DataSet) -> Iterator[Hit]:
    """The classes of waveforms limit how many multiplex groups there are, and the 12-lead ECG all channels together.

    Why it matters
    Viewers show the groups that they expect and leave the others out without a word.

    Example
    A 12-lead ECG with the twelve leads a second time as median beats: 24 channels, where 13 are allowed.

    How to fix
    Have the device write the second set as an instance of its own, or as General ECG.
    """
    recording = RECORDINGS.get(data_set.sop_class)
    if recording is None or data_set.get(WAVEFORM_SEQUENCE) is None:
        return
    groups = data_set.top.items(WAVEFORM_SEQUENCE)
    if groups and not _within(len(groups), recording.groups):
        allowed = _limits(recording.groups)
        yield data_set.at(WAVEFORM_SEQUENCE, number=len(groups), what="groups", name=recording.name, allowed=allowed)
    channels = sum(group.number(NUMBER_OF_WAVEFORM_CHANNELS) or 0 for group in groups)
    if recording.all_channels and channels > recording.all_channels:
        allowed = f"at most {recording.all_channels}"
        yield data_set.at(
            WAVEFORM_SEQUENCE, number=channels, what="channels in all groups", name=recording.name, allowed=allowed
        )


def _within(number: float, limits: Range) -> bool:
    return limits[0] <= number <= limits[1]


def _limits(limits: Range) -> str:
    """``1 to 13``, ``8000``, ``at most 400``."""
    low, high = limits
    if low == high:
        return f"{low:g}"
    return f"{low:g} to {high:g}" if low else f"at most {high:g}"
