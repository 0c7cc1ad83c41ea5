"""SRD140 and SRD141, and the list of codes behind them."""

from tests.build import code
from tests.engine.rules.harness import allows, flags
from tests.engine.rules.test_srd_codes import CODE, with_codes
from validator.engine.rules.srd.build_concepts import DATA, build


def test_the_artefact_is_what_the_pinned_source_makes():
    assert (DATA / "dcm.txt").read_text(encoding="utf-8") == build()


def test_a_code_that_is_not_in_the_list():
    codes = [code("121070", "DCM", "Findings"), code("121063", "DCM", "Liver")]
    flags(with_codes(*codes), ("SRD140", "(0040,A730)[1].(0040,A168)[0].(0008,0100)"))
    allows("SRD140", with_codes(code("121071", "DCM", "Finding")))


def test_codes_newer_than_the_list_are_not_reported():
    allows("SRD140", with_codes(code("999999", "DCM", "Something new")))


def test_a_code_with_the_meaning_of_another():
    (finding,) = flags(with_codes(code("111004", "DCM", "Modality")), ("SRD141", f"{CODE}.(0008,0104)"))
    assert 'this one means "Analysis Performed"' in finding.message


def test_other_words_for_a_code():
    allows("SRD141", with_codes(code("121071", "DCM", "Befund"), code("121071", "DCM", "finding")))
