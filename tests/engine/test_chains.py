"""Real chains whose truth is known: every change found, blamed on its hop, named, and none invented."""

import importlib.util
import json
import shutil
import sys
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest

SHARED = Path(__file__).resolve().parents[3] / "shared"
CHAINS = SHARED / "chains"
SCORER = SHARED / "score" / "score_chains.py"
NUMBERS = ("c01", "c03", "c04", "c05", "c08", "c10", "c12", "c16", "c19", "c21", "c23")
LEAST = 0.98
pytestmark = pytest.mark.skipif(not SCORER.is_file(), reason="the chains are not beside the project")


@cache
def scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_chains", SCORER)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def folder_of(number: str) -> Path:
    return next(CHAINS.glob(f"{number}-*"))


def compared(folder: Path, monkeypatch: pytest.MonkeyPatch) -> dict:
    """The document that ``python -m validator compare`` gives, run by the scorer itself."""
    monkeypatch.chdir(Path(__file__).resolve().parents[2])
    hops = [hop["hop"] for hop in json.loads((folder / "truth.json").read_text())["hops"]]
    document, _seconds = scorer().run(folder, hops, sys.executable)
    return document


@pytest.mark.parametrize("number", NUMBERS)
def test_every_figure_of_every_chain_is_high(number, monkeypatch):
    monkeypatch.chdir(Path(__file__).resolve().parents[2])
    score = scorer().score(folder_of(number), sys.executable, False)
    figures = scorer().figures(score)
    assert {name: figure for name, figure in figures.items() if figure < LEAST} == {}
    assert score["unwanted"] == 0


def test_nothing_is_called_a_change_where_nothing_changed(monkeypatch):
    document = compared(folder_of("c01"), monkeypatch)
    assert [change for change in document["changes"] if change["level"] == "meaning"] == []
    assert document["presence"] == []
    assert {lineage["paired_by"] for lineage in document["lineages"]} == {"sop-instance-uid"}


def test_the_digest_does_not_depend_on_where_the_captures_lie_nor_on_the_order_of_files(tmp_path, monkeypatch):
    folder = folder_of("c04")
    there = compared(folder, monkeypatch)
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_file():
            target = tmp_path / path.relative_to(folder)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
    here = compared(tmp_path, monkeypatch)
    assert here["digest"] == there["digest"]
