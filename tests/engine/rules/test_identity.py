"""What is known of an instance's place does not depend on those that were read before."""

from tests import build
from validator.engine.header import scan
from validator.engine.rules import identify

NAME = ("PN", b"M\xfcller^Ida")


def test_elements_that_repeat_are_read_by_the_character_set_of_their_own_instance():
    latin, greek = (
        scan(build.file(build.ct(SpecificCharacterSet=label), raw={0x00100010: NAME}))
        for label in ("ISO_IR 100", "ISO_IR 126")
    )
    names = [identify(header, file="a.dcm").patient_values[0] for header in (latin, greek, latin)]
    assert names == ["Müller^Ida", "Mόller^Ida", "Müller^Ida"]


def test_of_a_series_each_instance_keeps_its_own_values():
    headers = [scan(build.file(build.ct(SOPInstanceUID=f"1.2.{number}", InstanceNumber=number))) for number in (1, 2)]
    found = [identify(header, file="a.dcm", digested=False) for header in headers]
    assert [(one.sop_instance, one.instance_number) for one in found] == [("1.2.1", "1"), ("1.2.2", "2")]
    assert found[0]._replace(sop_instance="", instance_number="") == found[1]._replace(
        sop_instance="", instance_number=""
    )


def test_a_digest_tells_instances_apart_where_it_is_asked_for():
    one, other = (scan(build.file(build.ct(PatientID=name))) for name in ("P-1", "P-2"))
    assert identify(one, file="a.dcm").digest != identify(other, file="a.dcm").digest
    assert identify(one, file="a.dcm").is_whole
    assert identify(one, file="a.dcm", digested=False).digest == ""
