"""A whole installation whose processes are killed at random while it works: ``python -m tests.soak.chaos embedded``.

A case is uploaded through the API and analysed while web server, workers, reconciler, supervisor and broker are killed
with ``kill -9``. What was killed comes back as it would in operation: the supervisor starts its children, this harness
starts the supervisor and the broker. Afterwards every promise is looked up in the database and in the spool, and the
report is compared with that of an undisturbed run over the same files. A seed chooses moments and victims; the timeline
says what happened when.
"""

import argparse
import contextlib
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from http.client import HTTPException
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.chain import SERIES, STUDIES, chain
from tests.web.installation import ROOT, Caller, Redis, database, free_port, until

SEED = 20261120
FILES_A_REQUEST = 125
LABELS = ("source", "archive")
STATES = STUDIES * SERIES
"""Presentation states that come with the images."""
WEIGHTS = {"web": 2, "web child": 3, "worker": 3, "worker child": 6, "reconciler": 3, "supervisor": 2, "broker": 3}
"""How often each kind of process is the victim, against the others."""
QUIET = ("DICOMCHECK_", "DJANGO_")


class Death(NamedTuple):
    """One victim."""

    at: float
    """Seconds since the beginning."""
    role: str
    during: str
    """What the case was doing, as its progress said last."""


class Result(NamedTuple):
    """What a storm came to."""

    deaths: list[Death]
    seconds: dict[str, float]
    """The disturbed run and the undisturbed one, from the first byte sent, or from the start of the run."""
    audit: dict[str, Any]
    """See ``tests.soak.chaos_audit``."""
    acknowledged: int
    """Files of which an answer said that they are kept."""
    refused_requests: int
    """Requests that were cut off or answered with a failure, and sent again."""
    reports: tuple[Any, Any]
    """The disturbed and the undisturbed one, without what belongs to the run."""

    @property
    def digests(self) -> tuple[str, str]:
        return self.reports[0]["compare"]["digest"], self.reports[1]["compare"]["digest"]


class Supervised(Caller):
    """The program under its supervisor, on a data folder and perhaps servers of its own."""

    def __init__(self, folder: Path, **environment: str) -> None:
        self.port = free_port()
        self.data = folder / "data"
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith(QUIET)},
            "DICOMCHECK_DATA": str(self.data),
            "DICOMCHECK_PORT": str(self.port),
            "DJANGO_SETTINGS_MODULE": "dicomcheck.settings",
            **environment,
        }
        self.log_path = folder / "log"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with self.log_path.open("ab") as log:
            command = [sys.executable, "-m", "dicomcheck.supervisor"]
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=self.environment, stdout=log, stderr=log, start_new_session=True
            )

    def family(self) -> dict[str, list[int]]:
        """The living processes by kind."""
        assert self.process is not None
        found: dict[str, list[int]] = {"supervisor": [self.process.pid]}
        for role, process in children(self.process.pid):
            name = next((name for name in ("web", "worker", "reconciler") if f"\0{name}\0" in role), None)
            if name is not None:
                found.setdefault(name, []).append(process)
                found.setdefault(f"{name} child", []).extend(child for _, child in children(process))
        return {name: processes for name, processes in found.items() if processes}

    def stop(self) -> None:
        """In good order; nothing is left."""
        if self.process is not None:
            self.process.terminate()
            self.process.wait(timeout=20)
            self.process = None

    def django(self, module: str, *arguments: str) -> Any:
        """What a module of the tests prints as JSON, run on this installation's database and spool."""
        command = [sys.executable, "-m", module, *arguments]
        done = subprocess.run(command, cwd=ROOT, env=self.environment, check=True, capture_output=True, text=True)
        return json.loads(done.stdout)


def children(parent: int) -> Iterator[tuple[str, int]]:
    """Command line and process id of each child."""
    for task in Path(f"/proc/{parent}/task").glob("*/children"):
        with contextlib.suppress(OSError):
            for child in task.read_text().split():
                with contextlib.suppress(OSError):
                    yield Path(f"/proc/{child}/cmdline").read_text("utf-8", "replace"), int(child)


