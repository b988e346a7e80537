"""The tree and its lock -> the wheels that the program needs on a system, none missing."""

from __future__ import annotations

import email
import os
import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from targets import Python, Tag, Target, dotted

try:
    from packaging.requirements import Requirement
    from packaging.specifiers import SpecifierSet
    from packaging.utils import canonicalize_name, parse_wheel_filename
except ImportError:
    from pip._vendor.packaging.requirements import Requirement
    from pip._vendor.packaging.specifiers import SpecifierSet
    from pip._vendor.packaging.utils import canonicalize_name, parse_wheel_filename

BUILT_AT = "1580601600"
"""Seconds since 1970 that stand in the program's own wheel, whenever it is built: what its build tool uses itself."""
_UNREACHABLE = re.compile(
    r"Retrying \(|Max retries|NewConnectionError|ConnectTimeout|ReadTimeout|ProxyError|SSLError|name resolution"
)


class BundleError(Exception):
    """What stops a bundle from being made or trusted, in Chinese."""


@dataclass(frozen=True, slots=True)
class Wheel:
    """A wheel as its name and its metadata tell it."""

    path: Path
    name: str
    """Normalised."""
    version: str
    tags: frozenset[Tag]
    requires: tuple[Requirement, ...]
    requires_python: SpecifierSet

    def runs_on(self, python: Python) -> bool:
        """Return whether it takes a version of Python, in its last release."""
        return self.requires_python.contains(f"{dotted(python)}.99")


@dataclass(slots=True)
class Closure:
    """What a program needs on a system with a version of Python, itself and what it is started with included."""

    chosen: dict[str, Wheel] = field(default_factory=dict)
    """By name."""
    missing: dict[str, str] = field(default_factory=dict)
    """Names without a wheel, and who asks for them."""


def read_wheels(folder: Path) -> list[Wheel]:
    """Read all wheels of a folder, by name. Raises `BundleError` for one that cannot be read."""
    return [_read(path) for path in sorted(folder.glob("*.whl"))]


def _read(path: Path) -> Wheel:
    try:
        name, version, _, tags = parse_wheel_filename(path.name)
        with zipfile.ZipFile(path) as archive:
            inside = next(n for n in archive.namelist() if re.fullmatch(r"[^/]+\.dist-info/METADATA", n))
            metadata = email.message_from_bytes(archive.read(inside))
    except (ValueError, OSError, StopIteration, zipfile.BadZipFile) as error:
        raise BundleError(f"“{path.name}”读不出来，不是完好的 wheel（{type(error).__name__}）。") from None
    requires = tuple(Requirement(line) for line in metadata.get_all("Requires-Dist", []))
    return Wheel(path, name, str(version), tags, requires, SpecifierSet(metadata.get("Requires-Python", "")))


def closure(wheels: Iterable[Wheel], target: Target, python: Python, roots: Sequence[Requirement]) -> Closure:
    """Follow what wheels require on a system. Raises `BundleError` for a version that does not fit."""
    rank = {tag: at for at, tag in enumerate(target.tags(python))}
    best: dict[str, tuple[int, Wheel]] = {}
    for wheel in wheels:
        at = min((rank[tag] for tag in wheel.tags if tag in rank), default=None)
        if at is not None and wheel.runs_on(python) and (wheel.name not in best or at < best[wheel.name][0]):
            best[wheel.name] = (at, wheel)
    found = Closure()
    seen: set[tuple[str, frozenset[str]]] = set()
    asked = [(root, "") for root in roots]
    while asked:
        wanted, asker = asked.pop()
        name = canonicalize_name(wanted.name)
        if (name, frozenset(wanted.extras)) in seen:
            continue
        seen.add((name, frozenset(wanted.extras)))
        if name not in best:
            found.missing.setdefault(name, asker)
            continue
        wheel = found.chosen[name] = best[name][1]
        if not wanted.specifier.contains(wheel.version, prereleases=True):
            raise BundleError(f"{asker} 要求 {wanted.name}{wanted.specifier}，钉住的却是 {wheel.version}。")
        extras = frozenset(wanted.extras)
        asked += [(r, wheel.name) for r in wheel.requires if target.asks(r.marker, python, extras)]
    return found


