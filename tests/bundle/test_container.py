"""The container file, as far as it can be tried where no container can be built: its parts, and its pip line."""

import os
import re
import shutil
import venv

import pytest
from offline import ROOT, run

FILE = ROOT / "packaging" / "Dockerfile"
LINES = [line for line in FILE.read_text("utf-8").splitlines() if line and not line.startswith("#")]
COPIED = [line.split()[1:] for line in LINES if line.startswith("COPY ") and "--from" not in line]


def admitted():
    """Return what .dockerignore lets into the build: everything is shut out, some names are let in again."""
    lines = (ROOT / ".dockerignore").read_text("utf-8").split()
    assert lines[0] == "*"
    return {line[1:] for line in lines if line.startswith("!")}


def test_what_is_copied_exists_and_is_admitted():
    sources = {name for *names, _ in COPIED for name in names}
    assert sources == admitted()
    for name in sources:
        assert (ROOT / name).exists(), name


def test_it_runs_as_nobody_special_and_starts_the_program():
    last = LINES[max(at for at, line in enumerate(LINES) if line.startswith("FROM ")) :]
    users = [line.split()[1] for line in last if line.startswith("USER ")]
    assert users == ["auditor"]
    assert any(line.startswith("RUN useradd ") for line in last)
    assert 'ENTRYPOINT ["auditor"]' in last
    assert last.index("USER auditor") < last.index("WORKDIR /reports")
    assert all(line.startswith("FROM python:3.12-slim") for line in LINES if line.startswith("FROM "))


def test_its_pip_line_installs_the_program_with_its_rules(tmp_path, seeds):
    source, place = tmp_path / "src", tmp_path / "venv"
    source.mkdir()
    for *names, _ in COPIED:
        for name in names:
            take = shutil.copytree if (ROOT / name).is_dir() else shutil.copyfile
            take(ROOT / name, source / name)
    (line,) = [line.removeprefix("RUN ") for line in LINES if line.startswith("RUN pip ")]
    assert re.search(r" -c requirements.lock ", line)
    venv.EnvBuilder(with_pip=True, symlinks=True).create(place)
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    environment = kept | {"PATH": f"{place / 'bin'}{os.pathsep}{kept['PATH']}"}
    ran = run("sh", "-c", line, cwd=source, env=environment)
    if re.search(r"Retrying \(|Max retries|NewConnectionError", ran.stdout + ran.stderr):
        pytest.skip("the package index cannot be reached")
    assert ran.returncode == 0, ran.stderr
    shutil.rmtree(source)
    home = {"HOME": str(tmp_path), "PATH": environment["PATH"], "LANG": "C.UTF-8", "AUDITOR_CACHE": str(tmp_path / "k")}
    assert run("auditor", "rules", "list", env=home).returncode == 0
    ran = run("auditor", "check", seeds[0], "-q", env=home, cwd=tmp_path)
    assert (ran.returncode, "总分" in ran.stdout) == (0, True), ran.stderr
