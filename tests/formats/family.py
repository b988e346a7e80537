"""Peak memory of a process and everything it starts, looked at in a thread. Linux only: reads /proc."""

from __future__ import annotations

import threading
from pathlib import Path
from types import TracebackType


class Watch:
    """Sums the resident memory of a family of processes many times a second; `peak` is in bytes."""

    def __init__(self, root: int, seconds: float = 0.05) -> None:
        self.peak = 0
        self._root = root
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(seconds,), daemon=True)

    def __enter__(self) -> Watch:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._over.set()
        self._thread.join()

    def _run(self, seconds: float) -> None:
        while not self._over.wait(seconds):
            self.peak = max(self.peak, sum(_resident(pid) for pid in family(self._root)))


def family(root: int) -> list[int]:
    """Return a process and all that descend from it."""
    children: dict[int, list[int]] = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            children.setdefault(_parent(folder), []).append(int(folder.name))
    found = [root]
    for pid in found:
        found.extend(children.get(pid, ()))
    return found


def _parent(folder: Path) -> int:
    try:
        # the name of the program stands in brackets and may hold anything
        return int((folder / "stat").read_text(errors="replace").rpartition(")")[2].split()[1])
    except (OSError, IndexError, ValueError):
        return 0


def _resident(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/status").read_text(errors="replace").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("VmRSS:")), 0)
