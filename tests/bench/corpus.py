"""Any number of different reports, made from the labelled ones: a paragraph of another, figures changed."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
GOLD = sorted((ROOT / "tests" / "gold" / "texts").glob("*.txt"))
SEED = 20261122
_DIGITS = re.compile(r"(?<!\d)\d{1,3}(?!\d)")


def reports(count: int) -> Iterator[tuple[str, str]]:
    """Yield file names and texts, always the same ones for a number; no two texts are equal."""
    texts = [path.read_text("utf-8") for path in GOLD]
    for at in range(count):
        yield f"{at // 100:03}/{at:05}.txt", f"{_mixed(texts, random.Random(SEED + at))}\n第{at}号\n"


def _mixed(texts: list[str], drawn: random.Random) -> str:
    """Return a text with a paragraph of another in it, and a fifth of its small figures changed."""
    own, other = drawn.choice(texts).splitlines(), drawn.choice(texts).splitlines()
    own.insert(drawn.randrange(3, max(len(own), 4)), drawn.choice(other))

    def figure(found: re.Match[str]) -> str:
        return str(drawn.randint(1, 999)) if drawn.random() < 0.2 else found[0]

    return _DIGITS.sub(figure, "\n".join(own))


def write(folder: Path, count: int) -> Path:
    """Write reports below a folder; return it."""
    for name, text in reports(count):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder
