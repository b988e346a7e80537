"""What is printed is what rich prints, at every width, with colour and without."""

import io
from random import Random

import pytest
from rich import console as rich_console
from rich.padding import Padding
from rich.text import Text as RichText

from auditor.render.page import Console, Text
from auditor.render.visible import MARK, marked

STYLES = ("", "", "bold", "dim", "red", "bold red", "yellow", "green", "bold cyan")
WORDS = (
    "法治政府建设", "共22名执法人员，", "E2 ", "  ", " ", "“", "……", "\n", "Annual", " report ", "①", "○", "é",
    "\u200b", "👍", "．", "—", "第3页", "\u3000", "a" * 30, "行政执法公示制度" * 6, "\x07", "\r", ";", "·",
)  # fmt: skip


def printed(texts, made, show):
    for parts, indent in texts:
        text = made(*parts[0])
        for part in parts[1:]:
            text.append(*part)
        show(text, indent)


def ours(texts, width, color):
    out = io.StringIO()
    console = Console(out, width, color=color)
    printed(texts, Text, console.print)
    return stripped(out)


def theirs(texts, width, color):
    out = io.StringIO()
    console = rich_console.Console(
        file=out, width=width, force_terminal=color, no_color=not color, highlight=False, legacy_windows=False,
        color_system="standard" if color else None, emoji=False, markup=False,
    )  # fmt: skip
    printed(marked_too(texts), RichText, lambda text, left: console.print(Padding(text, (0, 0, 0, left))))
    return stripped(out)


def marked_too(texts):
    """Return texts as rich gets them: what it would pass on to the screen is marked, what it drops is dropped."""
    dropped = dict.fromkeys((7, 8, 11, 12, 13))
    return [([(marked(text.translate(dropped)), style) for text, style in parts], left) for parts, left in texts]


def stripped(out):
    """Return what was printed without the blanks that fill up lines."""
    return [line.rstrip() for line in out.getvalue().split("\n")]


def some(random, words):
    return "".join(random.choices(words, k=random.randrange(12)))


@pytest.mark.parametrize("color", [False, True], ids=["plain", "coloured"])
@pytest.mark.parametrize("width", [40, 57, 100, 200])
def test_random_texts_are_printed_as_by_rich(width, color):
    random = Random(width)
    for _ in range(400):
        parts = [(some(random, WORDS), random.choice(STYLES)) for _ in range(random.randrange(1, 5))]
        texts = [(parts, random.choice((0, 2, 7)))]
        assert ours(texts, width, color) == theirs(texts, width, color), parts


@pytest.mark.parametrize("width", [40, 80])
def test_tabs_are_filled_up_as_by_rich(width):
    random = Random(width)
    for _ in range(300):
        texts = [([(some(random, (*WORDS, "\t", "\t")), "")], 0)]
        assert ours(texts, width, False) == theirs(texts, width, False), texts


def test_a_text_within_a_text_keeps_its_styles():
    inner = Text("引文", "dim").append("处", "red")
    out = io.StringIO()
    Console(out, 40, color=True).print(Text("1. ", "bold").append_text(inner))
    assert out.getvalue() == "\x1b[1m1. \x1b[0m\x1b[1;2m引文\x1b[0m\x1b[1;2;31m处\x1b[0m\n"


@pytest.mark.parametrize("sign", ["\x1b[31m", "\x9b31m", "\u202e", "\u2066", "\u200b", "\ufeff", "\x00", "\ud800"])
def test_what_steers_a_screen_is_shown_and_does_nothing(sign):
    out = io.StringIO()
    Console(out, 40, color=False).print(Text(f"引{sign}文"))
    assert out.getvalue() == f"引{MARK}{sign[1:]}文\n"


def test_nothing_is_an_empty_line():
    out = io.StringIO()
    Console(out, 40, color=True).print()
    assert out.getvalue() == "\n"


def test_columns_are_counted():
    assert Text("法治a").append("é", "dim").cell_len == 6
