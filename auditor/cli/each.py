"""Forms that are made once a report -> one file, or a folder with a file for every report."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path

from auditor.card import Scorecard
from auditor.cli.files import COMMENTED
from auditor.cli.output import deliver, see_apart
from auditor.errors import OutputError, UsageError, why
from auditor.load import absolute

Make = Callable[[Scorecard], str | bytes]
ENDINGS = {"html": ".html", "docx": f"{COMMENTED}.docx"}
"""What a report's file is called after its own name, by form."""
_OF_WORD = (".docm", ".dotx", ".dotm")
"""Word opens what has macros, and templates, under no other suffix."""


def deliver_each(cards: Sequence[Scorecard], name: str, target: str, make: Make) -> None:
    """Write a form of every report: of one report to the file named, else into the folder named.

    A folder keeps the order of folders that the reports are in. No report is ever written over. Raises `UsageError`
    for several reports and no folder, `OutputError` for what cannot be written.
    """
    folder = Path(target)
    sources = [card.document.path for card in cards]
    if target != "-" and (folder.is_dir() or target.endswith(("/", os.sep))):
        places = list(zip(cards, _inside(folder, cards, name), strict=True))
    elif len(cards) > 1:
        said = f"{name} 一份报告写一个文件，这里有 {len(cards)} 份。"
        raise UsageError("needs-folder", said, "用 -o 指定一个文件夹，末尾写上 /，例如 -o 结果/。")
    else:
        places = [(card, folder) for card in cards]
    see_apart([(name, target if target == "-" else str(place)) for _, place in places], sources)
    for card, place in places:
        own_suffix = _kept_suffix(card, name)
        if target != "-" and own_suffix and place.suffix.lower() != own_suffix:
            said = f"“{card.document.path}”带宏或是模板，批注稿换了后缀 Word 就打不开。"
            raise UsageError("wrong-suffix", said, f"请让 -o 后面的文件名以 {own_suffix} 结尾。")
    for card, place in places:
        if target != "-":
            _make_folder(place.parent)
        deliver(make(card), name, "-" if target == "-" else str(place))


def _kept_suffix(card: Scorecard, name: str) -> str:
    """Return the suffix that a copy of a report must share with it; empty where any will do."""
    own, document = Path(card.document.path).suffix.lower(), card.document
    copied = name == "docx" and document.format == "docx" and not document.recognised
    return own if copied and own in _OF_WORD else ""


def _inside(folder: Path, cards: Sequence[Scorecard], name: str) -> list[Path]:
    """Return a place below a folder for every report; two that would share one keep their own suffix in it."""
    paths = [absolute("标准输入" if card.document.path == "-" else card.document.path) for card in cards]
    above = Path(os.path.commonpath([path.parent for path in paths])) if paths else Path()
    names = [path.relative_to(above) for path in paths]
    endings = [_ending(card, name) for card in cards]
    short = [own.with_name(own.stem + ending) for own, ending in zip(names, endings, strict=True)]
    whole = [own.with_name(own.name + ending) for own, ending in zip(names, endings, strict=True)]
    return [folder / (s if short.count(s) == 1 else w) for s, w in zip(short, whole, strict=True)]


def _ending(card: Scorecard, name: str) -> str:
    kept = _kept_suffix(card, name)
    return ENDINGS[name].removesuffix(".docx") + kept if kept else ENDINGS[name]


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        said = f"文件夹“{folder}”建不了：{why(error)}。"
        raise OutputError("cannot-write", said, "请改写 -o 后面的文件夹。") from None
