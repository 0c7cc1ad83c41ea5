"""PRV011 to PRV013."""

from tests import build
from tests.engine.rules.harness import allows, check, flags
from tests.engine.rules.test_prv_numbers import KNOWN, TEXT, holding

PHILIPS = {0x20050010: ("LO", b"Philips MR Imaging DD 001 ")}
SEQUENCE = 0x20051080


def test_another_vr_than_the_makers():
    source = holding({**KNOWN, 0x00091001: ("IS", b"12")})
    (finding,) = flags(source, ("PRV011", "(0009,1001)"))
    assert "is written as IS, the private dictionary says LO: " in finding.message
    (finding,) = flags(
        holding({**KNOWN, 0x00091001: ("IS", b"12"), 0x00091002: ("IS", b"12")}), ("PRV011", "(0009,1001)")
    )
    assert "says LO (and 1 more like it)" in finding.message
    allows("PRV011", holding(KNOWN))


def test_the_block_may_be_any():
    source = holding({0x00090077: KNOWN[0x00090010], 0x00097701: ("IS", b"12")})
    flags(source, ("PRV011", "(0009,7701)"))


def test_unknown_elements_of_known_makers_and_un_have_no_vr_to_compare():
    allows("PRV011", holding({**KNOWN, 0x000910FE: ("IS", b"12"), 0x00091002: ("UN", b"12")}))


def test_private_sequences_as_bytes():
    item = build.implicit(0xFFFEE000, build.implicit(0x00080100, b"CT"))
    source = holding({**PHILIPS, SEQUENCE: ("UN", item)})
    found = [(finding.code, finding.path) for finding in check(source).findings if finding.code == "PRV012"]
    assert found == [("PRV012", "(2005,1080)")]
    flags(holding({**KNOWN, 0x00091001: ("UN", item)}), ("PRV012", "(0009,1001)"))
    allows("PRV012", holding({**KNOWN, 0x00091001: ("UN", b"text")}))


def test_makers_that_no_dictionary_knows():
    source = holding({0x00090010: ("LO", b"NOBODY"), 0x00091001: TEXT})
    (finding,) = flags(source, ("PRV013", "(0009,0010)"))
    assert "no private dictionary is known: what" in finding.message
    more = {0x00110010: ("LO", b"NOBODY"), 0x00111001: TEXT, 0x00130010: ("LO", b"NOBODY ELSE "), 0x00131001: TEXT}
    (finding,) = flags(holding({0x00090010: ("LO", b"NOBODY"), 0x00091001: TEXT, **more}), ("PRV013", "(0009,0010)"))
    assert "(and 1 more does)" in finding.message
    allows("PRV013", holding(KNOWN))
