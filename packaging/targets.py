"""The systems that bundles are made for: their platform tags, and what environment markers say there.

pip answers markers (`sys_platform == "win32"`) for the interpreter that it runs on, whatever platform it is told to
download for; so they are answered here.
"""

from __future__ import annotations

from dataclasses import dataclass

try:
    from packaging.markers import Marker
    from packaging.tags import Tag, compatible_tags, cpython_tags
except ImportError:  # a bare interpreter has no other copy than pip's own
    from pip._vendor.packaging.markers import Marker
    from pip._vendor.packaging.tags import Tag, compatible_tags, cpython_tags

Python = tuple[int, int]
"""Major and minor version."""
GLIBC = 28
"""Wheels may ask for glibc 2.28 at most: UOS 20 and Kylin V10 have that, or newer."""


@dataclass(frozen=True, slots=True)
class Target:
    """A system that bundles are made for."""

    name: str
    """Stands in the bundle's name."""
    title: str
    platforms: tuple[str, ...]
    """Platform tags, the best first."""
    sys_platform: str
    machine: str
    """As Python's `platform.machine()` tells it there."""

    @property
    def windows(self) -> bool:
        """Return whether batch files are needed."""
        return self.sys_platform == "win32"

    def tags(self, python: Python) -> list[Tag]:
        """Return the tags of wheels that run there, the best first."""
        name = "cp" + plain(python)
        own = cpython_tags(python, [name], self.platforms)
        return [*own, *compatible_tags(python, name, self.platforms)]

    def asks(self, marker: Marker | None, python: Python, extras: frozenset[str] = frozenset()) -> bool:
        """Return whether a marker holds there for the first or the last release of a version of Python."""
        if marker is None:
            return True
        return any(
            marker.evaluate(self._environment(f"{dotted(python)}.{release}") | {"extra": extra})
            for release in ("0", "99")
            for extra in extras or {""}
        )

    def _environment(self, full: str) -> dict[str, str]:
        return {
            "implementation_name": "cpython",
            "implementation_version": full,
            "os_name": "nt" if self.windows else "posix",
            "platform_machine": self.machine,
            "platform_python_implementation": "CPython",
            "platform_release": "",
            "platform_system": "Windows" if self.windows else "Linux",
            "platform_version": "",
            "python_full_version": full,
            "python_version": full.rpartition(".")[0],
            "sys_platform": self.sys_platform,
        }


def dotted(python: Python) -> str:
    """Return a version as people write it: 3.12."""
    return ".".join(map(str, python))


def plain(python: Python) -> str:
    """Return a version as file names hold it: 312."""
    return "".join(map(str, python))


def _manylinux(machine: str) -> tuple[str, ...]:
    newest_first = [f"manylinux_2_{minor}_{machine}" for minor in range(GLIBC, 16, -1)]
    return (*newest_first, f"manylinux2014_{machine}", f"linux_{machine}")


TARGETS = {
    target.name: target
    for target in (
        Target("windows-x64", "Windows（64 位）", ("win_amd64",), "win32", "AMD64"),
        Target("linux-x86_64", "Linux（x86_64，含统信 UOS、麒麟）", _manylinux("x86_64"), "linux", "x86_64"),
        Target("linux-aarch64", "Linux（aarch64：鲲鹏、飞腾）", _manylinux("aarch64"), "linux", "aarch64"),
    )
}
