"""Work shared out to processes: chunks go out as workers get free, what they make of them comes back in order."""

import os
import pickle
import signal
import sys
import threading
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import chain, islice
from types import FrameType
from typing import TYPE_CHECKING, Any, Generic, NoReturn, Protocol, Self, TypeVar

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

AHEAD = 2
"""So many chunks for each worker are on their way, or wait for one before them that takes longer."""
GLANCE = 0.5
"""Seconds after which who waits for workers looks whether it was interrupted meanwhile."""
PATIENCE = 2.0
"""Seconds that a worker has to end when it is told to; then it is killed."""
ItemT = TypeVar("ItemT")
ItemT_contra = TypeVar("ItemT_contra", contravariant=True)
ResultT = TypeVar("ResultT")
ResultT_co = TypeVar("ResultT_co", covariant=True)
Lost = Callable[[ItemT], None]


class Task(Protocol[ItemT_contra, ResultT_co]):
    """What a worker does with a chunk; it, the items and the result have to survive ``pickle``."""

    def __call__(self, items: Sequence[ItemT_contra], said: Any) -> ResultT_co:
        """The result for some items; ``said`` is what is known by now of other chunks, if anything."""

    def close(self) -> None:
        """Let go of what was opened for the work."""


def usable_cores() -> int:
    """The cores that this process may run on."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def chunked(values: Iterable[ItemT], size: int) -> Iterator[list[ItemT]]:
    """The values, so many at a time."""
    left = iter(values)
    while chunk := [*islice(left, size)]:
        yield chunk


def work_off(
    task: Task[ItemT, ResultT],
    chunks: Iterable[Sequence[ItemT]],
    *,
    jobs: int,
    lost: Lost[ItemT],
    said: Callable[[], Any] = lambda: None,
) -> Iterator[ResultT]:
    """What ``task`` makes of each chunk, in the order of the chunks; in this process where there is but one.

    A chunk whose worker dies is halved and given to another, which makes several results of it; a single item on which
    a worker dies is given to ``lost``. An exception in a worker is raised here.
    """
    waiting = iter(chunks)
    first = [*islice(waiting, 2)]
    if jobs > 1 and len(first) > 1:
        with _Crew(task, jobs, lost, said) as crew:
            yield from crew.results(chain(first, waiting))
        return
    try:
        for items in chain(first, waiting):
            yield task(items, said())
    finally:
        task.close()


class _Portion(Generic[ItemT, ResultT]):
    """A chunk, or a part of one."""

    def __init__(self, items: Sequence[ItemT]) -> None:
        self.items = items
        self.is_done = False
        self.results: list[ResultT] = []
        """Empty where its worker died on its only item."""


class _Worker(Generic[ItemT, ResultT]):
    """A process, our end of the pipe to it, and what it is at."""

    def __init__(self, process: "BaseProcess", pipe: "Connection[Any, Any]") -> None:
        self.process = process
        self.pipe = pipe
        self.portion: _Portion[ItemT, ResultT] | None = None


class _Crew(Generic[ItemT, ResultT]):
    """Some workers; a context manager that ends them."""

    def __init__(self, task: Task[ItemT, ResultT], jobs: int, lost: Lost[ItemT], said: Callable[[], Any]) -> None:
        self._task = task
        self._jobs = jobs
        self._lost = lost
        self._said = said
        self._workers: list[_Worker[ItemT, ResultT]] = []
        self._due: deque[_Portion[ItemT, ResultT]] = deque()
        """What has to be done before any further chunk."""
        self._interruption = _Interruption()

    def __enter__(self) -> Self:
        self._interruption.watch()
        return self

    def __exit__(self, *_: object) -> None:
        self._interruption.unwatch()
        for worker in self._workers:
            worker.process.terminate()
        for worker in self._workers:
            _end(worker)
        self._workers.clear()

    def results(self, chunks: Iterator[Sequence[ItemT]]) -> Iterator[ResultT]:
        """What the task makes of the chunks, in their order."""
        under_way: deque[_Portion[ItemT, ResultT]] = deque()
        while True:
            self._interruption.tell()
            while len(under_way) < AHEAD * self._jobs and (items := next(chunks, None)) is not None:
                portion: _Portion[ItemT, ResultT] = _Portion(items)
                under_way.append(portion)
                self._due.append(portion)
            self._hand_out()
            if not under_way:
                return
            if under_way[0].is_done:
                yield from under_way.popleft().results
            else:
                self._take_back(under_way)

    def _hand_out(self) -> None:
        """Give every idle worker something to do."""
        while self._due:
            worker = next((each for each in self._workers if each.portion is None), None)
            if worker is None:
                if len(self._workers) >= self._jobs:
                    return
                worker = self._start()
            worker.portion = self._due.popleft()
            with suppress(OSError):  # a worker that is dead is found out when it is listened to
                worker.pipe.send_bytes(pickle.dumps((worker.portion.items, self._said()), pickle.HIGHEST_PROTOCOL))

    def _take_back(self, under_way: "deque[_Portion[ItemT, ResultT]]") -> None:
        """Wait for workers, and take what those have done that are first."""
        from multiprocessing.connection import wait

        busy = {worker.pipe: worker for worker in self._workers if worker.portion is not None}
        for pipe in wait([*busy], GLANCE):
            worker = busy[pipe]  # type: ignore[index]  # as they were given
            portion = worker.portion
            if portion is None:
                continue
            try:
                is_done, result = pickle.loads(worker.pipe.recv_bytes())  # noqa: S301  written by our own worker
            except (EOFError, OSError):
                self._workers.remove(worker)
                _end(worker)
                self._divide(portion, under_way)
                continue
            if not is_done:
                raise WorkerError(result)
            worker.portion = None
            portion.results.append(result)
            portion.is_done = True

    def _divide(self, portion: _Portion[ItemT, ResultT], under_way: "deque[_Portion[ItemT, ResultT]]") -> None:
        """Have a portion on which a worker died done in halves; of a single item nothing is expected any more."""
        items = portion.items
        if len(items) == 1:
            self._lost(items[0])
            portion.is_done = True
            return
        halves = [
            _Portion[ItemT, ResultT](items[: len(items) // 2]),
            _Portion[ItemT, ResultT](items[len(items) // 2 :]),
        ]
        at = under_way.index(portion)
        del under_way[at]
        for half in reversed(halves):
            under_way.insert(at, half)
            self._due.appendleft(half)

    def _start(self) -> _Worker[ItemT, ResultT]:
        import multiprocessing

        # Forked, workers share what is known of the whole case; where that is not safe, it is sent to them.
        context: Any = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
        ours, theirs = context.Pipe()
        others = [worker.pipe for worker in self._workers] + [ours] if sys.platform == "linux" else []
        process = context.Process(target=_serve, args=(theirs, self._task, others), daemon=True)
        worker: _Worker[ItemT, ResultT] = _Worker(process, ours)
        with _uninterrupted():
            process.start()
            self._workers.append(worker)
        theirs.close()
        return worker


class _Interruption:
    """Whether somebody pressed Ctrl-C.

    The exception alone does not tell: raised while an object is being destroyed, the interpreter prints and forgets it.
    """

    def __init__(self) -> None:
        self._met = False
        self._before: Any = None

    def watch(self) -> None:
        """From now on; only the main thread can."""
        if threading.current_thread() is threading.main_thread():
            self._before = signal.signal(signal.SIGINT, self._meet)

    def unwatch(self) -> None:
        """No longer; whoever listened before does so again."""
        if self._before is not None and signal.getsignal(signal.SIGINT) == self._meet:
            signal.signal(signal.SIGINT, self._before)

    def tell(self) -> None:
        """Raise ``KeyboardInterrupt`` if there was an interruption, lost or not."""
        if self._met:
            raise KeyboardInterrupt

    def _meet(self, number: int, frame: FrameType | None) -> NoReturn:
        self._met = True
        raise KeyboardInterrupt


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Hold an interruption back until it is known of a new process that it has to be ended."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class WorkerError(Exception):
    """A mistake of ours, made in a worker; the text is its traceback."""


def _end(worker: _Worker[Any, Any]) -> None:
    worker.pipe.close()
    worker.process.join(PATIENCE)
    if worker.process.is_alive():
        worker.process.kill()
        worker.process.join()
    worker.process.close()


def _serve(pipe: "Connection[Any, Any]", task: Task[Any, Any], others: "Sequence[Connection[Any, Any]]") -> None:
    """A worker: does chunk after chunk until nobody is at the other end of the pipe any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever shared out the work ends it
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    signal.signal(signal.SIGTERM, _stop)
    for other in others:
        other.close()  # else that end would stay open as long as this process lives
    try:
        while True:
            items, said = pickle.loads(pipe.recv_bytes())  # noqa: S301  written by the process that started this one
            pipe.send_bytes(_done(task, items, said))
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return
    finally:
        task.close()


def _done(task: Task[Any, Any], items: Sequence[Any], said: Any) -> bytes:
    try:
        return pickle.dumps((True, task(items, said)), pickle.HIGHEST_PROTOCOL)
    except Exception:  # noqa: BLE001  it is raised where somebody can tell it
        return pickle.dumps((False, traceback.format_exc()))


def _stop(number: int, frame: FrameType | None) -> NoReturn:
    raise SystemExit(0)
