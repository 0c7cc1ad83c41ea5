"""The JSON API from a new case to its report."""

from collections.abc import Callable

from tests.web.conftest import Api


def test_a_case_goes_from_upload_to_report(api: Api, drain: Callable[[], int], ct_small: bytes) -> None:
    case = api.new_case("source", "archive")
    shorter = ct_small.replace(b"1CT1", b"1CT2", 1)
    assert api.send(case, 0, {"a/CT1.dcm": ct_small}).json() == {
        "files": [{"name": "a/CT1.dcm", "state": "stored", "detail": ""}]
    }
    api.send(case, 1, {"x.dcm": shorter})
    assert api.get(f"cases/{case}").json()["state"] == "open"
    assert api.post(f"cases/{case}/analyse").status_code == 202
    running = api.get(f"cases/{case}").json()
    assert (running["state"], running["progress"]["phase"]) == ("running", "enrol")
    drain()
    done = api.get(f"cases/{case}").json()
    assert (done["state"], done["progress"], done["error"]) == ("done", None, None)
    report = api.report(case)
    assert [file["file"] for file in report["check"]["files"]] == ["source/a/CT1.dcm", "archive/x.dcm"]
    assert report["compare"]["captures"] == [{"label": "source", "files": 1}, {"label": "archive", "files": 1}]
    assert [(lineage["id"], lineage["files"]) for lineage in report["compare"]["lineages"]] == [
        (1, {"source": ["a/CT1.dcm"], "archive": ["x.dcm"]})
    ]
