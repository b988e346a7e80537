"""Forms that are made once a report -> one file, or a folder with a file for every report."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import count
from pathlib import Path

from auditor.card import Scorecard, Unreadable
from auditor.cli.files import COMMENTED, is_result
from auditor.cli.output import deliver, is_folder, see_apart
from auditor.errors import OutputError, ReadError, UsageError, why
from auditor.load import absolute

Make = Callable[[Scorecard], str | bytes]
ENDINGS = {"html": "（自查）.html", "docx": f"{COMMENTED}.docx"}
"""What a report's file is called after its own name, by form."""
_LONGEST_STEM = 220
"""Bytes of a report's name that its result keeps."""
_OF_WORD = (".docm", ".dotx", ".dotm")
"""Word opens what has macros, and templates, under no other suffix."""


def deliver_each(cards: Sequence[Scorecard], name: str, target: str, make: Make) -> list[Unreadable]:
    """Write a form of every report: of one report to the file named, else into the folder named.

    A folder keeps the order of folders that the reports are in. Nothing but an earlier result is ever written over.
    Returns the reports that the form cannot be made of, with the reason; the others are written. Raises `UsageError`
    for several reports and no folder, `OutputError` for what cannot be written.
    """
    if target == "-" and len(cards) < 2:
        for card in cards:
            deliver(make(card), name, target)
        return []
    if target != "-" and is_folder(target):
        places = list(zip(cards, _inside(Path(target), cards, name), strict=True))
    elif len(cards) > 1:
        said = f"{name} 一份报告写一个文件，这里有 {len(cards)} 份。"
        raise UsageError("needs-folder", said, "用 -o 指定一个文件夹，末尾写上 /，例如 -o 结果/。")
    else:
        places = [(card, Path(target)) for card in cards]
    _see_fit(places, name)
    failed = []
    for card, place in places:
        _make_folder(place.parent)
        try:
            made = make(card)
        except ReadError as error:
            failed.append(Unreadable(card.document.path, error.code, error.message, error.hint))
        else:
            deliver(made, name, str(place))
    return failed


def _see_fit(places: Sequence[tuple[Scorecard, Path]], name: str) -> None:
    """See to it that every place may be written to. Raises `UsageError`."""
    see_apart([(name, str(place)) for _, place in places], [card.document.path for card, _ in places])
    for card, place in places:
        own_suffix = _kept_suffix(card, name)
        if own_suffix and place.suffix.lower() != own_suffix:
            said = f"“{card.document.path}”带宏或是模板，批注稿换了后缀 Word 就打不开。"
            raise UsageError("wrong-suffix", said, f"请让 -o 后面的文件名以 {own_suffix} 结尾。")
        if place.is_file() and place.stat().st_size and not is_result(place):
            said = f"“{place}”已经有了，又不是以前写出的结果，不能盖掉。"
            raise UsageError("not-a-result", said, "请在 -o 后面另写一个文件名或文件夹，或先把它挪开。")


def _kept_suffix(card: Scorecard, name: str) -> str:
    """Return the suffix that a copy of a report must share with it; empty where any will do."""
    own, document = Path(card.document.path).suffix.lower(), card.document
    copied = name == "docx" and document.format == "docx" and not document.recognised
    return own if copied and own in _OF_WORD else ""


def _inside(folder: Path, cards: Sequence[Scorecard], name: str) -> list[Path]:
    """Return a place of its own below a folder for every report; those that would share one keep their own suffix."""
    paths = [absolute("标准输入" if card.document.path == "-" else card.document.path) for card in cards]
    try:
        above = Path(os.path.commonpath([path.parent for path in paths])) if paths else Path()
        names = [path.relative_to(above) for path in paths]
    except ValueError:
        # on several drives
        names = [Path(path.name) for path in paths]
    short = Counter(str(own.with_suffix("")).casefold() for own in names)
    taken: set[str] = set()
    places = []
    for own, card in zip(names, cards, strict=True):
        stem = own.stem if short[str(own.with_suffix("")).casefold()] == 1 else own.name
        # a name may be 255 bytes long
        stem = stem.encode("utf-8", "surrogateescape")[:_LONGEST_STEM].decode("utf-8", "ignore")
        numbered = (f"{stem}{f' {number}' if number > 1 else ''}{_ending(card, name)}" for number in count(1))
        place = next(own.with_name(one) for one in numbered if str(own.with_name(one)).casefold() not in taken)
        taken.add(str(place).casefold())
        places.append(folder / place)
    return places


def _ending(card: Scorecard, name: str) -> str:
    kept = _kept_suffix(card, name)
    return ENDINGS[name].removesuffix(".docx") + kept if kept else ENDINGS[name]


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        said = f"文件夹“{folder}”建不了：{why(error)}。"
        raise OutputError("cannot-write", said, "请改写 -o 后面的文件夹。") from None
