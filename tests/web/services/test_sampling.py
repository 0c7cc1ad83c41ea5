"""A sample of the lineages: how it is drawn, and what a report on it says."""

from collections.abc import Callable

import pytest

from tests.web.conftest import Api
from validator.engine.model import Lineage, Sampling
from validator.models import Analysis, Case
from validator.services import results, tables
from validator.services.sampling import draw

UID = b"1.3.6.1.4.1.5962.1.1.1.1.1.20040119072730.12322"


def lineages(count: int) -> list[Lineage]:
    """Every tenth is at one capture only."""
    return [
        Lineage(number, "sop-instance-uid", (("a",), ("b",) if number % 10 else ()), (), 1.0)
        for number in range(1, count + 1)
    ]


def test_the_same_input_gives_the_same_sample_and_another_one_another() -> None:
    first, again, other = (draw(lineages(1000), 50, seed=seed) for seed in ("s", "s", "t"))
    assert first is not None
    assert other is not None
    assert first == again
    assert first.sampling == Sampling(population=900, compared=50, seed="s")
    assert len(first.drawn) == len(set(first.drawn)) == 50
    assert first.drawn == sorted(first.drawn) != other.drawn


def test_only_what_can_be_compared_is_drawn() -> None:
    sample = draw(lineages(1000), 800, seed="s")
    assert sample is not None
    assert not [number for number in sample.drawn if number % 10 == 0]


def test_a_larger_sample_holds_the_smaller_one() -> None:
    small, large = (draw(lineages(1000), wanted, seed="s") for wanted in (10, 100))
    assert small is not None
    assert large is not None
    assert set(small.drawn) < set(large.drawn)


def test_a_sample_of_everything_is_none() -> None:
    assert draw(lineages(1000), 900, seed="s") is None
    assert draw([], 5, seed="s") is None


@pytest.fixture
def sampled(api: Api, drain: Callable[..., int], ct_small: bytes) -> Callable[[int | None], Analysis]:
    """Run a case of twelve instances whose Patient ID the archive changed, one of them lost there."""

    def run(sample: int | None) -> Analysis:
        number = api.new_case("source", "archive")
        sent = {f"{at:02}.dcm": ct_small.replace(UID, UID[:-2] + b"%02d" % at) for at in range(12)}
        api.send(number, 0, sent)
        changed = {name: content.replace(b"1CT1", b"PT%02d" % at) for at, (name, content) in enumerate(sent.items())}
        api.send(number, 1, {name: changed[name] for name in list(changed)[:11]})
        answer = api.client.put(
            f"/api/v1/cases/{number}/sample", {"instances": sample}, content_type="application/json"
        )
        assert answer.json() == {"id": number, "instances": sample}
        assert api.post(f"cases/{number}/analyse").status_code == 202
        drain()
        return Analysis.objects.get(case=number)

    return run


def test_of_a_sample_presence_is_told_of_all_and_changes_of_the_drawn_ones(
    api: Api,
    sampled: Callable[[int | None], Analysis],
) -> None:
    run = sampled(4)
    assert run.state == "done"
    page = api.client.get(f"/cases/{run.case_id}/").content.decode()
    assert "This is a sample: 4 of 11 instances that at least two captures hold were compared" in page
    assert tables.facts(run).sampling == Sampling(population=11, compared=4, seed=run.inputs_digest)
    shown = api.client.get(f"/cases/{run.case_id}/changes/?row=(0010,0020)").content.decode()
    assert '<th scope="col" class="number">Of 4</th>' in shown
    assert "<dd><b>archive</b>, 4 of 4<meter" in shown
    changed = {change.lineage for change in results.changes(run) if change.path == "(0010,0020)"}
    assert len(changed) == 4
    assert changed == results.paired(run).drawn
    assert [presence.kind for presence in results.paired(run).presence] == ["instance.missing"]
    assert len(results.lineages(run)) == 12
    told = {sentence.text: (sentence.count, sentence.total) for sentence in results.sentences(run)}
    sampled_text = "4 of 11 instances were compared, drawn at random; of the others it is told only which are there."
    assert told[sampled_text] == (4, 11)
    assert told["archive replaced Patient ID"] == (4, 4)


def test_another_run_over_the_same_files_compares_the_same(sampled: Callable[[int | None], Analysis]) -> None:
    assert results.paired(sampled(4)).drawn == results.paired(sampled(4)).drawn


def test_without_a_number_all_are_compared(sampled: Callable[[int | None], Analysis]) -> None:
    run = sampled(None)
    assert tables.facts(run).sampling is None
    assert len({change.lineage for change in results.changes(run)}) == 11


@pytest.mark.parametrize("wanted", [0, -1, 1_000_001, "5", True, 1.5])
def test_a_sample_that_makes_no_sense_is_refused(api: Api, wanted: object) -> None:
    number = api.new_case("source", "archive")
    answer = api.client.put(f"/api/v1/cases/{number}/sample", {"instances": wanted}, content_type="application/json")
    assert (answer.status_code, Case.objects.get().sample) == (400, None)


def test_the_page_that_takes_files_asks_for_a_sample(api: Api) -> None:
    number = api.new_case("source", "archive")
    said = {"label": ["source", "archive"], "do": "save"}
    api.client.post(f"/cases/{number}/intake/", {**said, "sample": "250"})
    assert Case.objects.get().sample == 250
    assert (
        'name="sample" min="1" max="1000000" value="250"' in api.client.get(f"/cases/{number}/intake/").content.decode()
    )
    assert api.client.post(f"/cases/{number}/intake/", {**said, "sample": "many"}).status_code == 400
    api.client.post(f"/cases/{number}/intake/", {**said, "sample": ""})
    assert Case.objects.get().sample is None
