"""What it costs to infer rules: ``python -m benchmarks.explain [values]``.

Ten attributes over 200 pairs, and one identifier with as many different values as asked for (a million unless said
otherwise), made while they are read as from stored chunks. Prints CPU seconds and the peak of memory.
"""

import resource
import sys
import time
from collections.abc import Callable, Iterator
from random import Random

from validator.engine.compare.explain import Observation, infer
from validator.engine.model import InferredRule

VALUES, PAIRS = 1_000_000, 200
HOPS: dict[str, Callable[[str], str]] = {
    "(0008,0050)": lambda text: text[:8],
    "(0008,0080)": lambda _: "Hospital",
    "(0008,0090)": str.upper,
    "(0008,1010)": lambda text: text + "-R",
    "(0008,1030)": lambda text: text.replace("A", "-"),
    "(0010,0010)": lambda text: "P" + text.rjust(12, "0"),
    "(0010,0020)": lambda text: "GH-" + text,
    "(0010,1000)": lambda text: ("GH-" + text)[:10],
    "(0010,4000)": lambda text: text[::-1],
    "(0020,0010)": lambda text: text.lstrip("0").lower(),
}
"""What becomes of ten attributes; no rule explains the last but one."""


def main(values: int = VALUES) -> None:
    random = Random(1)
    texts = ["".join(random.choices("0123456789ABCDEF", k=random.randint(4, 14))) for _ in range(PAIRS)]
    seen = [_seen(path, text, hop(text), at) for path, hop in HOPS.items() for at, text in enumerate(texts)]
    rules = _say(f"{len(HOPS)} attributes, {PAIRS} pairs each", lambda: infer(lambda: seen, labels=("a", "b")))
    for rule in rules:
        print(f"  {rule.path} {rule.text or 'no rule'}")
    for what, hop in (("prefix", _prefixed), ("no rule", _renewed)):
        read = _reading(hop, values)
        (rule,) = _say(
            f"{values:,} values of one attribute, {what}", lambda read=read: infer(read, labels=("a", "b"))
        ) or [None]
        if rule:
            print(f"  {rule.text}, {rule.support:,} of {rule.pairs:,}, {rule.collision_count:,} collisions")


def _prefixed(at: int) -> str:
    return f"GH-{at:x}" if at % 1000 else f"GH-{at // 2000:x}?"


def _renewed(at: int) -> str:
    return f"{at * 2654435761 % 4294967296:x}"


def _reading(hop: Callable[[int], str], values: int) -> Callable[[], Iterator[Observation]]:
    return lambda: (_seen("(0010,0020)", f"{at:x}", hop(at), at) for at in range(values))


def _seen(path: str, before: str, after: str, at: int) -> Observation:
    return Observation("b", path, "LO", before, after, (), at + 1, 1, (f"{at:012x}",))


def _say(what: str, work: Callable[[], list[InferredRule]]) -> list[InferredRule]:
    started = time.process_time()
    result = work()
    seconds = time.process_time() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{what:45} {seconds:6.2f} s CPU, {peak:6,.0f} MiB peak so far", flush=True)
    return result


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
