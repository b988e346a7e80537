"""Wheels of a system -> all that lies in a bundle, with hashes, and a zip of it; a bundle held against its hashes."""

from __future__ import annotations

import hashlib
import json
import shutil
import stat
import tarfile
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from targets import TARGETS, Python, Target, dotted
from wheelhouse import BundleError, Closure, Requirement, Wheel, closure, read_wheels

PARTS = Path(__file__).parent / "parts"
SUMS = "SHA256SUMS"
PROGRAM = "auditor"
INSTALLER = "pip"
"""Lies beside the program's wheels and installs them: many interpreters come without."""
ZIPPED_AT = (2020, 2, 2, 0, 0, 0)
"""Date of every file in the zip: the same contents give the same bytes."""
_GBK = ("install.bat", "check.bat")
_NAMES = {
    "install.bat": "安装.bat",
    "check.bat": "自查.bat",
    "install.sh": "install.sh",
    "install.py": "install.py",
    "drop.py": "drop.py",
    "readme-windows.txt": "说明.txt",
    "readme-linux.txt": "说明.txt",
}
_WINDOWS = ("install.bat", "check.bat", "install.py", "drop.py", "readme-windows.txt")
_LINUX = ("install.sh", "install.py", "drop.py", "readme-linux.txt")


@dataclass(frozen=True, slots=True)
class Plan:
    """What a bundle is for."""

    target: Target
    pythons: tuple[Python, ...]
    version: str
    """Of the program."""
    ocr: bool = False
    interpreter: bool = False
    """Whether a Python lies in it."""

    @property
    def name(self) -> str:
        """Return the name of its folder and zip."""
        own = f"-python{dotted(self.pythons[0])}" if self.interpreter else ""
        return f"{PROGRAM}-{self.version}-{self.target.name}{own}" + ("-ocr" if self.ocr else "")

    @property
    def roots(self) -> list[Requirement]:
        """Return what is to be installed, and what installs it."""
        return [Requirement(f"{PROGRAM}{'[ocr]' if self.ocr else ''}=={self.version}"), Requirement(INSTALLER)]

    def to_json(self) -> str:
        """Return what the installer has to know of it."""
        said = {
            "program": PROGRAM,
            "version": self.version,
            "target": self.target.name,
            "title": self.target.title,
            "sys_platform": self.target.sys_platform,
            "machine": self.target.machine,
            "pythons": [dotted(python) for python in self.pythons],
            "ocr": self.ocr,
            "interpreter": self.interpreter,
        }
        return json.dumps(said, ensure_ascii=False, indent=2) + "\n"


