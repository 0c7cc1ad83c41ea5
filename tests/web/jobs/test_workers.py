"""Real workers that are killed, on both kinds of installation: a case finishes once, nothing lost, nothing doubled."""

from pathlib import Path
from typing import Any

import pytest

from tests.web.hooked import ENDLESS, POISON, UNEXPLAINED
from tests.web.installation import Installation, Redis, database, until

SLICES = 24


@pytest.fixture
def slices(ct_small: bytes) -> dict[str, bytes]:
    """Instances that differ in their SOP Instance UID."""
    uid = b"1.3.6.1.4.1.5962.1.1.1.1.1.20040119072730.12322"
    assert ct_small.count(uid) == 2
    return {
        f"slice-{number:02}.dcm": ct_small.replace(uid, uid[:-2] + f"{number:02}".encode()) for number in range(SLICES)
    }


def captures_of(slices: dict[str, bytes]) -> dict[str, dict[str, bytes]]:
    changed = {name: content.replace(b"1CT1", b"0CT1") for name, content in slices.items()}
    return {"source": slices, "archive": changed}


def facts(report: Any) -> Any:
    """A report without what belongs to the run."""
    return {"check": report["check"], "compare": {**report["compare"], "run": None}}


def test_a_case_whose_worker_is_killed_ends_with_the_same_report(
    installation: Installation, slices: dict[str, bytes]
) -> None:
    installation.start("web")
    installation.start("reconciler")
    installation.start("worker", pause=0.1)
    case = installation.new_case(captures_of(slices))

    def reading() -> bool:
        progress = installation.get(f"cases/{case}")[1]["progress"]
        return bool(progress["phase"] == "read" and 0 < progress["done"] < 2 * SLICES)

    until(reading, seconds=30, what="reading")
    installation.kill("worker")
    installation.start("worker")
    disturbed = installation.wait(case)
    assert (disturbed["state"], disturbed["error"]) == ("done", None)
    assert [capture["states"] for capture in disturbed["verdict"]["captures"]] == [{"checked": SLICES}] * 2

    undisturbed = installation.new_case(captures_of(slices))
    assert installation.wait(undisturbed)["state"] == "done"
    reports = [installation.get(f"cases/{number}/report.json")[1] for number in (case, undisturbed)]
    assert len(reports[0]["check"]["files"]) == 2 * SLICES
    assert len(reports[0]["compare"]["lineages"]) == SLICES
    assert facts(reports[0]) == facts(reports[1])


def test_a_poison_file_is_named_and_left_behind(installation: Installation, slices: dict[str, bytes]) -> None:
    installation.start("web")
    installation.start("reconciler")
    installation.start("worker")
    files = dict(list(slices.items())[:12])
    case = installation.new_case({"source": {**files, "poison.dcm": files["slice-00.dcm"] + POISON}})
    done = installation.wait(case, seconds=90)
    assert (done["state"], done["error"]) == ("done", None)
    assert done["verdict"]["captures"][0]["states"] == {"checked": 12, "crashed": 1}
    report = installation.get(f"cases/{case}/report.json")[1]
    crashed = [file for file in report["check"]["files"] if file["file"] == "poison.dcm"]
    assert [[finding["code"] for finding in file["findings"]] for file in crashed] == [["ENG001"]]
    log = installation.log_path.read_text("utf-8")
    assert "was lost with its worker" in log
    assert [name for name in ("poison.dcm", "slice-00", "CompressedSamples") if name in log] == []


def test_an_instance_that_kills_who_explains_it_is_named_and_left_behind(
    installation: Installation, slices: dict[str, bytes]
) -> None:
    for role in ("web", "reconciler", "worker"):
        installation.start(role)
    files = dict(list(slices.items())[:12])
    files["slice-03.dcm"] = files["slice-03.dcm"].replace(b"CT01_OC0", UNEXPLAINED)
    case = installation.new_case(captures_of(files))
    done = installation.wait(case, seconds=90)
    assert (done["state"], done["error"]) == ("done", None)
    verdict = done["verdict"]
    assert (verdict["lineages"], verdict["not_compared"], len(verdict["not_explained"])) == (12, [], 1)
    report = installation.get(f"cases/{case}/report.json")[1]["compare"]
    changed = {change["lineage"] for change in report["changes"] if change["path"] == "(0010,0020)"}
    assert changed == set(range(1, 13))
    (left,) = [each for each in report["lineages"] if each["id"] in verdict["not_explained"]]
    assert left["files"]["source"] == ["slice-03.dcm"]


@pytest.mark.soak
def test_a_file_that_never_ends_is_stopped_by_the_clock(installation: Installation, slices: dict[str, bytes]) -> None:
    installation.environment["DICOMCHECK_JOB_SECONDS"] = "5"
    for role in ("web", "reconciler", "worker"):
        installation.start(role)
    case = installation.new_case(
        {"source": {"a.dcm": slices["slice-00.dcm"], "b.dcm": slices["slice-01.dcm"] + ENDLESS}}
    )
    done = installation.wait(case, seconds=120)
    assert done["verdict"]["captures"][0]["states"] == {"checked": 1, "crashed": 1}


def test_an_upload_while_redis_is_gone_is_kept_and_finishes_later(
    redis_binary: str, postgres: str, tmp_path: Path, slices: dict[str, bytes]
) -> None:
    redis = Redis(redis_binary, tmp_path)
    with database(postgres) as address:
        whole = Installation(tmp_path, DICOMCHECK_DATABASE_URL=address, DICOMCHECK_BROKER_URL=redis.address)
        try:
            for role in ("web", "reconciler", "worker"):
                whole.start(role)
            redis.kill()
            case = whole.new_case({"source": slices})
            waiting = whole.get(f"cases/{case}")[1]
            assert (waiting["state"], waiting["captures"][0]["files"]) == ("running", SLICES)
            until(lambda: whole.get(f"cases/{case}")[1]["progress"]["waiting"], seconds=20, what="a sign of waiting")
            redis.start()
            assert whole.wait(case, seconds=90)["state"] == "done"
        finally:
            whole.stop()
            redis.kill()
