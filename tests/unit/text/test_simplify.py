"""Reports in traditional characters: one character for one, so that offsets stay."""

import subprocess
import sys

import pytest
from opencc import OpenCC

from auditor.text.clean import clean
from auditor.text.simplify import simplified

STANDARDS = ["s2t", "s2tw", "s2hk"]


@pytest.mark.parametrize(
    ("traditional", "simple"),
    [
        ("行政執法公示制度、法律顧問", "行政执法公示制度、法律顾问"),
        ("圍繞著今後的工作，瞭解基層", "围绕着今后的工作，了解基层"),
        ("著力建設，裡面的幹部", "着力建设，里面的干部"),
        ("行政覆議答覆後，覆蓋全鄉", "行政复议答复后，覆盖全乡"),
        ("法治ABC政府１２３「執法」。", "法治ABC政府１２３「执法」。"),
    ],
)
def test_traditional_words_become_simplified(traditional, simple):
    assert simplified(traditional) == simple


@pytest.mark.parametrize(
    "text", ["", "ABC 123", "我镇推进法治政府建设，著名的后山里面有台。", "调解员张垚、李犇在" + "村里调解纠纷" * 40]
)
def test_a_simplified_text_stays(text):
    assert simplified(text) == text


def test_hardly_any_report_pays_for_the_dictionaries(seeds):
    code = "import sys, pathlib; from auditor.text.clean import clean\n"
    code += "for path in sys.argv[1:]: clean(pathlib.Path(path).read_text('utf-8') + '调解员张垚、李犇')\n"
    code += "sys.exit('opencc' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code, *seeds], check=False).returncode == 0


@pytest.mark.parametrize("standard", STANDARDS)
def test_a_report_reads_as_in_simplified_characters(seed, standard):
    text = seed.read_text("utf-8")
    made = simplified(OpenCC(standard).convert(text))
    assert len(made) == len(text)
    strange = [(a, b) for a, b in zip(text, made, strict=True) if a != b]
    assert len(strange) <= 2, strange


def test_offsets_lead_back_to_the_traditional_characters(seed):
    text = seed.read_text("utf-8")
    traditional = OpenCC("s2t").convert(text)
    one, other = clean(text), clean(traditional)
    assert other.origin == one.origin
    at = other.text.index("行政执法")
    assert traditional[slice(*other.source_span(at, at + 4))] == "行政執法"


@pytest.mark.parametrize("odd", ["\x00", "\ud800", "\r\n", "\U00020000", "\ufffd"])
def test_odd_characters_among_traditional_ones_stay(odd):
    assert simplified(f"執法{odd}顧問") == f"执法{odd}顾问"


def test_corner_quotes_become_quotes():
    assert clean("執法「三項制度」").text == "执法“三项制度”\n"
