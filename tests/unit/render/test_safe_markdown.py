"""Hostile text as Markdown, read by three parsers: CommonMark, GitHub's own, and one that seeks links everywhere."""

import re

import cmarkgfm
import pytest
from audited import HOSTILE
from cmarkgfm.cmark import Options
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html
from markdown_it import MarkdownIt

from auditor.render.safe_markdown import code, escaped, table
from auditor.render.visible import visible

COMMONMARK = MarkdownIt("commonmark")
SEEKING = MarkdownIt("gfm-like")
PLAIN_TOKENS = {"paragraph_open", "paragraph_close", "inline"}
BITS = st.sampled_from(
    [
        *"\\`*_[]<>|#&!~$@:/.-+=()'\"1a. \n甲，",
        "www.",
        "http://",
        "https://",
        "evil.com",
        "a@b.com",
        "mailto:",
        "12",
        "  ",
    ]
)
LIKE = st.one_of(st.lists(BITS, max_size=20).map("".join), st.text(max_size=20), st.sampled_from(HOSTILE))


def as_shown(text):
    """What a reader is to see: white space as the web shows it, full width where GitHub would make links."""
    narrow = visible(text).translate({ord("＠"): "@", ord("＃"): "#"})
    return " ".join(narrow.split())


def github(source):
    """Return what GitHub's parser makes of Markdown; raw HTML would come through."""
    return html.fromstring(f"<div>{cmarkgfm.github_flavored_markdown_to_html(source, Options.CMARK_OPT_UNSAFE)}</div>")


def tags(root):
    return [node.tag for node in root.iter()][1:]


@settings(deadline=None)
@given(LIKE)
def test_a_text_is_a_text_to_commonmark_and_to_what_seeks_links(text):
    made = escaped(text)
    for parser in (COMMONMARK, SEEKING):
        tokens = parser.parse(f"甲{made}")
        assert {token.type for token in tokens} <= PLAIN_TOKENS
        (inline,) = [token for token in tokens if token.type == "inline"]
        assert {child.type for child in inline.children} <= {"text"}
        assert as_shown("".join(child.content for child in inline.children)) == as_shown(f"甲{visible(text).strip()}")


@settings(deadline=None)
@given(LIKE)
def test_a_text_is_a_text_to_github(text):
    root = github(f"甲 {escaped(text)}")
    assert tags(root) == ["p"]
    assert as_shown(root.text_content()) == as_shown(f"甲 {text}")


@pytest.mark.parametrize("head", ["", "# ", "- ", "1. ", "> ", "- [ ] "])
@pytest.mark.parametrize("text", [text for text in HOSTILE if text.strip()])
def test_a_text_begins_nothing_wherever_it_stands(head, text):
    own = tags(github(f"{head}甲"))
    root = github(head + escaped(text))
    assert tags(root) == own
    assert as_shown(root.text_content()) == as_shown(text)


@settings(deadline=None)
@given(LIKE, LIKE)
def test_a_cell_stays_a_cell(first, second):
    source = table(["一", "二"], [[escaped(first), code(second)], ["丙", "丁"]])
    for root in (github(source), html.fromstring(f"<div>{SEEKING.render(source)}</div>")):
        assert [len(row.findall("td")) for row in root.iter("tr")] == [0, 2, 2]
        cells = [cell.text_content() for cell in root.iter("td")]
        assert list(map(as_shown, cells)) == [as_shown(first), as_shown(second), "丙", "丁"]
        assert set(tags(root)) <= {"table", "thead", "tbody", "tr", "th", "td", "code"}


@settings(deadline=None)
@given(LIKE)
def test_code_is_code(text):
    root = github(f"甲 {code(text)}")
    assert set(tags(root)) <= {"p", "code"}
    assert as_shown(root.text_content()) == as_shown(f"甲 {text}")


@pytest.mark.parametrize("path", ["报告/a_b*c.docx", r"C:\报告\一.docx", "a``b`.txt", " a.txt ", "`", "a@b.txt"])
def test_a_path_can_be_copied_as_it_is(path):
    (shown,) = github(f"甲 {code(path)}").iter("code")
    assert shown.text_content() == path


@pytest.mark.parametrize("text", ["a@b.com", "@octocat", "octo/repo#12", "#12"])
def test_what_github_links_after_parsing_is_written_full_width(text):
    assert not re.search(r"[@#]", escaped(text))


@pytest.mark.parametrize(
    "text", ["2023年度法治政府建设", "66.5/100，合格", "一、工作（二）", "2023-01-05", "共3.5万人次"]
)
def test_what_is_harmless_stays_as_it_is(text):
    assert escaped(text) == text