class Storm(threading.Thread):
    """Kills, one at a time, at moments and of kinds that a seed chooses, until all are dead or it is told to stop."""

    def __init__(self, whole: Supervised, redis: Redis | None, *, moments: int, pause: float, seed: int) -> None:
        super().__init__(name="storm")
        self.whole, self.redis = whole, redis
        self.moments, self.pause = moments, pause
        self.chance = random.Random(seed)
        self.deaths: list[Death] = []
        self.during = "upload"
        self.over = threading.Event()
        self.began = time.monotonic()
        self.failed: BaseException | None = None

    def run(self) -> None:
        try:
            while len(self.deaths) < self.moments and not self.over.wait(self.chance.uniform(0.1, 2 * self.pause)):
                self.strike()
        except BaseException as error:  # noqa: BLE001  (a thread's end must be seen by who waits for it)
            self.failed = error

    def strike(self) -> None:
        kinds = [kind for kind in WEIGHTS if kind != "broker" or self.redis is not None]
        kind = self.chance.choices(kinds, [WEIGHTS[kind] for kind in kinds])[0]
        if kind == "broker":
            assert self.redis is not None
            self.redis.kill()
        else:
            victims = self.whole.family().get(kind)
            if not victims:
                return
            os.kill(self.chance.choice(sorted(victims)), signal.SIGKILL)
        death = Death(time.monotonic() - self.began, kind, self.during)
        self.deaths.append(death)
        say(f"{death.at:7.1f} s  kill -9 {kind} during {death.during}")
        if kind == "supervisor":
            assert self.whole.process is not None
            self.whole.process.wait()
            self.restart_supervisor()
        elif kind == "broker":
            time.sleep(self.chance.uniform(0, 2))
            assert self.redis is not None
            self.redis.start()

    def restart_supervisor(self) -> None:
        """As systemd would. Its children die with it, but not in the same instant: the port may still be held."""
        for _ in range(40):
            self.whole.start()
            assert self.whole.process is not None
            try:
                self.whole.process.wait(timeout=1.5)
            except subprocess.TimeoutExpired:
                return
            time.sleep(0.25)
        raise AssertionError("the supervisor did not start again")


class Client:
    """A script that uploads and asks, and tries again where it got no answer."""

    def __init__(self, whole: Supervised) -> None:
        self.whole = whole
        self.failures = 0
        self.acknowledged: list[tuple[int, str]] = []
        """Position of the capture and name, of each file that an answer said is kept."""

    def insist(self, ask: Callable[[], tuple[int, Any]], *, accept: tuple[int, ...], seconds: float = 120) -> Any:
        end = time.monotonic() + seconds
        while True:
            with contextlib.suppress(OSError, HTTPException, urllib.error.URLError, json.JSONDecodeError):
                status, answer = ask()
                if status in accept:
                    return answer
                assert status >= 500, (status, answer)
            self.failures += 1
            assert time.monotonic() < end, "no answer for too long"
            time.sleep(0.2)

    def upload(self, case: int, position: int, files: dict[str, bytes]) -> None:
        answer = self.insist(lambda: self.whole.upload(case, position, files), accept=(201,))
        for file in answer["files"]:
            assert file["state"] in {"stored", "known"}, file
            self.acknowledged.append((position, file["name"]))

    def follow(self, case: int, storm: Storm | None, *, seconds: float) -> Any:
        """The case when its run has ended."""
        end = time.monotonic() + seconds
        while True:
            told = self.insist(lambda: self.whole.get(f"cases/{case}"), accept=(200,))
            if told["state"] != "running":
                return told
            if storm is not None:
                if storm.failed is not None:
                    raise storm.failed
                storm.during = told["progress"]["phase"]
            assert time.monotonic() < end, told
            time.sleep(0.3)


def files(instances: int) -> list[dict[str, bytes]]:
    """Two captures of about so many instances each: images, and with many of them presentation states that cite them.

    The archive gives new UIDs, loses some images and has some twice.
    """
    captures: list[dict[str, bytes]] = [{}, {}]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for sent in chain(instances - STATES if instances > 2 * STATES else instances):
            if sent.capture < len(captures):
                captures[sent.capture][sent.name] = sent.content
            if sent.capture == len(LABELS) and len(captures[0]) == instances:
                break
    return captures


def weather(
    folder: Path, *, instances: int, moments: int, pause: float, seed: int, postgres: str = "", redis_binary: str = ""
) -> Result:
    """Let a storm blow over a case; what came of it. With PostgreSQL and Redis where their places are given."""
    with contextlib.ExitStack() as opened:
        environment, redis = {}, None
        if postgres:
            redis = Redis(redis_binary, folder)
            opened.callback(redis.kill)
            environment = {
                "DICOMCHECK_DATABASE_URL": opened.enter_context(database(postgres)),
                "DICOMCHECK_BROKER_URL": redis.address,
            }
        whole = Supervised(folder, **environment)
        opened.callback(whole.stop)
        whole.start()
        until(whole.answers, seconds=60, what="the first answer")
        storm = Storm(whole, redis, moments=moments, pause=pause, seed=seed)
        client = Client(whole)
        storm.start()
        try:
            result = _endure(whole, client, storm, files(instances))
        finally:
            storm.over.set()
            storm.join()
        if storm.failed is not None:
            raise storm.failed
        return result


