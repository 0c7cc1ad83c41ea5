"""What is known of each Transfer Syntax."""

import pytest

from validator.engine.pixels.description import samples_of
from validator.engine.pixels.syntaxes import CODECS, NATIVE_PHOTOMETRICS, is_native
from validator.engine.standard import dictionary


def test_every_transfer_syntax_in_force_is_native_streamed_or_has_a_codec():
    in_force = {uid for uid, row in dictionary.uids().items() if row[1] == "Transfer Syntax" and not row[3]}
    streamed = {uid for uid in in_force if uid.startswith("1.2.840.10008.1.2.7.")}
    assert {uid for uid in in_force - streamed if not is_native(uid)} == set(CODECS)


@pytest.mark.parametrize("uid", CODECS)
def test_codecs_name_photometric_interpretations_of_the_standard(uid: str):
    assert [term for term in CODECS[uid].photometrics if samples_of(term) is None] == []


def test_reversible_and_irreversible_colour_belong_to_jpeg_2000():
    assert {CODECS[uid].name for uid in CODECS if "YBR_ICT" in CODECS[uid].photometrics} == {"JPEG 2000", "JPIP"}
    assert {"YBR_ICT", "YBR_RCT"} & NATIVE_PHOTOMETRICS == set()


def test_only_what_always_loses_detail_is_called_lossy():
    assert CODECS["1.2.840.10008.1.2.4.50"].lossy is True
    assert CODECS["1.2.840.10008.1.2.4.90"].lossy is False
    assert CODECS["1.2.840.10008.1.2.4.91"].lossy is None
