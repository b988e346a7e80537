"""The pages in a real browser: nothing is fetched, nothing runs, everybody can read them, on paper too."""

import shutil
import sys
from pathlib import Path

import cards
import pypdfium2
import pytest
from rankings import samples
from rankings.build import ROWS, made_entry, made_ranking, made_table

from auditor.model import Level
from auditor.ranking import Ranking
from auditor.render.to_html import to_html
from auditor.render.to_ranking_html import ranking_html

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium")
# no profile, no sandbox for root, and nothing of the browser's own on the network
OPTIONS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 360, "height": 740}
GRAVE = {"serious", "critical"}


@pytest.fixture(scope="module")
def browser():
    sync_playwright = pytest.importorskip("playwright.sync_api").sync_playwright
    with sync_playwright() as started:
        shown = started.chromium.launch(executable_path=CHROMIUM, args=OPTIONS)
        yield shown
        shown.close()


@pytest.fixture(scope="module")
def pages(auditor, book, tmp_path_factory):
    """Write a page of every kind; their files by name."""
    folder = tmp_path_factory.mktemp("网页")
    made = {name: to_html(build(auditor), book) for name, build in cards.KINDS.items()}
    made |= {"ranking": ranking_html(few()), "hostile-ranking": ranking_html(samples.nasty())}
    for name, text in made.items():
        (folder / f"{name}.html").write_text(text, "utf-8")
    return {name: folder / f"{name}.html" for name in made}


def few() -> Ranking:
    """Return a ranking of three units by eight rows: more of the same takes long to look at."""
    rows = ROWS[:8]
    entries = [
        made_entry(name, [Level(at), *Level, *Level][:8]) for at, name in enumerate(("白水镇", "官塘镇", "乌塘镇"))
    ]
    return made_ranking([made_table(2023, entries, rows=rows)], samples.REFUSED, samples.UNREADABLE, rows)


@pytest.fixture
def visit(browser):
    """Open a file; what the page asks for and what it says is noted."""
    opened = []

    def go(path: Path, fragment="", *, dark=False, size=WIDE, script=True):
        context = browser.new_context(
            viewport=size, color_scheme="dark" if dark else "light", offline=True, java_script_enabled=script
        )
        opened.append(context)
        page = context.new_page()
        page.asked, page.dialogs, page.complaints = [], [], []
        page.on("request", lambda request: page.asked.append(request.url))
        page.on("dialog", lambda dialog: (page.dialogs.append(dialog.message), dialog.dismiss()))
        page.on("console", lambda message: page.complaints.append(message.text))
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.goto(path.as_uri() + fragment)
        return page

    yield go
    for context in opened:
        context.close()


