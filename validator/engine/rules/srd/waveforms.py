"""SRD110 to SRD115: waveforms: channels, samples and what is written beside them (PS3.3 C.10.9, C.10.10)."""

from collections.abc import Iterator

from validator.engine.catalogue import Scope, rule
from validator.engine.model import Severity
from validator.engine.rules.srd import tags
from validator.engine.rules.subject import DataSet, Hit

WAVEFORM_SEQUENCE = 0x54000100
WAVEFORM_BITS_ALLOCATED = 0x54001004
WAVEFORM_SAMPLE_INTERPRETATION = 0x54001006
WAVEFORM_DATA = 0x54001010
NUMBER_OF_WAVEFORM_CHANNELS = 0x003A0005
NUMBER_OF_WAVEFORM_SAMPLES = 0x003A0010
CHANNEL_DEFINITION_SEQUENCE = 0x003A0200
WAVEFORM_BITS_STORED = 0x003A021A
WAVEFORM_ANNOTATION_SEQUENCE = 0x0040B020
BITS = {"SB": 8, "UB": 8, "MB": 8, "AB": 8, "SS": 16, "US": 16, "SL": 32, "UL": 32, "SV": 64, "UV": 64}
"""Of a sample, by its interpretation (PS3.3 C.10.9.1.5)."""


@rule(
    "SRD110",
    "Channels of a waveform and their definitions do not match",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute}: group {group} announces {channels} channels and defines {count} of them.",
    reference="PS3.3 C.10.9, C.10.9.1.4",
)
def channels_not_defined(data_set: DataSet) -> Iterator[Hit]:
    """Each channel of a multiplex group has one item that says what was measured, with which sensitivity.

    Why it matters
    Samples of all channels stand mixed in one stream. With another number of channels every curve is made of samples
    of all the others.

    Example
    An ECG of twelve leads from which the definition of one was removed.

    How to fix
    Take the waveform from the device again. Who removes a channel must remove its samples too.
    """
    if data_set.get(WAVEFORM_SEQUENCE) is None:
        return
    for number, group in enumerate(data_set.top.items(WAVEFORM_SEQUENCE), 1):
        channels, definitions = group.number(NUMBER_OF_WAVEFORM_CHANNELS), group.get(CHANNEL_DEFINITION_SEQUENCE)
        if channels is None and group.text(NUMBER_OF_WAVEFORM_CHANNELS) == "":
            channels = 0
        if channels is not None and definitions is not None and definitions.items is not None:
            count = len(definitions.items)
            if channels != count:
                yield data_set.at(WAVEFORM_SEQUENCE, group=number, channels=channels, count=count)


@rule(
    "SRD111",
    "Waveform Data of another length than described",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} has {length} bytes, and {channels} channels of {samples} samples of {bits} bits make "
    "{expected}.",
    reference="PS3.3 C.10.9.1.7",
)
def wrong_length(data_set: DataSet) -> Iterator[Hit]:
    """The samples of all channels follow one another without gaps: their number and size give the length.

    Why it matters
    The end of the recording is missing, or the samples are assigned to the wrong channels.

    Example
    A recording that was cut at the end, with the number of samples of the whole.

    How to fix
    Take the waveform from the device again.
    """
    if data_set.get(WAVEFORM_SEQUENCE) is None:
        return
    for group in data_set.top.items(WAVEFORM_SEQUENCE):
        channels, samples = group.number(NUMBER_OF_WAVEFORM_CHANNELS), group.number(NUMBER_OF_WAVEFORM_SAMPLES)
        bits, content = group.number(WAVEFORM_BITS_ALLOCATED), group.get(WAVEFORM_DATA)
        if channels is None or samples is None or bits not in (8, 16, 32, 64) or content is None or content.fragments:
            continue
        expected = channels * samples * bits // 8
        if content.items is None and content.length != expected + expected % 2:
            yield group.at(
                WAVEFORM_DATA,
                length=content.length,
                channels=channels,
                samples=samples,
                bits=bits,
                expected=expected,
            )


@rule(
    "SRD112",
    "Bits of a waveform do not fit its samples",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} is {bits}, and samples of the kind {kind} have {expected}.",
    reference="PS3.3 C.10.9.1.5",
)
def wrong_bits(data_set: DataSet) -> Iterator[Hit]:
    """The interpretation of the samples says how many bits each has: 8 for bytes, 16 for short words.

    Why it matters
    Curves are read with the wrong size of sample and become noise.

    Example
    Samples of the kind SS with 8 bits allocated.

    How to fix
    Find out how long a sample really is, and have the system write both attributes so.
    """
    if data_set.get(WAVEFORM_SEQUENCE) is None:
        return
    for group in data_set.top.items(WAVEFORM_SEQUENCE):
        kind, bits = group.text(WAVEFORM_SAMPLE_INTERPRETATION) or "", group.number(WAVEFORM_BITS_ALLOCATED)
        expected = BITS.get(kind)
        if expected and bits is not None and bits != expected:
            yield group.at(WAVEFORM_BITS_ALLOCATED, bits=bits, kind=kind, expected=expected)