def read_plan(folder: Path) -> Plan:
    """Return what a bundle says that it is for. Raises `BundleError`."""
    try:
        said = json.loads((folder / "bundle.json").read_text("utf-8"))
        pythons = tuple(tuple(map(int, version.split("."))) for version in said["pythons"])
        return Plan(TARGETS[said["target"]], pythons, said["version"], said["ocr"], said["interpreter"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BundleError(f"“{folder}”不是离线包：bundle.json 读不出来（{type(error).__name__}）。") from None


def requirements(plan: Plan, found: Mapping[Python, Closure]) -> str:
    """Return the list that pip installs from: every name pinned, with the hash of every wheel that may be taken."""
    rows: dict[str, dict[str, Wheel]] = {}
    for one in found.values():
        for name, wheel in one.chosen.items():
            rows.setdefault(name, {})[wheel.path.name] = wheel
    lines = ["# 由 bundle.py 生成；安装时逐个核对散列值，不联网"]
    for name in sorted(rows.keys() - {INSTALLER}):
        used = [python for python in plan.pythons if name in found[python].chosen]
        only = " or ".join(f'python_version == "{dotted(python)}"' for python in used)
        wheels = [rows[name][file] for file in sorted(rows[name])]
        (version,) = {wheel.version for wheel in wheels}
        lines.append(f"{name}=={version}" + (f" ; {only}" if len(used) < len(plan.pythons) else "") + " \\")
        lines.append(" \\\n".join(f"    --hash=sha256:{digest(wheel.path)}" for wheel in wheels))
    return "\n".join(lines) + "\n"


def write_texts(folder: Path, tree: Path, plan: Plan) -> None:
    """Write all of a bundle that is neither wheel nor list of hashes."""
    pythons = sorted(map(dotted, plan.pythons), key=lambda text: int(text.split(".")[1]), reverse=True)
    filled = {
        "@VERSION@": plan.version,
        "@TITLE@": plan.target.title,
        "@PYTHONS@": " ".join(pythons),
        "@PYTHONS_SAID@": "、".join(reversed(pythons)),
        "@NEWEST@": pythons[0],
        "@OCR@": _ocr(plan),
    }
    for part in _WINDOWS if plan.target.windows else _LINUX:
        text = (PARTS / part).read_text("utf-8")
        for mark, value in filled.items():
            text = text.replace(mark, value)
        (folder / _NAMES[part]).write_bytes(_encoded(part, text, plan))
    (folder / "bundle.json").write_text(plan.to_json(), "utf-8", newline="\n")
    example = (tree / "examples" / "draft.txt").read_text("utf-8")
    (folder / "示例报告.txt").write_bytes(_encoded("", example, plan))
    shutil.copyfile(tree / "LICENSE", folder / "LICENSE")


def _ocr(plan: Plan) -> str:
    if not plan.ocr:
        return "没有装：扫描件、图片要用名称里有 -ocr 的离线包。"
    # what the recognition engine is linked with and does not bring along
    library = "电脑上要有微软的 Visual C++ 2015-2022 运行库（x64）。" if plan.target.windows else ""
    return f"已装：扫描件、图片能读。{library}"


def _encoded(part: str, text: str, plan: Plan) -> bytes:
    """Encode a text for its reader: GBK for cmd.exe, which reads in its console's code page; marked for Notepad."""
    if part in _GBK:
        return text.replace("\n", "\r\n").encode("gbk")
    if part.endswith((".py", ".sh")) or not plan.target.windows:
        return text.encode()
    return text.replace("\n", "\r\n").encode("utf-8-sig")


def add_interpreter(folder: Path, file: Path, plan: Plan) -> None:
    """Lay an interpreter into a bundle. Raises `BundleError` for one that the bundle's system cannot start.

    Installers and tars stay as they are; a zip is unpacked as `python/`, since nothing on the other side can unpack it
    for certain.
    """
    suffix = file.suffix.lower()
    if plan.target.windows and suffix == ".exe":
        shutil.copyfile(file, folder / "python-installer.exe")
        return
    try:
        if plan.target.windows:
            starter = "python.exe"
            with zipfile.ZipFile(file) as archive:
                archive.extractall(folder / "python")
            whole = (folder / "python" / starter).exists()
        else:
            starter = "python/bin/python3"
            with tarfile.open(file) as archive:
                whole = starter in archive.getnames()
    except (OSError, ValueError, tarfile.TarError, zipfile.BadZipFile) as error:
        raise BundleError(f"“{file}”解不开（{type(error).__name__}）。") from None
    if not whole:
        raise BundleError(f"“{file}”里没有 {starter}，不是 {plan.target.title} 能用的 Python。")
    if plan.target.windows:
        (folder / "python" / "来源.txt").write_text(f"{file.name}\nsha256 {digest(file)}\n", "utf-8", newline="\n")
    else:
        shutil.copyfile(file, folder / "python.tar.gz")


def digest(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_sums(folder: Path) -> None:
    """Write the hashes of all files of a bundle, in the form that `sha256sum -c` reads."""
    lines = [f"{digest(folder / name)}  {name}" for name in _files(folder) if name != SUMS]
    (folder / SUMS).write_text("\n".join(lines) + "\n", "utf-8", newline="\n")


def check(folder: Path) -> Plan:
    """Hold a bundle against its own lists, and what it holds against what the program needs. Raises `BundleError`."""
    try:
        lines = (folder / SUMS).read_text("utf-8").splitlines()
    except (OSError, ValueError):
        raise BundleError(f"“{folder}”里没有 {SUMS}，不是完整的离线包。") from None
    listed = {name: sha for sha, _, name in (line.partition("  ") for line in lines)}
    there = set(_files(folder)) - {SUMS}
    wrong = [f"缺少：{name}" for name in sorted(listed.keys() - there)]
    wrong += [f"多出：{name}" for name in sorted(there - listed.keys())]
    wrong += [
        f"被改动或损坏：{name}" for name in sorted(there & listed.keys()) if digest(folder / name) != listed[name]
    ]
    if wrong:
        raise BundleError("离线包不完整，不要安装。\n" + "\n".join(wrong))
    plan = read_plan(folder)
    wheels = read_wheels(folder / "wheels")
    found = {python: closure(wheels, plan.target, python, plan.roots) for python in plan.pythons}
    for python, one in found.items():
        if one.missing:
            names = "、".join(f"{name}（{asker or '离线包'} 要用）" for name, asker in sorted(one.missing.items()))
            raise BundleError(f"{plan.target.title}、Python {dotted(python)} 少了：{names}。")
    if (folder / "requirements.txt").read_text("utf-8") != requirements(plan, found):
        raise BundleError("requirements.txt 与 wheels 里的文件对不上。")
    return plan


def write_zip(folder: Path, path: Path) -> None:
    """Write a folder as a zip that the same contents give the same bytes of: sorted, dated alike, not compressed."""
    with zipfile.ZipFile(path, "w") as archive:
        for name in _files(folder):
            entry = zipfile.ZipInfo(f"{folder.name}/{name}", ZIPPED_AT)
            # said to come from Unix wherever it is made, so that the right to run a script outlasts unpacking
            entry.create_system = 3
            entry.external_attr = (stat.S_IFREG | (0o755 if name.endswith(".sh") else 0o644)) << 16
            archive.writestr(entry, (folder / name).read_bytes())


def _files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
