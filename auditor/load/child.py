"""Runs the parsers of PDF, pictures and old Word files apart: a bad file can cost one result, never the run.

The child process for PDF and pictures lives on from file to file and is replaced when it dies or hangs.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import struct
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from auditor.errors import ReadError
from auditor.load.limits import Watch, kill_family, own_family
from auditor.load.page import OnPage, Page

SECONDS_A_PAGE = 60.0
"""Wall clock for a page, and for opening the file."""
_LENGTH = struct.Struct(">I")
_MAX_FRAME = 100_000_000
_START = "import sys; sys.path.insert(0, sys.argv[1]); from auditor.load.child_main import main; main()"
_ROOT = str(Path(__file__).resolve().parents[2])

_SETTINGS = {
    # the C library gives large blocks back at once: recognition takes a sixth less memory, six per cent more time
    "MALLOC_MMAP_THRESHOLD_": "4194304",
    "MALLOC_TRIM_THRESHOLD_": "16777216",
}


class LimitError(Exception):
    """Tells which limit a file broke, or that it is locked; the argument is a key of `_FAILURES`."""


def send(stream: IO[bytes], message: dict[str, Any]) -> None:
    """Write a frame: the length in four bytes, then JSON."""
    data = json.dumps(message).encode()
    stream.write(_LENGTH.pack(len(data)) + data)
    stream.flush()


def receive(stream: IO[bytes]) -> dict[str, Any] | None:
    """Read a frame; None at the end of the stream. Raises `ValueError` for what is none."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    if length > _MAX_FRAME:
        raise ValueError("frame too long")
    data = stream.read(length)
    if len(data) < length:
        return None
    message: dict[str, Any] = json.loads(data)
    return message


class Child:
    """The other end of `child_main`. One request at a time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        atexit.register(self.stop)

    def pages(
        self, kind: str, data: bytes, name: str, *, recognise: bool = False, on_page: OnPage | None = None
    ) -> list[Page]:
        """Read a file of a kind (pdf, picture); `recognise`: also the pages that are pictures.

        Raises `ReadError`: damaged, encrypted, too-large, timeout or crashed.
        """
        with self._lock:
            try:
                return list(self._ask(kind, data, name, recognise, on_page))
            except BaseException:
                # a child in the middle of something cannot be asked again
                self.stop()
                raise

    def stop(self) -> None:
        """End the child, if there is one, at once."""
        process, self._process = self._process, None
        if process is not None:
            kill_family(process)
            for stream in (process.stdin, process.stdout):
                with contextlib.suppress(OSError):
                    if stream is not None:
                        stream.close()

    def _ask(self, kind: str, data: bytes, name: str, recognise: bool, on_page: OnPage | None) -> Iterator[Page]:
        process = self._running()
        assert process.stdin is not None
        assert process.stdout is not None
        with Watch(process, SECONDS_A_PAGE) as watch:
            try:
                send(process.stdin, {"kind": kind, "size": len(data), "recognise": recognise})
                process.stdin.write(data)
                process.stdin.flush()
                while (message := receive(process.stdout)) is not None:
                    watch.extend()
                    if "failed" in message:
                        raise _failure(message["failed"], name)
                    if "done" in message:
                        return
                    if on_page:
                        on_page(message["page"], message["of"])
                    if message["read"]:
                        yield Page.from_json(message["read"])
            except (OSError, ValueError, KeyError, TypeError):
                # what a broken child says cannot be trusted; the watch knows whether it was killed
                pass
        raise _failure(watch.broken or "crashed", name)

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self._process = subprocess.Popen(
                [sys.executable, "-I", "-c", _START, _ROOT],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=os.environ | _SETTINGS,
                **own_family(),
            )
        return self._process


_SAVED = "请用原软件打开检查；能打开的，另存为 .docx 再审。"
_FAILURES = {
    "damaged": ("damaged", "已损坏，读不出来", "请重新取得该文件，或改用报告的 Word 原稿。"),
    "encrypted": ("encrypted", "加了打开密码，读不了", "请取消密码后另存一份再审。"),
    "pages": ("too-large", "页数太多，不像一份报告", "请只留报告正文，另存一份后再审。"),
    "pixels": ("too-large", "图片尺寸过大", "请用 300 dpi 以下重新扫描，或缩小图片后再审。"),
    "memory": ("too-large", "读取时占用的内存超过上限", _SAVED),
    "timeout": ("timeout", f"有一页读了 {SECONDS_A_PAGE:.0f} 秒还没有读完，已停止", _SAVED),
    "crashed": ("crashed", "使读取程序中途退出，可能已损坏", _SAVED),
}


def _failure(key: str, name: str) -> ReadError:
    code, said, hint = _FAILURES.get(key, _FAILURES["damaged"])
    return ReadError(code, f"「{name}」{said}。", hint)


CHILD = Child()
"""The one that the whole process shares."""
