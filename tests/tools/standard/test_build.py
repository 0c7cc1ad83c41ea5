"""The artefact is what the pinned sources and the overlays make."""

import pytest

from tools.standard.build import ARTEFACT, build


@pytest.mark.usefixtures("sources")
def test_the_tables_are_what_the_pinned_sources_and_the_overlays_make() -> None:
    are_equal = build() == ARTEFACT.read_text(encoding="utf-8")
    assert are_equal, "run: python -m tools.standard.build"