@rule(
    "SRD113",
    "More bits of a waveform stored than allocated",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} is {stored}, and a sample has {allocated} bits.",
    reference="PS3.3 C.10.9.1.4, C.10.9.1.5",
)
def too_many_bits_stored(data_set: DataSet) -> Iterator[Hit]:
    """A channel uses as many bits of a sample as there are, or fewer.

    Why it matters
    Programs that mask the bits which are not used go wrong, and peaks are cut off or wrap round.

    Example
    16 bits stored in samples of 8.

    How to fix
    Correct the device or the program that converted the waveform.
    """
    if data_set.get(WAVEFORM_SEQUENCE) is None:
        return
    for group in data_set.top.items(WAVEFORM_SEQUENCE):
        allocated = group.number(WAVEFORM_BITS_ALLOCATED)
        for channel in group.items(CHANNEL_DEFINITION_SEQUENCE) if allocated else ():
            stored = channel.number(WAVEFORM_BITS_STORED)
            if stored is not None and allocated and stored > allocated:
                yield channel.at(WAVEFORM_BITS_STORED, stored=stored, allocated=allocated)


@rule(
    "SRD114",
    "Annotation of a channel that does not exist",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} names channel {channel} of group {group}, which the waveform does not have.",
    reference="PS3.3 C.10.10.1.1",
)
def unknown_channel(data_set: DataSet) -> Iterator[Hit]:
    """An annotation names its channels in pairs: the multiplex group and the channel in it, or 0 for all of the group.

    Why it matters
    The measurement or mark cannot be shown on any curve.

    Example
    An annotation on channel 12 of an ECG of which eight leads were kept.

    How to fix
    Have the system that removes channels remove or renumber their annotations.
    """
    if data_set.get(WAVEFORM_ANNOTATION_SEQUENCE) is None or data_set.get(WAVEFORM_SEQUENCE) is None:
        return
    channels = [group.number(NUMBER_OF_WAVEFORM_CHANNELS) for group in data_set.top.items(WAVEFORM_SEQUENCE)]
    for annotation in data_set.top.items(WAVEFORM_ANNOTATION_SEQUENCE):
        numbers = annotation.numbers(tags.REFERENCED_WAVEFORM_CHANNELS)
        for group, channel in zip(numbers[::2], numbers[1::2], strict=False):
            if channels and not _exists(channels, group, channel):
                yield annotation.at(tags.REFERENCED_WAVEFORM_CHANNELS, group=group, channel=channel)
                break


@rule(
    "SRD115",
    "Annotation of a sample that does not exist",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} names sample {sample}, and the group has the samples 1 to {samples}.",
    reference="PS3.3 C.10.10.1.3",
)
def unknown_sample(data_set: DataSet) -> Iterator[Hit]:
    """An annotation that marks samples counts them from 1, within one multiplex group.

    Why it matters
    The mark lies outside of the recording and is not shown.

    Example
    A sample position of 0, counted as programs count; or one behind the end after the recording was shortened.

    How to fix
    Have the system count samples from 1 and remove annotations together with what they mark.
    """
    if data_set.get(WAVEFORM_ANNOTATION_SEQUENCE) is None or data_set.get(WAVEFORM_SEQUENCE) is None:
        return
    lengths = [group.number(NUMBER_OF_WAVEFORM_SAMPLES) for group in data_set.top.items(WAVEFORM_SEQUENCE)]
    for annotation in data_set.top.items(WAVEFORM_ANNOTATION_SEQUENCE):
        groups = set(annotation.numbers(tags.REFERENCED_WAVEFORM_CHANNELS)[::2])
        group = groups.pop() if len(groups) == 1 else 0
        samples = lengths[group - 1] if 1 <= group <= len(lengths) else None
        for sample in annotation.numbers(tags.REFERENCED_SAMPLE_POSITIONS) if samples else ():
            if samples and not 1 <= sample <= samples:
                yield annotation.at(tags.REFERENCED_SAMPLE_POSITIONS, sample=sample, samples=samples)
                break


def _exists(channels: list[int | None], group: int, channel: int) -> bool:
    if not 1 <= group <= len(channels):
        return False
    count = channels[group - 1]
    return count is None or 0 <= channel <= count
