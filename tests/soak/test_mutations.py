"""50,000 damaged files through the scanner, and a part of them through the rules, in one child process each."""

import json
import subprocess
import sys

import pytest

CHILD = """
import json, sys, time
from tests.engine.header.memory import peak_mib
from tests.engine.header.mutations import damaged_files
from validator.engine.header import scan
from validator.engine.rules import check_header

seed, count, checked = map(int, sys.argv[1:])
slowest, damaged = 0.0, 0
for number, (name, content) in enumerate(damaged_files(seed, count)):
    started = time.process_time()
    header = scan(content)
    slowest = max(slowest, time.process_time() - started)
    damaged += bool(header.faults)
    if number < checked:
        crashed = [one.message for one in check_header(header, file=name).findings if one.code == "ENG001"]
        assert not crashed, (number, name, crashed)
mib = peak_mib()
print(json.dumps({"slowest": slowest, "mib": mib, "damaged": damaged}))
"""


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(5))
def test_no_mutation_makes_the_scanner_raise_hang_or_grow(seed):
    arguments = [str(seed), "10000", "2000"]
    done = subprocess.run([sys.executable, "-c", CHILD, *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    cost = json.loads(done.stdout)
    assert cost["slowest"] < 1.0
    assert cost["mib"] < 200
    assert cost["damaged"] > 3000
