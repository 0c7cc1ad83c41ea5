"""The environment is made once, and again when what is pinned changes."""

import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture
def environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The script, with a folder of its own and an environment that is this test's Python."""
    spec = importlib.util.spec_from_file_location("environment", ROOT / "tools" / "environment.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    folder = tmp_path / ".venv"
    folder.mkdir()
    for name, value in (("HERE", tmp_path), ("ENVIRONMENT", folder), ("PYTHON", Path(sys.executable))):
        monkeypatch.setattr(module, name, value)
    (tmp_path / "requirements.txt").write_text("Django==5.2.19\n")
    (tmp_path / "more.txt").write_text("-r requirements.txt\npytest==9.2.0\n")
    return module


def test_what_is_installed_already_is_not_installed_again(
    environment: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed: list[str] = []
    monkeypatch.setattr(environment, "install", lambda requirements: installed.append(requirements.name))
    environment.main(tmp_path / "requirements.txt")
    environment.main(tmp_path / "requirements.txt")
    assert installed == ["requirements.txt"]


def test_a_changed_pin_is_installed_also_where_it_is_included(
    environment: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed: list[str] = []
    monkeypatch.setattr(environment, "install", lambda requirements: installed.append(requirements.name))
    environment.main(tmp_path / "more.txt")
    (tmp_path / "requirements.txt").write_text("Django==5.2.20\n")
    environment.main(tmp_path / "more.txt")
    assert installed == ["more.txt", "more.txt"]


def test_a_failed_installation_is_said_and_tried_again(
    environment: ModuleType, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "requirements.txt").write_text("./no-such-folder\n")
    for _ in range(2):
        with pytest.raises(environment.Missing, match=r"^The packages could not be installed\."):
            environment.main(tmp_path / "requirements.txt")


def test_a_folder_that_cannot_be_written_is_said_in_one_sentence(
    environment: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(environment, "HERE", tmp_path / "gone")
    with pytest.raises(environment.Missing) as told:
        environment.main(tmp_path / "requirements.txt")
    assert str(told.value) == (
        f"The folder {tmp_path / 'gone'} cannot be written (No such file or directory): copy it to where you may "
        "write, and try again."
    )


@pytest.mark.soak
@pytest.mark.parametrize("version", ["3.11", "3.12", "3.13"])
def test_the_pins_can_be_installed_on_every_tested_python(version: str, tmp_path: Path) -> None:
    found = subprocess.run(
        ["/bin/sh", "-c", f"ls -d ~/.pyenv/versions/{version}*/bin/python /usr/bin/python{version} 2>/dev/null"],
        capture_output=True,
        text=True,
        check=False,
    ).stdout.split()
    if not found:
        pytest.skip(f"there is no Python {version} here")
    subprocess.run([found[0], "-m", "venv", tmp_path / "env"], check=True)
    command = [tmp_path / "env" / "bin" / "pip", "install", "--quiet", "-r", ROOT / "requirements-dev.txt"]
    assert subprocess.run(command, check=False).returncode == 0
