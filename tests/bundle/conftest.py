"""Bundles made from this tree, and a home to install them in."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from offline import HERE, OWN, made, run


@pytest.fixture(scope="session")
def linux(tmp_path_factory) -> Path:
    """A bundle for this machine and the running version of Python."""
    if sys.platform != "linux" or not OWN:
        pytest.skip("bundles are installed on Linux of two kinds only")
    return made(OWN, tmp_path_factory.getbasetemp(), "--versions", HERE)


@pytest.fixture(scope="session")
def windows(tmp_path_factory) -> Path:
    return made("windows-x64", tmp_path_factory.getbasetemp(), "--versions", "3.12")


@pytest.fixture
def install(tmp_path):
    """Run a bundle's install.sh in a home of its own, with nothing but the system and this Python around it."""

    def do(bundle: Path, *before: str) -> subprocess.CompletedProcess[str]:
        found = os.pathsep.join((str(Path(sys.base_prefix, "bin")), "/usr/bin", "/bin"))
        environment = {"HOME": str(tmp_path / "家"), "LANG": "C.UTF-8", "PATH": found}
        return run(*before, "sh", bundle / "install.sh", env=environment, cwd=tmp_path)

    return do
