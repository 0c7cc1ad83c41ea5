"""Finding a Python: the newest tested one that runs, or one sentence about what is missing."""

import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
BASE = "/nowhere"


def interpreter(folder: Path, name: str, version: str, *, complete: bool = True) -> Path:
    """A program that answers as a Python of this version would."""
    path = folder / name
    path.write_text(f'#!/bin/sh\ncase "$2" in *ensurepip*) exit {0 if complete else 1} ;; *) echo {version} ;; esac\n')
    path.chmod(0o755)
    return path


def find(folder: Path, **environment: str) -> tuple[int, str, str]:
    """Run it where only these interpreters are on the path, and the machine's own in /usr are out of sight."""
    script = (ROOT / "tools" / "find-python").read_text("utf-8")
    for place in ("/usr/bin/", "/usr/local/bin/", "/opt/homebrew/bin/"):
        script = script.replace(place, f"{BASE}{place}")
    copy = folder / "find-python"
    copy.write_text(script)
    done = subprocess.run(
        ["/bin/sh", str(copy)],
        env={"PATH": str(folder), "HOME": BASE, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout.strip(), done.stderr.strip()


def test_the_newest_of_the_tested_range_is_taken(tmp_path: Path) -> None:
    for version in ("3.11", "3.12", "3.13", "3.14"):
        interpreter(tmp_path, f"python{version}", version)
    interpreter(tmp_path, "python3", "3.14")
    assert find(tmp_path) == (0, "python3.13", "")


def test_a_name_that_does_not_run_is_passed_over(tmp_path: Path) -> None:
    shim = tmp_path / "python3.13"
    shim.write_text("#!/bin/sh\necho 'pyenv: python3.13: command not found' >&2; exit 127\n")
    shim.chmod(0o755)
    interpreter(tmp_path, "python3", "3.12")
    assert find(tmp_path) == (0, "python3", "")


def test_one_that_can_make_environments_is_preferred_to_a_newer_one(tmp_path: Path) -> None:
    interpreter(tmp_path, "python3.13", "3.13", complete=False)
    interpreter(tmp_path, "python3.11", "3.11")
    assert find(tmp_path) == (0, "python3.11", "")


def test_a_missing_ensurepip_names_the_package(tmp_path: Path) -> None:
    interpreter(tmp_path, "python3", "3.12", complete=False)
    assert find(tmp_path) == (
        2,
        "",
        (
            "Python 3.12 (python3) cannot make environments, because its module ensurepip is missing: install the "
            "package python3.12-venv (for example: sudo apt-get install python3.12-venv) and try again."
        ),
    )


@pytest.mark.parametrize("version", ["3.9", "3.14"])
def test_an_untested_python_is_said_to_be_one(tmp_path: Path, version: str) -> None:
    interpreter(tmp_path, "python3", version)
    assert find(tmp_path) == (
        2,
        "",
        (
            f"Python {version} is here, but dicomcheck is tested with 3.11, 3.12 and 3.13 only: install one of these "
            "and try again."
        ),
    )


def test_no_python_at_all_is_said(tmp_path: Path) -> None:
    assert find(tmp_path) == (2, "", "There is no Python here: install Python 3.13, 3.12 or 3.11 and try again.")


def test_a_python_that_was_named_must_be_a_tested_one(tmp_path: Path) -> None:
    named = interpreter(tmp_path, "mine", "3.10")
    status, _, sentence = find(tmp_path, PYTHON=str(named))
    assert (status, sentence) == (
        2,
        (
            "The Python that PYTHON names is 3.10, and dicomcheck is tested with 3.11, 3.12 and 3.13 only: name one of "
            "these."
        ),
    )
