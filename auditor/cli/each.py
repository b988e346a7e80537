"""Forms that are made once a report -> one file, or a folder with a file for every report."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path

from auditor.card import Scorecard
from auditor.cli.output import deliver, see_apart
from auditor.errors import OutputError, UsageError, why
from auditor.load import absolute

Make = Callable[[Scorecard], str | bytes]
ENDINGS = {"html": ".html", "docx": "（批注）.docx"}
"""What a report's file is called after its own name, by form."""


def deliver_each(cards: Sequence[Scorecard], name: str, target: str, make: Make) -> None:
    """Write a form of every report: of one report to the file named, else into the folder named.

    A folder keeps the order of folders that the reports are in. No report is ever written over. Raises `UsageError`
    for several reports and no folder, `OutputError` for what cannot be written.
    """
    folder = Path(target)
    sources = [card.document.path for card in cards]
    if target != "-" and (folder.is_dir() or target.endswith(("/", os.sep))):
        places = list(zip(cards, _inside(folder, cards, ENDINGS[name]), strict=True))
    elif len(cards) > 1:
        said = f"{name} 一份报告写一个文件，这里有 {len(cards)} 份。"
        raise UsageError("needs-folder", said, "用 -o 指定一个文件夹，末尾写上 /，例如 -o 结果/。")
    else:
        places = [(card, folder) for card in cards]
    see_apart([(name, target if target == "-" else str(place)) for _, place in places], sources)
    for card, place in places:
        if target != "-":
            _make_folder(place.parent)
        deliver(make(card), name, "-" if target == "-" else str(place))


def _inside(folder: Path, cards: Sequence[Scorecard], ending: str) -> list[Path]:
    """Return a place below a folder for every report; two that would share one keep their own suffix in it."""
    paths = [absolute("标准输入" if card.document.path == "-" else card.document.path) for card in cards]
    above = Path(os.path.commonpath([path.parent for path in paths])) if paths else Path()
    names = [path.relative_to(above) for path in paths]
    short = [name.with_name(name.stem + ending) for name in names]
    whole = [name.with_name(name.name + ending) for name in names]
    return [folder / (s if short.count(s) == 1 else w) for s, w in zip(short, whole, strict=True)]


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        said = f"文件夹“{folder}”建不了：{why(error)}。"
        raise OutputError("cannot-write", said, "请改写 -o 后面的文件夹。") from None
