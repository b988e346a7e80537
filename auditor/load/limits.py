"""Limits for processes that read untrusted files: wall clock and memory, theirs and their children's together."""

from __future__ import annotations

import contextlib
import os
import subprocess
import threading
import time
from types import TracebackType
from typing import Any, Self

import psutil

MAX_MEMORY = 660_000_000
"""Bytes in use by a process and its children; with this program's own the whole family stays below 1 GB. Recognising
a page takes 540 million."""
LAST_RESORT = 2 * MAX_MEMORY
"""Bytes of data that the system itself refuses to exceed where it can: memory may be filled between two looks."""
_LOOK_SECONDS = 0.02
_LOOKS_A_COUNT = 20
"""Looks between two counts of the children: finding them takes much longer than looking at them."""
_JOIN_SECONDS = 5.0


class Watch:
    """Kills a process and its children when time is up or they fill too much memory; `broken` then says which."""

    def __init__(self, process: subprocess.Popen[bytes], seconds: float, memory: int = MAX_MEMORY) -> None:
        """`seconds` of wall clock; `memory` in bytes, of the process and all that it started."""
        self.broken = ""
        """timeout or memory; empty while the limits hold."""
        self._process = process
        self._seconds = seconds
        self._memory = memory
        self._deadline = time.monotonic() + seconds
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._thread.join(_JOIN_SECONDS)

    def extend(self) -> None:
        """Give the process the whole time again."""
        self._deadline = time.monotonic() + self._seconds

    def _run(self) -> None:
        try:
            head = psutil.Process(self._process.pid)
        except psutil.Error:
            return
        family = [head]
        looks = 0
        while not self._over.wait(_LOOK_SECONDS):
            looks += 1
            if looks % _LOOKS_A_COUNT == 0:
                family = _family(head)
            if time.monotonic() > self._deadline:
                self.broken = "timeout"
            elif sum(map(_memory, family)) > self._memory:
                self.broken = "memory"
            if self.broken:
                kill_family(self._process)
                return


def _family(head: psutil.Process) -> list[psutil.Process]:
    """Return a process with its children and theirs, the youngest first; empty when it is gone."""
    with contextlib.suppress(psutil.Error):
        return [*reversed(head.children(recursive=True)), head]
    return []


def _memory(process: psutil.Process) -> int:
    """Return the bytes in use by a process; 0 when it is gone."""
    with contextlib.suppress(psutil.Error):
        return int(process.memory_info().rss)
    return 0


def own_family() -> dict[str, Any]:
    """Return what makes `Popen` start a process that Ctrl-C does not reach: this program ends it itself."""
    if os.name == "nt":
        return {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}  # type: ignore[attr-defined]
    return {"start_new_session": True}


def kill_family(process: subprocess.Popen[bytes]) -> None:
    """Kill a process and all that it started; wait until it is gone. One that has ended is left alone."""
    if process.poll() is not None:
        # its number may be another's by now
        return
    with contextlib.suppress(psutil.Error):
        for one in _family(psutil.Process(process.pid)):
            with contextlib.suppress(psutil.Error):
                one.kill()
    process.wait()
