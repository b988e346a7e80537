"""Old Word, WPS, RTF and OpenDocument files -> .docx, by LibreOffice where it is installed.

The result is read like any .docx: LibreOffice's own text output would let deleted words through.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from auditor.errors import ReadError
from auditor.load.kinds import Kind
from auditor.load.limits import LAST_RESORT, Watch, kill_family, own_family

SECONDS = 60.0
"""Wall clock for one file; it takes under two on an ordinary machine."""
_FILTERS = {
    Kind.DOC: ("doc", "MS Word 97"),
    Kind.RTF: ("rtf", "Rich Text Format"),
    Kind.ODT: ("odt", "writer8"),
}
"""Kind -> suffix and import filter. Forced, so that nothing but this format is opened, whatever the file holds."""
KINDS = frozenset(_FILTERS)
_PLACES = (
    r"C:\Program Files\LibreOffice\program\soffice.com",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.com",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
_LIMITED = (
    "import os, resource, sys; limit = int(sys.argv[1]); resource.setrlimit(resource.RLIMIT_DATA, (limit, limit)); "
    "resource.setrlimit(resource.RLIMIT_CORE, (0, 0)); resource.setrlimit(resource.RLIMIT_CPU, (120, 120)); "
    "os.execv(sys.argv[2], sys.argv[2:])"
)
"""Starts a command under the system's own limits: seconds of work as well, should this program be killed itself."""


def converter() -> str:
    """Return where LibreOffice's program lies; empty if it is not installed."""
    return shutil.which("soffice") or shutil.which("libreoffice") or next((p for p in _PLACES if Path(p).exists()), "")


def to_docx(data: bytes, kind: Kind, name: str) -> bytes:
    """Convert a file. Raises `ReadError`: unsupported without LibreOffice, damaged or timeout."""
    program = converter()
    if not program:
        said = f"「{name}」是{kind.value}，读它要用本机的 LibreOffice，没有找到。"
        raise ReadError("unsupported", said, "请用 Word 或 WPS 打开，另存为 .docx 后再审；或安装 LibreOffice 后再试。")
    suffix, import_filter = _FILTERS[kind]
    # a profile of its own: two programs that share one get in each other's way
    with tempfile.TemporaryDirectory(prefix="auditor-", ignore_cleanup_errors=True) as folder:
        source = Path(folder, f"in.{suffix}")
        source.write_bytes(data)
        options = (
            "--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck",
            f"-env:UserInstallation={Path(folder, 'profile').as_uri()}",
            f"--infilter={import_filter}", "--convert-to", "docx:MS Word 2007 XML",
            "--outdir", folder, str(source),
        )  # fmt: skip
        _run([program, *options], folder, name)
        made = source.with_suffix(".docx")
        # the program says that all went well even if nothing was written
        if not made.exists():
            raise ReadError(
                "damaged",
                f"「{name}」打不开：可能已损坏，或加了密码。",
                "请用 Word 或 WPS 打开检查；能打开的，取消密码、另存为 .docx 再审。",
            )
        return made.read_bytes()


def _run(command: list[str], folder: str, name: str) -> None:
    """Run the converter within its limits, shut off from the terminal, and kill all of it when time is up."""
    if os.name != "nt":
        command = [sys.executable, "-I", "-c", _LIMITED, str(LAST_RESORT), *command]
    process: subprocess.Popen[bytes] = subprocess.Popen(
        command,
        cwd=folder,
        env=os.environ | {"HOME": folder},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        **own_family(),
    )
    try:
        with Watch(process, SECONDS) as watch:
            process.wait()
    finally:
        kill_family(process)
    if watch.broken:
        said = f"用了 {SECONDS:.0f} 秒还没有完成" if watch.broken == "timeout" else "占用的内存超过上限"
        raise ReadError(
            "timeout" if watch.broken == "timeout" else "too-large",
            f"「{name}」转换时{said}，已停止。",
            "请用 Word 或 WPS 打开检查；能打开的，另存为 .docx 再审。",
        )
