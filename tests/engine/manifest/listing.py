"""Lists written to disk and held against holdings, with what came of it in a line each."""

from collections.abc import Mapping
from pathlib import Path

from validator.engine.manifest import Holding, Reconciler
from validator.engine.model import Reconciliation


def holding(study: str, series: str = "", instance: str = "", **values: str) -> Holding:
    return Holding(study, series, instance, values)


def reconciled(
    path: Path, *holdings: Holding, columns: Mapping[str, str] | None = None
) -> tuple[list[Reconciliation], list[str]]:
    """A list called ``pacs`` against the files of ``archive``: the counts, and the discrepancies as lines of words."""
    with Reconciler() as reconciler:
        reconciler.add_list("pacs", path, columns)
        reconciler.add_files("archive", holdings)
        counts, discrepancies = reconciler.reconcile()
        told = [
            " | ".join(
                (each.kind, each.entity, each.uid, str(each.line), each.attribute, each.listed, each.found, each.note)
            ).rstrip(" |")
            for each in discrepancies
        ]
        assert len(discrepancies) == len(told)
        return counts, told
