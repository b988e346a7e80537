"""Files -> files of other formats by LibreOffice, which must be installed: see `AVAILABLE`.

What it writes need not hold what it was given (seen with 7.4). Through .doc come `word.plain`, `word.tracked` and
`word.numbered` with lists apart; through .rtf only `word.plain`, for automatic numbers lose their Chinese signs there
and changes their places. Of `word.boxed` it repeats content controls, whatever it writes.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

from formats import word

_PROGRAM = shutil.which("soffice")
AVAILABLE = _PROGRAM is not None
MISSING = "需要 LibreOffice（soffice）"
_SECONDS = 120
_FILTERS = {"doc": "doc:MS Word 97", "rtf": "rtf:Rich Text Format", "txt": "txt:Text (encoded):UTF8"}


def convert(data: bytes, suffix_in: str, to: str) -> bytes:
    """Convert a file; suffixes come with or without the dot. Raises `RuntimeError` where nothing comes out."""
    name = f"a.{suffix_in.lstrip('.')}"
    return convert_all({name: data}, to)[name]


def convert_all(files: Mapping[str, bytes], to: str) -> dict[str, bytes]:
    """Convert files in one run of the program, which takes longer to start than to convert.

    The result has the names that were given, old suffix included. Raises `RuntimeError` where one does not come out.
    """
    to = to.lstrip(".")
    with tempfile.TemporaryDirectory() as folder:
        inside, outside = Path(folder, "in"), Path(folder, "out")
        inside.mkdir()
        # names of ours: two of theirs may differ in nothing but the suffix
        paths = {name: inside / f"{at}{Path(name).suffix}" for at, name in enumerate(files)}
        for name, path in paths.items():
            path.write_bytes(files[name])
        said = _run(Path(folder, "profile"), to, outside, list(paths.values()))
        results = {name: outside / f"{path.stem}.{to}" for name, path in paths.items()}
        missing = [name for name, path in results.items() if not path.is_file()]
        if missing:
            raise RuntimeError(f"no {to} of {', '.join(missing)}: {said}")
        return {name: path.read_bytes() for name, path in results.items()}


def _run(profile: Path, to: str, outside: Path, paths: list[Path]) -> str:
    """Run the program with a profile of its own, so that runs side by side do not hand files to one another."""
    if _PROGRAM is None:
        raise RuntimeError(MISSING)
    command = [_PROGRAM, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nolockcheck"]
    command += ["--convert-to", _FILTERS.get(to, to), "--outdir", str(outside), *map(str, paths)]
    with subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True
    ) as process:
        try:
            said, _ = process.communicate(timeout=_SECONDS)
        except BaseException:
            # the program is a script that starts another: the whole group has to go
            os.killpg(process.pid, signal.SIGKILL)
            raise
    return said.decode(errors="replace").strip()


def pdf(text: str, make: Callable[[str], bytes] = word.plain) -> bytes:
    """Print a report, made by `make`, as PDF."""
    return _made(text, make, "pdf")


def doc(text: str, make: Callable[[str], bytes] = word.plain) -> bytes:
    """Save a report as a document of Word 97."""
    return _made(text, make, "doc")


def wps(text: str, make: Callable[[str], bytes] = word.plain) -> bytes:
    """Save a report as WPS does under its own suffix: a document of Word 97 by another name."""
    return _made(text, make, "doc")


def rtf(text: str, make: Callable[[str], bytes] = word.plain) -> bytes:
    """Save a report as RTF."""
    return _made(text, make, "rtf")


@cache
def _made(text: str, make: Callable[[str], bytes], to: str) -> bytes:
    return convert(make(text), "docx", to)
