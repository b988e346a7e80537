"""The tree and its lock -> a bundle that installs the program on computers without a network.

python packaging/bundle.py windows-x64 -o dist
python packaging/bundle.py linux-x86_64 --versions 3.12 --ocr -o dist
python packaging/bundle.py windows-x64 --python python-3.12.10-embed-amd64.zip -o dist
python packaging/bundle.py --check dist/auditor-0.1.0-windows-x64.zip

Needs Python 3.11 or newer with pip, and an index that pip reaches. Ends with 0, with 1 where a bundle that is checked
is wrong, with 2 for a wrong command line, and with 3 where a bundle cannot be made. See docs/decisions/0019.
"""

from __future__ import annotations

import argparse
import re
import shutil
import sys
import tempfile
import zipfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from contents import Plan, add_interpreter, check, digest, requirements, write_sums, write_texts, write_zip  # noqa: E402
from targets import TARGETS, Python, dotted  # noqa: E402
from wheelhouse import BundleError, build, fetch, read_lock  # noqa: E402

TREE = Path(__file__).resolve().parents[1]
VERSIONS = "3.11,3.12,3.13"


def main(arguments: list[str]) -> int:
    """Make bundles, or check one; say in Chinese what could not be done."""
    asked = _parser().parse_args(arguments)
    try:
        if asked.check:
            return _check(asked.check)
        if not asked.target:
            _parser().error("写出为哪个系统制作：" + "、".join(TARGETS))
        return _make(asked)
    except BundleError as error:
        print(error, file=sys.stderr)
        return 1 if asked.check else 3
    except OSError as error:
        place = f"“{error.filename}”" if error.filename else ""
        print(f"读写{place}时出错：{error.strerror or error}。", file=sys.stderr)
        return 3


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="制作、检查离线安装包。")
    parser.add_argument("target", nargs="?", choices=TARGETS, help="为哪个系统制作")
    parser.add_argument("-o", "--output", type=Path, default=Path("dist"), metavar="文件夹", help="放在哪里，默认 dist")
    parser.add_argument("--versions", metavar="3.12,…", help=f"供哪些 Python 版本，默认 {VERSIONS}；带 --python 的随它")
    parser.add_argument("--ocr", action="store_true", help="连同文字识别（扫描件、图片）")
    parser.add_argument(
        "--python", type=Path, metavar="文件", help="一并放入的 Python：安装程序 .exe、嵌入版 .zip；Linux 的 .tar.gz"
    )
    parser.add_argument("--no-zip", action="store_true", help="只要文件夹，不压成 zip")
    parser.add_argument("--check", type=Path, metavar="离线包", help="检查一个离线包（文件夹或 zip）")
    return parser


def _versions(asked: argparse.Namespace) -> tuple[Python, ...]:
    text = asked.versions
    if asked.python and not text:
        named = re.search(r"(?<!\d)(3\.\d+)\.\d+", asked.python.name)
        if not named:
            raise BundleError(f"从“{asked.python.name}”看不出 Python 版本，用 --versions 写明，例如 --versions 3.12。")
        text = named[1]
    parts = (text or VERSIONS).replace("，", ",").split(",")
    if not all(re.fullmatch(r"\s*3\.\d+\s*", part) for part in parts):
        raise BundleError(f"Python 版本“{text}”写得不对，例如 3.11,3.12。")
    versions = sorted({(3, int(part.split(".")[1])) for part in parts})
    if asked.python and len(versions) > 1:
        raise BundleError("放入了 Python 的离线包只供那一个版本，--versions 只写一个。")
    return tuple(versions)


def _make(asked: argparse.Namespace) -> int:
    """Make a bundle in a folder apart, and put it into its place when it is whole."""
    target, versions = TARGETS[asked.target], _versions(asked)
    if asked.python and not asked.python.is_file():
        raise BundleError(f"没有“{asked.python}”这个文件。")
    pins = read_lock(TREE / "requirements.lock")
    asked.output.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=asked.output) as made:
        own = build(TREE, TREE / "requirements.lock", Path(made, "own"))
        wrong = [dotted(python) for python in versions if not own.runs_on(python)]
        if wrong:
            raise BundleError(f"程序要求 Python {own.requires_python}，不能用 {'、'.join(wrong)}。")
        plan = Plan(target, versions, own.version, asked.ocr, asked.python is not None)
        folder = Path(made, plan.name)
        wheels = folder / "wheels"
        wheels.mkdir(parents=True)
        own.path.rename(wheels / own.path.name)
        found = {}
        for python in versions:
            print(f"{target.title}，Python {dotted(python)} …", file=sys.stderr)
            found[python] = fetch(wheels, target, python, plan.roots, pins)
        (folder / "requirements.txt").write_text(requirements(plan, found), "utf-8", newline="\n")
        write_texts(folder, TREE, plan)
        if asked.python:
            add_interpreter(folder, asked.python, plan)
        write_sums(folder)
        check(folder)
        _hand_over(folder, asked)
    return 0


def _hand_over(folder: Path, asked: argparse.Namespace) -> None:
    """Move a finished bundle to where it was asked, in place of an earlier one."""
    place = asked.output / folder.name
    if asked.no_zip:
        if place.exists():
            shutil.rmtree(place)
        folder.rename(place)
        print(place)
        return
    path = place.with_name(place.name + ".zip")
    write_zip(folder, path)
    print(f"{digest(path)}  {path}")


def _check(path: Path) -> int:
    if path.is_dir():
        plan = check(path)
    else:
        with tempfile.TemporaryDirectory() as made:
            try:
                with zipfile.ZipFile(path) as archive:
                    archive.extractall(made)
                (folder,) = Path(made).iterdir()
            except (OSError, ValueError, zipfile.BadZipFile) as error:
                raise BundleError(f"“{path}”解不开（{type(error).__name__}）。") from None
            plan = check(folder)
    said = "、".join(map(dotted, plan.pythons))
    print(f"完好：auditor {plan.version}，{plan.target.title}，Python {said}" + ("，带文字识别" if plan.ocr else ""))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
