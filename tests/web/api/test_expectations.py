"""Expectations over the API: read, replaced, refused with every mistake."""

import json
from typing import Any

import pytest
from django.contrib.auth.models import User

from tests.web.conftest import Api

LIST = "- {capture: archive, path: AccessionNumber, kind: value.truncated, rule: map ids.csv}\n"
MAPS = {"ids.csv": "A1,B1\n"}


def put(api: Api, case: int, body: Any) -> Any:
    return api.client.put(f"/api/v1/cases/{case}/expectations", json.dumps(body), content_type="application/json")


def test_a_list_is_read_and_replaced(api: Api) -> None:
    case = api.new_case("source", "archive")
    assert api.get(f"cases/{case}/expectations").json() == {"version": None, "text": "", "maps": {}}
    kept = {"version": 1, "text": LIST, "maps": MAPS}
    saved = put(api, case, {"text": LIST, "maps": MAPS})
    assert (saved.status_code, saved.json()) == (200, kept)
    assert api.get(f"cases/{case}/expectations").json() == kept
    assert put(api, case, {"text": ""}).json() == {"version": 2, "text": "", "maps": {}}


def test_a_list_with_mistakes_is_refused_with_all_of_them(api: Api) -> None:
    case = api.new_case("source", "archive")
    refused = put(api, case, {"text": "- capture: archiv\n  path: PatientID\n  kind: uid.*\n- x\n"})
    assert refused.status_code == 400
    assert [(one["line"], one["column"]) for one in refused.json()["complaints"]] == [(1, 12), (4, 3)]
    assert refused.json()["error"].startswith("Line 1: There is no capture 'archiv': did you mean archive?\nLine 4: ")
    assert api.get(f"cases/{case}/expectations").json()["version"] is None


@pytest.mark.parametrize(
    "body", [{}, {"text": 1}, {"text": "", "maps": []}, {"text": "", "maps": {"a": 1}}, {"text": "\ud800"}]
)
def test_what_is_no_list_is_refused(api: Api, body: Any) -> None:
    case = api.new_case("source", "archive")
    assert put(api, case, body).status_code == 400
    assert api.get(f"cases/{case}/expectations").json()["version"] is None


@pytest.mark.parametrize("name", ["\ud800.csv", "a\0.csv", "../../etc/passwd"])
def test_hostile_names_of_maps_are_names(api: Api, name: str) -> None:
    case = api.new_case("source", "archive")
    assert put(api, case, {"text": "", "maps": {name: "a,b"}}).status_code == 200
    (kept,) = api.get(f"cases/{case}/expectations").json()["maps"]
    assert "/" not in kept
    assert kept.isprintable()


@pytest.mark.usefixtures("accounts")
def test_a_case_of_somebody_else_has_none(api: Api) -> None:
    api.client.force_login(User.objects.create_user("ada"))
    case = api.new_case("source", "archive")
    api.client.force_login(User.objects.create_user("bob"))
    assert api.get(f"cases/{case}/expectations").status_code == 404
    assert put(api, case, {"text": LIST, "maps": MAPS}).status_code == 404
