"""How a report is typed changes no verdict: blanks, width, punctuation, line ends, hard wraps, pages,
traditional characters.
"""

import re
from functools import partial

import pytest
from opencc import OpenCC

HAN = "\u3400-\u9fff"
TO_FULL = str.maketrans({c: chr(ord(c) + 0xFEE0) for c in map(chr, range(0x21, 0x7F))} | {".": "."})
TO_ASCII = str.maketrans("，：；？！（）", ",:;?!()")


def blanks(text: str, every: int, blank: str) -> str:
    """Put a blank into every n-th place between two Chinese characters."""
    return re.sub(rf"(?<=[{HAN}])(?=[{HAN}])", lambda m: blank if m.start() % every == 0 else "", text)


def full_digits(text: str) -> str:
    return re.sub("[0-9]", lambda m: chr(ord(m[0]) + 0xFEE0), text)


def wrapped(text: str, width: int, indent: str = "", page: int = 20) -> str:
    """Break paragraphs at a fixed width and pages after so many lines, as text copied from a page has it."""
    rows: list[str] = []
    # a run of blanks sets a signature apart from its date on the page
    for paragraph in re.split(r"\n|[ \u3000\xa0]{4,}", text):
        line = indent + paragraph.strip()
        for at in range(0, len(line) if paragraph.strip() else 0, width):
            rows.append(line[at : at + width])
            if len(rows) % page == page - 1:
                rows.append(f"- {len(rows) // page + 1} -")
    return "\n".join(rows)


CHANGES = {
    "some-blanks": partial(blanks, every=7, blank=" "),
    "blanks-everywhere": partial(blanks, every=1, blank=" "),
    "wide-blanks": partial(blanks, every=5, blank="\u3000"),
    "invisible": partial(blanks, every=3, blank="\u200b"),
    "full-width-digits": full_digits,
    "full-width-all": lambda text: text.translate(TO_FULL),
    "ascii-punctuation": lambda text: text.translate(TO_ASCII),
    "traditional": OpenCC("s2t").convert,
    "traditional-taiwan": OpenCC("s2tw").convert,
    "traditional-hong-kong": OpenCC("s2hk").convert,
    "crlf": lambda text: text.replace("\n", "\r\n"),
    "blank-lines": lambda text: text.replace("\n", "\n\n"),
    "trailing-blanks": lambda text: text.replace("\n", " \u3000\t\n"),
    "indent": lambda text: re.sub("^(?=.)", "\u3000\u3000", text, flags=re.M),
    "byte-order-mark": lambda text: "\ufeff\n" + text + "\n\n",
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_typing_changes_no_level(levels, text, change):
    assert levels(change(text)) == levels(text)


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_every_change_changes_the_text(reports, change):
    assert change(reports["headed"]) != reports["headed"]


@pytest.mark.parametrize("page", [7, 20, 30])
@pytest.mark.parametrize("width", [24, 28, 30, 32, 38, 40, 42])
def test_an_indented_hard_wrap_changes_no_level(levels, text, width, page):
    assert levels(wrapped(text, width, "\u3000\u3000", page)) == levels(text)


@pytest.mark.parametrize("width", [34, 36, 38, 40, 42])
def test_a_flush_hard_wrap_changes_no_level(levels, text, width):
    assert levels(wrapped(text, width)) == levels(text)


@pytest.mark.parametrize(
    ("name", "width", "indent"),
    [
        pytest.param(
            "headed",
            20,
            "",
        ),
        pytest.param(
            "wutang-2021",
            30,
            "",
        ),
        pytest.param(
            "wutang-2021",
            45,
            "",
        ),
        pytest.param(
            "wutang-2021",
            36,
            "\u3000\u3000",
        ),
        pytest.param(
            "headed",
            48,
            "",
        ),
        pytest.param(
            "headed",
            54,
            "",
        ),
    ],
)
def test_a_hard_wrap_in_awkward_places_changes_no_level(levels, reports, name, width, indent):
    assert levels(wrapped(reports[name], width, indent)) == levels(reports[name])