def read_lock(path: Path) -> dict[str, str]:
    """Return the pinned version of every name of a lock. Raises `BundleError`."""
    try:
        lines = path.read_text("utf-8").splitlines()
    except OSError as error:
        raise BundleError(f"“{path}”读不了：{error.strerror}。") from None
    pins = (line.partition("==") for line in lines if "==" in line and not line.startswith("#"))
    return {canonicalize_name(name.strip()): version.strip() for name, _, version in pins}


def build(tree: Path, lock: Path, folder: Path) -> Wheel:
    """Build the program's own wheel into a folder. Raises `BundleError`."""
    with tempfile.TemporaryDirectory() as made:
        # a copy, since pip takes a space in a variable for the end of a path
        constraint = Path(made, "lock.txt")
        constraint.write_bytes(lock.read_bytes())
        environment = {
            "SOURCE_DATE_EPOCH": BUILT_AT,
            "PIP_CONSTRAINT": str(constraint),
            "PIP_BUILD_CONSTRAINT": str(constraint),
        }
        _pip(["wheel", "--no-deps", "--wheel-dir", made, str(tree)], "程序自身", environment)
        (path,) = Path(made).glob("*.whl")
        folder.mkdir(parents=True, exist_ok=True)
        (folder / path.name).write_bytes(path.read_bytes())
    return _read(folder / path.name)


def fetch(folder: Path, target: Target, python: Python, roots: Sequence[Requirement], pins: dict[str, str]) -> Closure:
    """Download into a folder what its wheels lack on a system, until nothing lacks. Raises `BundleError`."""
    while (found := closure(read_wheels(folder), target, python, roots)).missing:
        unpinned = [f"{name}（{asker} 要用）" for name, asker in found.missing.items() if name not in pins]
        if unpinned:
            said = f"requirements.lock 里没有钉住：{'、'.join(unpinned)}。"
            raise BundleError(f"{said}在 {target.title}、Python {dotted(python)} 上少不了它，先把版本写进去。")
        wanted = [f"{name}=={pins[name]}" for name in sorted(found.missing)]
        before = set(folder.glob("*.whl"))
        platforms = [part for platform in target.platforms for part in ("--platform", platform)]
        _pip(
            ["download", "--no-deps", "--only-binary=:all:", "--implementation=cp", *platforms]
            + ["--python-version", dotted(python), "--dest", str(folder), *wanted],
            f"{target.title}、Python {dotted(python)} 的 {'、'.join(wanted)}",
        )
        if set(folder.glob("*.whl")) == before:
            raise BundleError(
                f"{'、'.join(wanted)} 下载来的 wheel 不能用在 {target.title}、Python {dotted(python)} 上。"
            )
    return found


def _pip(arguments: list[str], what: str, more: dict[str, str] | None = None) -> None:
    """Run this interpreter's pip. The `BundleError` tells an index out of reach from a wheel that is not there."""
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--no-input", "--retries", "2", *arguments]
    ran = subprocess.run(command, env=os.environ | (more or {}), capture_output=True, text=True, errors="replace")
    if ran.returncode == 0:
        return
    last = "\n".join(line for line in ran.stderr.splitlines() if line.startswith("ERROR") or "No module" in line)
    if "No module named pip" in ran.stderr:
        said = "这个 Python 没有 pip。换一个带 pip 的，或先运行 python -m ensurepip。"
    elif _UNREACHABLE.search(ran.stdout + ran.stderr):
        said = "连不上软件源。制作离线包的电脑要能上网；有内网软件源的，用 pip config set global.index-url 指定。"
    elif "No matching distribution" in ran.stderr:
        said = "软件源里没有合用的 wheel：这个版本没有出过，或没有为这个系统、这个 Python 版本做过。"
    else:
        said = "pip 没有做成。"
    raise BundleError(f"{what}：{said}\n{last}".rstrip())
