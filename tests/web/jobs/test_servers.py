"""Other servers than the usual ones, and servers that go away: a case still goes from upload to report."""

from pathlib import Path
from typing import Any

import kombu
import pytest

from tests.web.hooked import POISON
from tests.web.installation import Installation, Postgres, Redis, database, object_store, until
from tests.web.jobs.test_workers import SLICES, captures_of, facts
from validator.jobs.limits import QUEUES

ROLES = ("web", "reconciler", "worker")


@pytest.fixture
def slices(ct_small: bytes) -> dict[str, bytes]:
    uid = b"1.3.6.1.4.1.5962.1.1.1.1.1.20040119072730.12322"
    return {
        f"slice-{number:02}.dcm": ct_small.replace(uid, uid[:-2] + f"{number:02}".encode()) for number in range(SLICES)
    }


def run(whole: Installation, slices: dict[str, bytes]) -> Any:
    """The report of a case on an installation that is started and stopped for it."""
    try:
        for role in ROLES:
            whole.start(role)
        case = whole.new_case(captures_of(slices))
        done = whole.wait(case)
        assert (done["state"], done["error"]) == ("done", None)
        return facts(whole.get(f"cases/{case}/report.json")[1])
    finally:
        whole.stop()


def test_rabbitmq_and_an_object_store_do_as_well_as_what_is_embedded(
    rabbitmq: str, postgres: str, tmp_path: Path, slices: dict[str, bytes]
) -> None:
    for name in ("embedded", "elsewhere"):
        (tmp_path / name).mkdir()
    expected = run(Installation(tmp_path / "embedded"), slices)
    with database(postgres) as address, object_store("dicomcheck-test") as store:
        whole = Installation(
            tmp_path / "elsewhere",
            DICOMCHECK_DATABASE_URL=address,
            DICOMCHECK_BROKER_URL=rabbitmq,
            DICOMCHECK_SPOOL="s3",
            DICOMCHECK_S3_BUCKET="dicomcheck-test",
            DICOMCHECK_S3_ENDPOINT=store,
            DICOMCHECK_S3_REGION="us-east-1",
            DICOMCHECK_S3_ACCESS_KEY="any",
            DICOMCHECK_S3_SECRET_KEY="any",
        )
        assert run(whole, slices) == expected
    with kombu.Connection(rabbitmq) as connection:
        for queue in QUEUES.values():
            connection.channel().queue_delete(queue)
    assert [path for path in (tmp_path / "elsewhere" / "data").rglob("*") if path.stat().st_size > 20_000] == []


@pytest.mark.soak
def test_a_database_that_is_gone_for_a_while_costs_nothing_but_time(
    postgres_programs: Path, redis_binary: str, tmp_path: Path, slices: dict[str, bytes]
) -> None:
    redis, server = Redis(redis_binary, tmp_path), Postgres(postgres_programs)
    whole = Installation(tmp_path, DICOMCHECK_DATABASE_URL=server.address, DICOMCHECK_BROKER_URL=redis.address)
    try:
        for role in ROLES:
            whole.start(role, pause=0.1)
        calm = whole.new_case(captures_of(slices))
        assert whole.wait(calm)["state"] == "done"
        case = whole.new_case(captures_of(slices))
        until(lambda: whole.get(f"cases/{case}")[1]["progress"]["phase"] == "read", seconds=20, what="reading")
        server.stop()
        sentence = {"error": "There is no access to the database at the moment. Try again in a minute."}
        until(lambda: whole.get("cases") == (503, sentence), seconds=10, what="a sentence")
        assert whole.get("healthz", below="") == (503, {"database": "gone"})
        server.start()
        assert whole.wait(case)["state"] == "done"
        assert all(process.poll() is None for process in whole.processes.values())
        reports = [whole.get(f"cases/{number}/report.json")[1] for number in (case, calm)]
        assert facts(reports[0]) == facts(reports[1])
    finally:
        whole.stop()
        server.remove()
        redis.kill()


MARKS = ("MARKEDNAME", "MARKED-ID-4711", "marked-folder", "marked-file")


def test_nothing_of_a_patient_leaves_files_rows_and_pages(installation: Installation, ct_small: bytes) -> None:
    """Through success and failures: not in logs, messages or job rows, nor as a name on disk."""
    for role in ROLES:
        installation.start(role)
    marked = ct_small.replace(b"CompressedSamples^CT1", b"MARKEDNAME^CT1^CT1^CT").replace(b"1CT1", b"MARK")
    assert b"MARKEDNAME" in marked
    files = {
        "marked-folder/marked-file.dcm": marked,
        "marked-folder/marked-file-cut.dcm": marked[:2000],
        "marked-file-poison.dcm": marked + POISON,
        "marked-file.zip": b"PK\x03\x04" + marked,
        "MARKED-ID-4711.txt": b"MARKED-ID-4711",
    }
    case = installation.new_case({"source": files, "archive": {"marked-file.dcm": marked}})
    assert installation.wait(case, seconds=90)["state"] == "done"
    assert installation.get(f"cases/{case}/report.json")[0] == 200
    for path in ("marked-folder/x", "cases/MARKED-ID-4711", "cases?q=MARKED-ID-4711"):
        installation.get(path)
    installation.upload(case, 0, {"marked-file.dcm": marked})
    installation.post("cases", {"title": "MARKEDNAME", "captures": []})
    log = installation.log_path.read_text("utf-8", "replace")
    assert "was lost with its worker" in log
    assert [mark for mark in MARKS if mark in log] == []
    data = Path(installation.environment["DICOMCHECK_DATA"])
    names = " ".join(path.name for path in data.rglob("*"))
    assert [mark for mark in MARKS if mark in names] == []
    for message in (data / "broker").rglob("*.msg"):
        assert [mark for mark in MARKS if mark in message.read_text("utf-8")] == []
