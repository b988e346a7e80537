"""This tree -> bundles for tests, each made once in a run of tests, whoever asks first."""

from __future__ import annotations

import platform
import subprocess
import sys
from pathlib import Path

import pytest

try:
    import fcntl
except ImportError:  # Windows: every worker makes its own
    fcntl = None

ROOT = Path(__file__).resolve().parents[2]
MAKER = ROOT / "packaging" / "bundle.py"
HERE = "{}.{}".format(*sys.version_info[:2])
OWN = {"x86_64": "linux-x86_64", "aarch64": "linux-aarch64"}.get(platform.machine(), "")
UNREACHABLE = "连不上软件源"


def run(*command: str | Path, **more) -> subprocess.CompletedProcess[str]:
    """Run a command to its end and keep what it said."""
    more = {"encoding": "utf-8"} | more
    return subprocess.run([str(part) for part in command], capture_output=True, **more)


def made(target: str, base: Path, *options: str) -> Path:
    """Make a bundle as a folder; skip where the index cannot be reached.

    The workers of one run share it: the first makes it, the others wait.
    """
    if fcntl is None or not base.name.startswith("popen-"):
        return _made(target, base / "离线 包", *options)
    with (base.parent / f"{target}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        return _made(target, base.parent / "离线 包", *options)


def _made(target: str, folder: Path, *options: str) -> Path:
    there = [path for path in folder.glob("auditor-*") if target in path.name]
    if there:
        return there[0]
    ran = run(sys.executable, MAKER, target, "--no-zip", "-o", folder, *options)
    if UNREACHABLE in ran.stderr:
        pytest.skip("the package index cannot be reached")
    assert ran.returncode == 0, ran.stderr
    return Path(ran.stdout.strip())
