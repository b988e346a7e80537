"""A process that judges file after file, watched: one that dies, hangs or grows too large is replaced.

The process lives on from file to file. What a file does to it costs that file its result, and no other file anything.
"""

from __future__ import annotations

import contextlib
import pickle
import subprocess
import sys
import threading
from dataclasses import dataclass, replace
from pathlib import Path

from auditor.batch.task import Order, Outcome, Task
from auditor.card import Unreadable
from auditor.errors import UsageError, why
from auditor.load.limits import Watch, kill_family, own_family

ATTEMPTS = 2
"""A file on which its worker dies is tried once more: the cause may have been something else."""
_START = "import sys; sys.path.insert(0, sys.argv[1]); from auditor.batch.worker_main import main; main()"
_ROOT = str(Path(__file__).resolve().parents[2])


@dataclass(frozen=True, slots=True)
class Limits:
    """What a file may take."""

    seconds: float = 300.0
    """Wall clock for an attempt, reading included."""
    memory: int = 1_000_000_000
    """Bytes in use by the worker and all that it started."""


class StoppedError(Exception):
    """The worker was stopped by its owner; the file at hand has no outcome."""


class Worker:
    """The other end of `worker_main`. One file at a time."""

    def __init__(self, order: Order, limits: Limits) -> None:
        """Start nothing yet: the process is started for its first file."""
        self._order = order
        self._limits = limits
        self._process: subprocess.Popen[bytes] | None = None
        self._stopped = False
        self._changing = threading.Lock()

    def judge(self, task: Task) -> Outcome:
        """Return what came of a file; one that kills its worker twice gives the reason. Raises `StoppedError`."""
        broken = ""
        for attempt in range(1, ATTEMPTS + 1):
            process, fresh = self._running()
            with Watch(process, self._limits.seconds, self._limits.memory) as watch:
                # the start counts as well: a process may hang before it takes its order
                outcome = _exchange(process, task) if not fresh or _send(process, self._order) else None
            if outcome is not None:
                return replace(outcome, attempts=attempt)
            self._end()
            broken = watch.broken or "crashed"
        return Outcome(task.path, "", _failure(broken, task.path, self._limits), 0.0, ATTEMPTS)

    def stop(self) -> None:
        """End the process at once, also in the middle of a file."""
        self._stopped = True
        self._end()

    def _end(self) -> None:
        with self._changing:
            process, self._process = self._process, None
        if process is not None:
            kill_family(process)
            for stream in (process.stdin, process.stdout):
                with contextlib.suppress(OSError):
                    if stream is not None:
                        stream.close()

    def _running(self) -> tuple[subprocess.Popen[bytes], bool]:
        """Return the process and whether it is a new one that has no order yet."""
        if self._process is not None and self._process.poll() is not None:
            # it died between two files
            self._end()
        with self._changing:
            if self._stopped:
                raise StoppedError
            fresh = self._process is None
            if self._process is None:
                self._process = _started()
            return self._process, fresh


def _started() -> subprocess.Popen[bytes]:
    """Start a process. Raises `UsageError` when the system has no room for one."""
    try:
        return subprocess.Popen(
            [sys.executable, "-I", "-c", _START, _ROOT],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            **own_family(),
        )
    except OSError as error:
        raise UsageError("no-process", f"起不了新的评定进程（{why(error)}）。", "请用 -j 减少同时评的份数。") from error


def _send(process: subprocess.Popen[bytes], message: Order | Task) -> bool:
    """Hand a message over; return whether there was somebody to take it."""
    assert process.stdin is not None
    try:
        pickle.dump(message, process.stdin, pickle.HIGHEST_PROTOCOL)
        process.stdin.flush()
    except (OSError, ValueError):
        return False
    return True


def _exchange(process: subprocess.Popen[bytes], task: Task) -> Outcome | None:
    """Hand a file over and wait for what comes of it; None if the process dies over it."""
    assert process.stdout is not None
    if not _send(process, task):
        return None
    try:
        outcome = pickle.load(process.stdout)
    except (OSError, EOFError, ValueError, pickle.UnpicklingError):
        # the process was killed, perhaps in the middle of its answer
        return None
    return outcome if isinstance(outcome, Outcome) else None


_ALONE = "请单独用 auditor check 评这一份看看；能用 Word 打开的，另存为 .docx 再评。"


def _failure(broken: str, path: str, limits: Limits) -> Unreadable:
    said, hint = {
        "timeout": (
            f"评了 {limits.seconds:g} 秒还没有评完，已停止",
            "请用 --timeout 放宽时限再评；或另存为 .docx 再评。",
        ),
        "memory": (
            f"占用的内存超过 {limits.memory / 1e6:.0f} MB，已停止",
            "请用 --memory 放宽上限再评；或缩小其中的图片后再评。",
        ),
    }.get(broken, ("两次使评定进程中途退出", _ALONE))
    return Unreadable(path, broken, f"「{path}」{said}（试了 {ATTEMPTS} 次）。", hint)