def faults(page, **options):
    """Return what axe calls grave, with the first places."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    found = axe.run(page, options={"resultTypes": ["violations"], **options}).response["violations"]
    return {
        rule["id"]: [(node["html"][:120], node["any"][:1]) for node in rule["nodes"][:3]]
        for rule in found
        if rule["impact"] in GRAVE
    }


CONTRAST = "color-contrast"
# the theme changes colours alone, the width everything but colours
LOOKS = [
    pytest.param({}, {}, id="light"),
    pytest.param({"dark": True}, {"runOnly": [CONTRAST]}, id="dark"),
    pytest.param({"size": PHONE}, {"rules": {CONTRAST: {"enabled": False}}}, id="phone"),
]
READ = ["full", "absent", "refused", "hostile", "ranking"]


@pytest.mark.parametrize(("look", "options"), LOOKS)
@pytest.mark.parametrize("name", READ)
def test_everybody_can_read_it(pages, visit, name, look, options):
    assert faults(visit(pages[name], **look), **options) == {}


def test_what_nobody_can_read_would_be_found(pages, visit, tmp_path):
    text = pages["full"].read_text("utf-8").replace("--soft: #55625e", "--soft: #c5cac8").replace('lang="zh-CN"', "")
    # the policy lets no changed style through
    path = tmp_path / "坏.html"
    path.write_text(text.replace('http-equiv="Content-Security-Policy"', 'name="x"'), "utf-8")
    assert set(faults(visit(path))) == {CONTRAST, "html-has-lang"}


@pytest.mark.parametrize("name", [*cards.KINDS, "ranking", "hostile-ranking"])
def test_nothing_is_asked_for_and_nothing_strange_runs(pages, visit, name):
    page = visit(pages[name])
    assert page.asked == [pages[name].as_uri()]
    assert page.dialogs == []
    assert page.complaints == []


def test_a_page_that_asks_for_something_would_be_noticed(visit, tmp_path):
    path = tmp_path / "坏.html"
    path.write_text('<!DOCTYPE html><title>坏</title><img src="x.png"><script>alert(1)</script>', "utf-8")
    page = visit(path)
    assert len(page.asked) == 2
    assert page.dialogs == ["1"]


@pytest.mark.parametrize("name", cards.KINDS)
def test_nothing_stands_out_of_a_phone(pages, visit, name):
    page = visit(pages[name], size=PHONE)
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    wide = "[...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1)"
    assert page.evaluate(f"{wide}.filter(e => !e.closest('.skip')).map(e => e.outerHTML.slice(0, 80))") == []


def test_columns_scroll_apart_on_a_wide_screen(pages, visit):
    page = visit(pages["full"])
    page.evaluate("document.querySelector('.left').scrollTop = 2000")
    tops = "[document.querySelector('.left').scrollTop, document.querySelector('.paper').scrollTop, scrollY]"
    assert page.evaluate(tops) == [2000, 0, 0]
    assert page.evaluate("document.documentElement.scrollHeight") == WIDE["height"]


def inside(page, selector):
    """Return whether an element stands within the window."""
    box = page.locator(selector).bounding_box()
    return bool(box) and 0 <= box["y"] < page.viewport_size["height"]


def ground(page, selector):
    return page.evaluate("s => getComputedStyle(document.querySelector(s)).backgroundColor", selector)


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_a_row_leads_to_its_quote_and_the_quote_back(pages, visit, size, script):
    page = visit(pages["full"], size=size, script=script)
    page.locator("#E2 a.quote").first.click()
    assert inside(page, "#q-E2-1")
    if script:
        assert ground(page, "mark.q-E2-1") == "rgb(255, 228, 138)"
        assert ground(page, "mark.q-E1-1") != "rgb(255, 228, 138)"
    page.locator("#q-E2-1").click()
    assert inside(page, "#E2 h4")
    if script:
        assert ground(page, "mark.q-E2-1") == "rgb(255, 228, 138)"
        assert (page.evaluate("scrollY") == 0) is (size == WIDE)


def test_words_are_copied_without_the_marks_between_them(pages, visit):
    page = visit(pages["full"])
    page.evaluate("getSelection().selectAllChildren(document.querySelector('.words'))")
    copied = page.evaluate("getSelection().toString()")
    text = (cards.SEEDS / "wutang-2021.txt").read_text("utf-8")
    assert "".join(copied.split()).replace("\u2060", "") == "".join(text.split())


def printed(page):
    document = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    try:
        return [(one.get_size(), one.get_textpage().get_text_bounded()) for one in document]
    finally:
        document.close()


def test_what_to_add_is_printed_first_on_pages_of_its_own(pages, visit):
    page = visit(pages["full"])
    page.evaluate("document.querySelector('#remedies details').open = false")
    sheets = printed(page)
    assert {tuple(map(round, size)) for size, _ in sheets} == {(595, 842)}
    texts = ["".join(text.split()) for _, text in sheets]
    first = next(at for at, text in enumerate(texts) if "核对清单" in text)
    assert "整改清单共28项" in texts[0]
    assert "依据：" in texts[0]
    assert first > 0
    assert not any("现在写在：" in text for text in texts[first:])
    assert "全文没有写到“述法”。" in "".join(texts[first:])
    assert len(sheets) <= 8


@pytest.mark.skipif(sys.platform == "win32", reason="prints with fonts of its own")
def test_a_refused_text_is_printed_on_one_page(pages, visit):
    assert len(printed(visit(pages["refused"]))) == 1
