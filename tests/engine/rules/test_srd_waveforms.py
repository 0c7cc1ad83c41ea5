"""SRD110 to SRD117."""

from typing import Any

import pytest
from pydicom import Dataset
from pydicom.sequence import Sequence

from tests import build
from tests.engine.rules.harness import allows, flags
from tests.engine.rules.radiotherapy import item

CLASS = "1.2.840.10008.5.1.4.1.1.9."
TWELVE_LEADS, AMBULATORY, VOICE, LONG_WORDS = f"{CLASS}1.1", f"{CLASS}1.3", f"{CLASS}4.1", f"{CLASS}1.4"


def recording(*groups: Dataset, sop_class: str = TWELVE_LEADS, **attributes: Any) -> Dataset:
    """An ECG of these multiplex groups, or of one."""
    modality = "AU" if sop_class == VOICE else "ECG"
    made = build.instance(sop_class, Modality=modality, SeriesDescription="Rest")
    made.WaveformSequence = Sequence(groups or (group(),))
    return build.changed(made, **attributes)


def group(channels: int = 2, samples: int = 10, **attributes: Any) -> Dataset:
    """A group of short words, with a definition for each channel."""
    made = item(NumberOfWaveformChannels=channels, NumberOfWaveformSamples=samples, SamplingFrequency="500")
    made.ChannelDefinitionSequence = Sequence([item(WaveformBitsStored=16) for _ in range(channels)])
    made.WaveformBitsAllocated = 16
    made.WaveformSampleInterpretation = "SS"
    made.WaveformData = bytes(2 * channels * samples)
    made["WaveformData"].VR = "OW"
    return build.changed(made, **attributes)


def test_more_channels_than_are_defined():
    wrong = group(channels=3, WaveformData=bytes(60))
    del wrong.ChannelDefinitionSequence[2]
    (finding,) = flags(recording(group(), wrong), ("SRD110", "(5400,0100)"))
    assert "group 2 announces 3 channels and defines 2" in finding.message
    allows("SRD110", recording(group(), group(channels=3)))


def test_a_number_of_channels_without_value():
    wrong = group()
    wrong.NumberOfWaveformChannels = None
    (finding,) = flags(recording(wrong), ("SRD110", "(5400,0100)"))
    assert "announces 0 channels and defines 2" in finding.message


def test_samples_that_are_missing():
    (finding,) = flags(recording(group(WaveformData=bytes(38))), ("SRD111", "(5400,0100)[0].(5400,1010)"))
    assert "has 38 bytes, and 2 channels of 10 samples of 16 bits make 40" in finding.message
    allows("SRD111", recording())


def test_a_byte_that_makes_the_length_even():
    voice = group(channels=1, samples=9, WaveformBitsAllocated=8, WaveformSampleInterpretation="UB")
    voice.SamplingFrequency = "8000"
    voice.ChannelDefinitionSequence[0].WaveformBitsStored = 8
    voice.WaveformData = bytes(10)
    allows("SRD111", recording(voice, sop_class=VOICE))


def test_short_words_of_a_byte():
    wrong = group(WaveformBitsAllocated=8, WaveformData=bytes(20))
    for channel in wrong.ChannelDefinitionSequence:
        channel.WaveformBitsStored = 8
    (finding,) = flags(recording(wrong), ("SRD112", "(5400,0100)[0].(5400,1004)"))
    assert "is 8, and samples of the kind SS have 16" in finding.message
    allows("SRD112", recording())


def test_more_bits_than_a_sample_has():
    wrong = group()
    wrong.ChannelDefinitionSequence[1].WaveformBitsStored = 24
    flags(recording(wrong), ("SRD113", "(5400,0100)[0].(003A,0200)[1].(003A,021A)"))
    allows("SRD113", recording())


def annotated(*channels: int, **attributes: Any) -> Dataset:
    made = recording(group(), group(channels=3, samples=20))
    note = item(ReferencedWaveformChannels=list(channels), UnformattedTextValue="Noise")
    made.WaveformAnnotationSequence = Sequence([build.changed(note, **attributes)])
    return made


@pytest.mark.parametrize("channels", [(3, 1), (1, 3), (0, 0), (1, 1, 2, 4)])
def test_annotations_of_channels_that_do_not_exist(channels: tuple[int, ...]):
    flags(annotated(*channels), ("SRD114", "(0040,B020)[0].(0040,A0B0)"))


@pytest.mark.parametrize("channels", [(1, 2), (2, 0), (1, 1, 2, 3)])
def test_annotations_of_channels_that_exist(channels: tuple[int, ...]):
    allows("SRD114", annotated(*channels))


@pytest.mark.parametrize("sample", [0, 21])
def test_annotations_of_samples_that_do_not_exist(sample: int):
    marked = annotated(2, 1, ReferencedSamplePositions=sample, TemporalRangeType="POINT")
    flags(marked, ("SRD115", "(0040,B020)[0].(0040,A132)"))
    allows("SRD115", annotated(2, 1, ReferencedSamplePositions=20, TemporalRangeType="POINT"))


@pytest.mark.parametrize(
    ("changes", "tag", "said"),
    [
        ({"SamplingFrequency": "2000"}, "(003A,001A)", "is 2000 Hz: in a 12-lead ECG it is 200 to 1000 Hz"),
        ({"WaveformSampleInterpretation": "US"}, "(5400,1006)", "is something else: in a 12-lead ECG it is SS"),
    ],
)
def test_an_ecg_beyond_its_class(changes: dict[str, Any], tag: str, said: str):
    (finding,) = flags(recording(group(**changes)), ("SRD116", f"(5400,0100)[0].{tag}"))
    assert said in finding.message
    allows("SRD116", recording())


def test_too_many_samples_or_channels():
    flags(recording(group(samples=16385)), ("SRD116", "(5400,0100)[0].(003A,0010)"))
    flags(recording(group(channels=13), sop_class=AMBULATORY), ("SRD116", "(5400,0100)[0].(003A,0005)"))


def test_a_class_without_limits():
    allows("SRD116", recording(group(SamplingFrequency="9000"), sop_class=LONG_WORDS))


def test_two_groups_where_one_is_allowed():
    (finding,) = flags(recording(group(), group(), sop_class=AMBULATORY), ("SRD117", "(5400,0100)"))
    assert "has 2 groups: a Ambulatory ECG has 1" in finding.message
    allows("SRD117", recording(group(), sop_class=AMBULATORY))


def test_twelve_leads_twice():
    (finding,) = flags(recording(group(channels=12), group(channels=12)), ("SRD117", "(5400,0100)"))
    assert "has 24 channels in all groups" in finding.message
    allows("SRD117", recording(group(channels=12), group(channels=1)))
