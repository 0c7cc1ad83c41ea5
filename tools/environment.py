"""Make the environment in ``.venv`` and install pinned packages into it, once: ``environment.py requirements.txt``.

Needs nothing but a Python of the tested range. A stamp in the environment says what was installed, so that the next
call only compares. Ends with status 2 and one sentence where something is missing.
"""

import hashlib
import subprocess
import sys
import tempfile
import venv
from collections import deque
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
ENVIRONMENT = HERE / ".venv"
PYTHON = ENVIRONMENT / "bin" / "python"


class Missing(Exception):
    """The text is for the person who typed the command."""


def main(requirements: Path) -> None:
    wanted = fingerprint(requirements)
    stamp = ENVIRONMENT / f"installed-{requirements.stem}"
    if stamp.is_file() and stamp.read_text("ascii") == wanted and runs():
        return
    require_writable()
    if not runs():
        print("Making the environment in .venv …", flush=True)
        make()
    install(requirements)
    stamp.write_text(wanted, "ascii")


def fingerprint(requirements: Path) -> str:
    """Over the file, those that it includes, and the Python that reads them."""
    digest = hashlib.sha256(f"{sys.version_info[:2]}".encode())
    for file in included(requirements):
        digest.update(file.read_bytes())
    return digest.hexdigest()


def included(requirements: Path) -> list[Path]:
    files = [requirements]
    for line in requirements.read_text("utf-8").splitlines():
        if line.startswith("-r "):
            files += included(requirements.with_name(line[3:].strip()))
    return files


def runs() -> bool:
    """Whether the environment is there and of the same Python version."""
    question = [str(PYTHON), "-c", "import sys, pip; print(sys.version_info[:2])"]
    try:
        answer = subprocess.run(question, capture_output=True, text=True, check=False)
    except OSError:
        return False
    return answer.stdout.strip() == str(sys.version_info[:2])


def require_writable() -> None:
    try:
        with tempfile.TemporaryFile(dir=HERE):
            pass
    except OSError as error:
        raise Missing(
            f"The folder {HERE} cannot be written ({error.strerror}): copy it to where you may write, and try again."
        ) from error


def make() -> None:
    try:
        venv.create(ENVIRONMENT, clear=ENVIRONMENT.exists(), with_pip=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise Missing(f"The environment {ENVIRONMENT} could not be made ({error}).") from error


def install(requirements: Path) -> None:
    """Run pip, and turn its lines into a count."""
    total = sum(1 for file in included(requirements) for line in file.read_text("utf-8").splitlines() if "==" in line)
    print(f"Installing {total} packages from {requirements.name}; this happens once.", flush=True)
    command = [
        str(PYTHON),
        "-m",
        "pip",
        "install",
        "--disable-pip-version-check",
        "--no-input",
        "--progress-bar",
        "off",
    ]
    process = subprocess.Popen(
        [*command, "-r", str(requirements)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    last: deque[str] = deque(maxlen=15)
    count = 0
    for line in process.stdout or ():
        last.append(line.rstrip())
        first, _, rest = line.strip().partition(" ")
        if first in {"Collecting", "Requirement"}:
            count += 1
            name = rest.removeprefix("already satisfied: ").split("==")[0].split()[0]
            print(f"  {min(count, total)} of {total}: {name}", flush=True)
        elif first == "Installing":
            print("  unpacking …", flush=True)
    if process.wait():
        raise Missing("\n".join(["The packages could not be installed. The last lines of pip:", *last]))


if __name__ == "__main__":
    try:
        main(HERE / sys.argv[1])
    except Missing as missing:
        print(missing, file=sys.stderr)
        sys.exit(2)
    except KeyboardInterrupt:
        sys.exit(130)
