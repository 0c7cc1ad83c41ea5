"""SRD121 and SRD122."""

import struct
from typing import Any

import pytest
from pydicom import Dataset

from tests import build
from tests.engine.rules.harness import allows, check, flags
from validator.engine.header import Limits

CLASS = "1.2.840.10008.5.1.4.1.1.104."
PDF = b"%PDF-1.7\n1 0 obj\n<< >>\nendobj\n%%EOF"
CDA = b'<?xml version="1.0"?>\n<ClinicalDocument xmlns="urn:hl7-org:v3"></ClinicalDocument>\n'
STL = bytes(80) + struct.pack("<I", 1) + bytes(50)
DOCUMENTS = {
    1: ("application/pdf", PDF),
    2: ("text/XML", CDA),
    3: ("model/stl", STL),
    4: ("model/obj", b"# a cube\nv 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 3\n"),
    5: ("model/mtl", b"newmtl bone\nKd 1 1 0.9\n"),
}


def wrapped(kind: int = 1, content: bytes | None = None, **attributes: Any) -> Dataset:
    mime_type, usual = DOCUMENTS[kind]
    made = build.instance(f"{CLASS}{kind}", Modality="DOC", SeriesDescription="Letter")
    made.MIMETypeOfEncapsulatedDocument = mime_type
    document = usual if content is None else content
    made.EncapsulatedDocument = document + bytes(len(document) % 2)
    return build.changed(made, **attributes)


@pytest.mark.parametrize("kind", DOCUMENTS)
def test_documents_that_are_what_they_say(kind: int):
    allows("SRD121", wrapped(kind))


@pytest.mark.parametrize("kind", DOCUMENTS)
def test_an_error_page_in_place_of_the_document(kind: int):
    flags(wrapped(kind, b"<html><body>404 Not Found</body></html>"), ("SRD121", "(0042,0011)"))


def test_a_header_that_does_not_come_first():
    allows("SRD121", wrapped(content=b"\r\n\r\n" + PDF))


def test_a_model_that_was_cut():
    flags(wrapped(3, STL[:-2]), ("SRD121", "(0042,0011)"))
    allows("SRD121", wrapped(3, b"solid cube\nendsolid cube\n"))


def test_a_document_that_stays_on_disk_is_not_judged():
    found = check(wrapped(content=bytes(300)), limits=Limits(value=100)).findings
    assert "SRD121" not in {finding.code for finding in found}


def test_another_length_than_that_of_the_document():
    (finding,) = flags(wrapped(EncapsulatedDocumentLength=20), ("SRD122", "(0042,0015)"))
    assert "is 20, and the document has 36 bytes" in finding.message
    assert len(PDF) == 35


def test_the_length_before_padding():
    allows("SRD122", wrapped(EncapsulatedDocumentLength=len(PDF)))
    allows("SRD122", wrapped(EncapsulatedDocumentLength=len(PDF) + 1))
