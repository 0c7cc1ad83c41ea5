"""Runs commands as a user does, in this process, and keeps what they say."""

from collections.abc import Callable
from typing import NamedTuple

import pytest

from validator.commandline import main


class Done(NamedTuple):
    """What one command did."""

    status: int
    out: str
    err: str


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Callable[..., Done]:
    """Run ``dicomcheck`` with these arguments."""

    def command(*arguments: object) -> Done:
        capfd.readouterr()
        try:
            status = main([str(argument) for argument in arguments])
        except SystemExit as error:
            status = int(error.code or 0)
        captured = capfd.readouterr()
        return Done(status, captured.out, captured.err)

    return command
