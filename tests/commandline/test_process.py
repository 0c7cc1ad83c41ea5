"""The command as a process: what it imports, how it ends when nobody reads, and when it is interrupted."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests import build

ROOT = Path(__file__).resolve().parents[2]
HEAVY = ("pydicom", "numpy", "PIL", "yaml", "django", "celery", "rich")
IMPORTED = f"""
import sys
from validator.commandline import main
try:
    main(sys.argv[1:])
finally:
    print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)
"""
INTERRUPTED = """
import sys
import validator.commandline.checking
from validator.commandline import main

def scan(path):
    raise KeyboardInterrupt

validator.commandline.checking.scan = scan
sys.exit(main(sys.argv[1:]))
"""


def python(*arguments: object, **options) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60, **options)


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "ct.dcm"
    path.write_bytes(build.file(build.ct()))
    return path


def test_help_rules_and_check_import_nothing_heavy(file):
    commands = (["--help"], ["rules"], ["explain", "UID003"], ["check", file], ["check", file, "--format", "html"])
    assert [python("-c", IMPORTED, *command).stderr for command in commands] == ["[]\n"] * len(commands)


def test_compare_imports_nothing_heavy(file):
    assert python("-c", IMPORTED, "compare", f"a={file}", f"b={file}").stderr == "[]\n"


def test_the_module_runs_and_gives_the_exit_status(file):
    assert python("-m", "validator", "check", file).returncode == 0
    assert python("-m", "validator", "check", file.parent / "nothing").returncode == 2
    assert python("-m", "validator", "nonsense").returncode == 2
    assert python("-m", "validator").returncode == 2


def test_a_reader_that_goes_away_is_no_drama(tmp_path):
    content = build.file(build.ct())
    for number in range(300):
        (tmp_path / f"{number}.dcm").write_bytes(content)
    command = [sys.executable, "-m", "validator", "check", str(tmp_path), "--format", "ndjson"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == ""
        assert process.wait(timeout=60) == 2


def test_an_interruption_is_one_sentence(file):
    done = python("-c", INTERRUPTED, "check", file)
    assert (done.returncode, done.stderr) == (2, "dicomcheck: interrupted\n")


def test_values_that_the_terminal_cannot_show_do_not_stop_the_output(tmp_path):
    path = tmp_path / "ct.dcm"
    dataset = build.ct(StudyInstanceUID="1.02")
    path.write_bytes(build.file(dataset))
    target = tmp_path / "Ä.dcm"
    path.rename(target)
    done = python("-m", "validator", "check", target, env={"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"})
    assert done.returncode == 1
    assert "\\xc4.dcm" in done.stdout