def _endure(whole: Supervised, client: Client, storm: Storm, captures: list[dict[str, bytes]]) -> Result:
    began = time.monotonic()
    asked = {"title": "Storm", "captures": list(LABELS)}
    case = client.insist(lambda: whole.post("cases", asked), accept=(201,))["id"]
    for position, capture in enumerate(captures):
        names = list(capture)
        for start in range(0, len(names), FILES_A_REQUEST):
            some = {name: capture[name] for name in names[start : start + FILES_A_REQUEST]}
            client.upload(case, position, some)
    storm.during = "start"
    # The answer to a request that was carried out may be lost: then the next one finds the captures sealed.
    client.insist(lambda: whole.post(f"cases/{case}/analyse"), accept=(202, 409))
    ended = client.follow(case, storm, seconds=1200)
    seconds = {"disturbed": time.monotonic() - began}
    say(f"the disturbed run ended as {ended['state']} after {seconds['disturbed']:.0f} s: {len(storm.deaths)} deaths")
    runs = 1
    while len(storm.deaths) < storm.moments and storm.is_alive():
        assert (ended["state"], ended["error"]) == ("done", None), ended
        _run_again(whole, client, case)
        ended, runs = client.follow(case, storm, seconds=1200), runs + 1
        say(f"disturbed run {runs} ended as {ended['state']}: {len(storm.deaths)} deaths")
    storm.over.set()
    storm.join()
    assert (ended["state"], ended["error"]) == ("done", None), ended
    disturbed = client.insist(lambda: whole.get(f"cases/{case}/report.json"), accept=(200,))
    began = time.monotonic()
    _run_again(whole, client, case)
    ended = client.follow(case, None, seconds=1200)
    seconds["undisturbed"] = time.monotonic() - began
    assert (ended["state"], ended["error"]) == ("done", None), ended
    undisturbed = client.insist(lambda: whole.get(f"cases/{case}/report.json"), accept=(200,))
    audit = whole.django("tests.soak.chaos_audit", str(case))
    assert sorted(client.acknowledged) == sorted((at, name) for at, capture in enumerate(captures) for name in capture)
    return Result(
        storm.deaths, seconds, audit, len(client.acknowledged), client.failures, (facts(disturbed), facts(undisturbed))
    )


def _run_again(whole: Supervised, client: Client, case: int) -> None:
    client.insist(lambda: whole.post(f"cases/{case}/reopen"), accept=(200, 409))
    client.insist(lambda: whole.post(f"cases/{case}/analyse"), accept=(202, 409))


def facts(report: Any) -> Any:
    """A report without what belongs to the run."""
    return {"check": report["check"], "compare": {**report["compare"], "run": None}}


def say(line: str) -> None:
    print(line, flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.soak.chaos", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("setting", choices=["embedded", "scaled"])
    parser.add_argument("--instances", type=int, default=2500, help="of each of the two captures (2500)")
    parser.add_argument("--moments", type=int, default=100, help="how many processes are killed (100)")
    parser.add_argument("--pause", type=float, default=1.5, metavar="SECONDS", help="between two, on average (1.5)")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--postgres", default="postgresql://postgres@127.0.0.1:5432")
    parser.add_argument("--redis", default="redis-server", metavar="PROGRAM")
    options = parser.parse_args()
    say(f"seed {options.seed}")
    servers = {"postgres": options.postgres, "redis_binary": options.redis} if options.setting == "scaled" else {}
    with tempfile.TemporaryDirectory(prefix="dicomcheck-chaos-") as folder:
        result = weather(
            Path(folder),
            instances=options.instances,
            moments=options.moments,
            pause=options.pause,
            seed=options.seed,
            **servers,
        )
    say("deaths by kind:   " + ", ".join(f"{kind} {n}" for kind, n in Counter(d.role for d in result.deaths).items()))
    say("deaths by moment: " + ", ".join(f"{at} {n}" for at, n in Counter(d.during for d in result.deaths).items()))
    say("seconds:          " + ", ".join(f"{name} {taken:.0f}" for name, taken in result.seconds.items()))
    say(f"acknowledged:     {result.acknowledged} files; {result.refused_requests} requests sent again")
    say(f"audit:            {json.dumps(result.audit)}")
    say(f"digests:          {' '.join(result.digests)}")
    same = result.reports[0] == result.reports[1]
    say("the report is the same" if same else "THE REPORT DIFFERS")
    return 0 if same and not result.audit["broken"] else 1


if __name__ == "__main__":
    sys.exit(main())
