"""Page -> the lines of its article: found by its title where the page names one, else by prose against links."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import accumulate

from auditor.load.from_html_page import Box, Line, Page

_PROSE_CHARS = 20
_ENOUGH_CHARS = 200
"""Prose that a box must hold after the title to be taken for the article."""
_MANY = 20
"""A title that stands more often than this on a page marks no place."""
_LINKED = 0.6
_PAUSE = re.compile("[，。；：、,;]")
_JUNK_NAMES = re.compile(
    r"(?<![a-z])(?:b?d?share|crumb|breadcrumb|nav|menu|tool-?bar|relat(?:e|ed)|recommend|comment|pinglun|attach|fujian|"
    r"annex|prev|pager|pagination|qr-?code|ewm|erweima|search|login|copy-?right|aside|side-?bar|side|xiangguan|"
    r"xg(?:wj|wz|lj|yd|xw)|hot(?![a-z])|rank|dqwz|location)"
)
_JUNK_TAGS = frozenset(("nav", "aside", "footer", "menu", "dialog"))
_HEADINGS = frozenset(("h1", "h2", "h3"))
_TITLE_NAMES = re.compile(r"(?<![a-z])(?:title|tit|biaoti|bt|headline)")
_SITE = re.compile(r"(?:政府|网|网站|门户|平台|首页|公开|专栏|频道)$")
_SEPARATORS = re.compile(r"\s*[_|｜>»-]+\s*|\s+[—–·]+\s*")
_LABELS = (
    "发布时间|发布日期|发布于|发文日期|成文日期|生成日期|公开日期|更新时间|时间|日期|信息来源|文章来源|稿件来源|来源|稿源|"
    "作者|编辑|责任编辑|责编|审核|审核人|签发|供稿|撰稿|录入|发布人|发布者|浏览次数|浏览量|浏览|阅读次数|阅读量|阅读|点击次数|"
    "点击数|点击量|点击率|点击|访问次数|访问量|字体大小|字体|字号|索引号|信息索引号|信息索引|主题分类|体裁分类|分类|组配分类|"
    "发布机构|发布单位|发文机关|发文单位|责任部门|公开机构|文号|发文字号|名称|标题|信息名称|公开方式|公开时限|公开范围|有效性|"
    "是否有效|统一编号|关键词|关键字|主题词|内容概述|服务对象|生效日期|实施日期|废止日期|失效日期|公开目录"
)
_MOMENT = r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?"
_META = re.compile(rf"(?:{_MOMENT}\s+)?[\[【(（]?\s*(?:{_LABELS})\s*(?:[:：]|\t|$)")
_CLOSING = re.compile(
    r"[\[【(（]?\s*(?:信息来源|文章来源|稿件来源|来源|稿源|作者|责任编辑|编辑|责编|初审|复审|终审|审核人?|签发|供稿|撰稿|录入|"
    r"发布时间|发布人|发布者|更新时间|浏览次数|浏览量|阅读次数|阅读量|点击次数|点击数|点击量|访问次数|访问量)\s*[:：]"
)
"""Dates, numbers and key words stay out: at its end they are the report's own."""
_STAMP = re.compile(rf"[(（\[]?({_MOMENT})[)）\]]?(?:\s|$)")
_PLACE = re.compile(r"(?:您?(?:现在|当前|目前|所在)*的?(?:所在)?位置\s*[:：])|(?:网站)?首页\s*[>＞»/→-]")
_BAR = re.compile(
    r"(?>字体大小|字体|字号|大|中|小|特大|超大|默认|正常|打印本页|打印此页|打印文章|打印|关闭窗口|关闭本页|关闭|分享到|分享至|"
    r"一键分享|分享|收藏本页|收藏|微信好友|微信|新浪微博|微博|QQ空间|QQ好友|QQ|朋友圈|人人网|复制链接|返回顶部|返回列表|返回|"
    r"上一页|下一页|TOP|朗读|语音播报|播报|纠错|点赞|A\+|A-|A|T|保存|下载|转发|更多|更多>>|阅读全文|繁體|[|｜【】\[\]:：/>》>\s+-])++",
    re.I,
)
_BAR_LEAD = re.compile(r"扫一扫|用?手机扫|扫码|分享到|我要纠错|【我要纠错】|(?:网友)?评论|我要评论|发表评论|打印本页")
_END = re.compile(
    r"(?:[【\[]?\s*(?:相关(?:文件|链接|阅读|解读|新闻|信息|文章|推荐|附件|政策|稿件|内容)|延伸阅读|推荐阅读|政策解读|解读材料|"
    r"热点(?:新闻|推荐)|热门(?:文章|推荐|信息)|最新(?:文章|信息|动态|发布)|猜你喜欢|为你推荐|图片新闻|通知公告|"
    r"网友评论|我要评论|发表评论|评论区|全部评论|最新评论|友情链接)\s*[】\]]?\s*(?:[:：].*|[(（].*|更多.*|[>»]*)?$)"
    r"|(?:上一篇|下一篇|上一条|下一条|上篇|下篇)\s*[:：]?"
)
_TAIL = re.compile(
    r"版权所有|主办单位|承办单位|技术支持|网站标识码|ICP备|公网安备|网站地图|联系我们|^(?:主办|承办)[:：]|政府网站找错|"
    r"^(?:相关)?附件(?:下载|列表)?[:：]?$|^文件下载[:：]?$|最佳(?:浏览|分辨率)|法律声明|隐私声明|^\S{0,4}(?:责任)?编辑[:：]"
)
_DATE = r"\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}(?:\s*日)?(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?"
_PUBLISHED = re.compile(rf"(?:发布时间|发布日期|发布于|更新时间|时间|日期)\s*[:：\t]?\s*({_DATE})")
_SOURCE = re.compile(r"(?:信息来源|文章来源|稿件来源|来源|稿源)\s*[:：]\s*([^\s|｜\]】]+)")


@dataclass(frozen=True, slots=True)
class Article:
    """The article's lines, title first where the page shows one, and what stood beside it."""

    lines: list[str]
    published: str
    source: str
    hides: bool
    """Whether hidden text stands within it."""


def find(page: Page) -> Article:
    """Find the article; without any prose it is all that is not a link. Never raises."""
    search = _Search(page)
    box, anchor = search.by_title() or (search.by_prose(), None)
    start, title = box.first, ""
    if anchor is not None:
        title = search.anchor_text(anchor)
        if box.first <= anchor[0] < box.last:
            start = search.opening(anchor, box)
    body, dropped = _body(page, search, start, box.last)
    title = title or search.title_before(box)
    # what stands shortly before the body tells of the page, too
    near = [line.text for line in page.lines[max(0, start - 12) : start] if line.linked < _LINKED]
    published, source = _origin(page, dropped, near)
    lines = [page.lines[at].text for at in body]
    if title and not _opens_with(lines, title):
        lines.insert(0, title)
    hides = bool(body) and any(body[0] < at <= body[-1] for at in page.hidden)
    return Article(lines, published, source, hides)


class _Search:
    """Weighs a page's lines, and finds the box that holds the article."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.lines = page.lines
        self.boxes = page.boxes()
        # links tell nothing where one that was never closed swallowed the page
        prose = [len(line.text) for line in self.lines if len(line.text) > _PROSE_CHARS and _PAUSE.search(line.text)]
        linked = sum(
            len(line.text)
            for line in self.lines
            if line.linked > _LINKED and len(line.text) > 4 * _PROSE_CHARS and "。" in line.text
        )
        if linked * 2 > sum(prose):
            for line in self.lines:
                line.linked = 0.0
        self.prose = [len(line.text) if _is_prose(line) else 0 for line in self.lines]
        self._prose_sums = [0, *accumulate(self.prose)]
        self.total = self._prose_sums[-1]

    def prose_in(self, first: int, last: int) -> int:
        """Return the characters of prose in a range of lines."""
        return self._prose_sums[max(last, first)] - self._prose_sums[first]

    def by_title(self) -> tuple[Box, tuple[int, int]] | None:
        """Return the article's box and the first of the lines that show its title; None if none does."""
        for name in self._names():
            found = []
            for anchor in self._anchors(name):
                box = self._climb(anchor)
                if box is not None:
                    found.append((box.last - box.first, box, anchor))
            if found:
                _, box, anchor = min(found, key=lambda one: one[0])
                first = found[0][2]
                # a title above the box and again within: the box begins as the report does
                return box, first if first[0] < box.first else anchor
        return None

    def anchor_text(self, anchor: tuple[int, int]) -> str:
        """Return the title as the page shows it."""
        return "".join(line.text for line in self.lines[anchor[0] : anchor[1]])

    def _names(self) -> list[str]:
        """Return what the page's head says the title is, the surest first, squeezed."""
        meta = self.page.meta
        named = [meta.get(key, "") for key in ("articletitle", "og:title", "title")]
        parts = [part for part in _SEPARATORS.split(self.page.title) if part]
        named.append(self.page.title)
        named.extend("".join(parts[:last]) for last in range(len(parts), 0, -1))
        # the first part is the title on most sites, the name of the site on some
        named.extend(part for part in parts[1:] if not _SITE.search(part))
        squeezed = [_squeeze(name) for name in named]
        return [name for name in dict.fromkeys(squeezed) if len(name) >= 6]

    def _anchors(self, name: str) -> list[tuple[int, int]]:
        """Return where up to three lines together read as the title, end excluded."""
        found = []
        for first in range(len(self.lines)):
            text = ""
            for last in range(first, min(first + 3, len(self.lines))):
                if self.lines[last].linked > _LINKED:
                    break
                text += _squeeze(self.lines[last].text)
                if text == name:
                    found.append((first, last + 1))
                if not name.startswith(text) or len(text) >= len(name):
                    break
            if len(found) > _MANY:
                break
        return found

    def _climb(self, anchor: tuple[int, int]) -> Box | None:
        """Return the smallest box around the title with prose enough after it; None if the page has none."""
        enough = min(_ENOUGH_CHARS, self.total * 0.3)
        box: Box | None = self.lines[anchor[1] - 1].box
        while box is not None and (not self.total or self.prose_in(anchor[1], box.last) < enough):
            box = box.parent
        while box is not None and box.parent is not None and self._goes_on(box):
            box = box.parent
        return box

    def _goes_on(self, box: Box) -> bool:
        """Return whether the article goes on in the boxes beside: sections of one kind, or prose free of links."""
        above = box.parent
        if above is None or box.tag in ("td", "th"):
            return False
        if (above.first, above.last) == (box.first, box.last):
            return True
        beside = [child for child in above.children if child is not box and self.prose_in(child.first, child.last)]
        prose = self.prose_in(above.first, above.last) - self.prose_in(box.first, box.last)
        if not prose or self.prose_in(above.first, box.first) > self.prose_in(box.first, box.last):
            return False
        extra = [*self.lines[above.first : box.first], *self.lines[box.last : above.last]]
        if any(_END.match(line.text) for line in extra):
            return False
        if any(_is_junk(child) for child in beside):
            return False
        kind = all((child.tag, child.names) == (box.tag, box.names) for child in beside)
        linked = sum(line.linked * len(line.text) for line in extra)
        return linked < 0.02 * prose or (kind and linked < 0.2 * prose)

    def opening(self, anchor: tuple[int, int], box: Box) -> int:
        """Return the line at which the report begins: above its title may stand the letterhead, in like paragraphs."""
        line = self.lines[anchor[0]]
        if line.box.tag in _HEADINGS or _TITLE_NAMES.search(line.box.names.lower()):
            return anchor[0]
        first = anchor[0]
        for at in range(anchor[0] - 1, max(box.first, anchor[0] - 6) - 1, -1):
            near = self.lines[at]
            if near.box is not line.box and (near.box.parent is not line.box.parent or near.box.tag != line.box.tag):
                break
            if near.linked > 0 or _is_apart(near.text) or _PLACE.match(near.text):
                break
            first = at
        return first

    def by_prose(self) -> Box:
        """Return the box in which prose outweighs links the most."""
        worth = []
        for at, line in enumerate(self.lines):
            if line.linked > _LINKED:
                worth.append(-10.0 - 2 * len(line.text))
            elif _END.match(line.text):
                worth.append(-100.0)
            else:
                worth.append(0.0 if self._is_teaser(at) else float(self.prose[at]))
        for box in self.junk(0.8 * self.total):
            for at in range(box.first, box.last):
                worth[at] = min(worth[at], -float(self.prose[at]))
        sums = [0.0, *accumulate(worth)]
        # of equal boxes the innermost, which comes last
        best = max(reversed(self.boxes), key=lambda box: sums[box.last] - sums[box.first])
        return best if sums[best.last] - sums[best.first] > 0 else self.page.root

    def junk(self, most: float) -> list[Box]:
        """Return the outermost boxes that stand beside an article, unless they hold more prose than `most`."""
        found = []
        inner = [self.page.root]
        for box in inner:
            if _is_junk(box) and self.prose_in(box.first, box.last) <= most:
                found.append(box)
            else:
                inner.extend(box.children)
        return found

    def _is_teaser(self, at: int) -> bool:
        """Tell a summary of another page: under its linked title, or broken off."""
        line = self.lines[at]
        if line.text.endswith(("...", "……", "…", "详情", "[详细]", "更多>>")):
            return True
        above = self.lines[at - 1] if at else None
        return above is not None and above.linked > _LINKED and len(above.text) >= 8 and _beside(above.box, line.box)

    def title_before(self, box: Box) -> str:
        """Return the title that the head names, or the nearest heading above the article; empty if there is none."""
        named = self.page.meta.get("articletitle", "")
        if named:
            return named
        for at in range(box.first - 1, max(box.first - 12, 0) - 1, -1):
            line = self.lines[at]
            heads = line.box.tag in _HEADINGS or _TITLE_NAMES.search(line.box.names.lower())
            if heads and line.linked < 0.1 and 6 <= len(line.text) <= 100 and not _is_apart(line.text):
                return line.text
        parts = _SEPARATORS.split(self.page.title)
        return parts[0] if len(parts) > 1 and _SITE.search(parts[-1]) and len(parts[0]) >= 6 else ""


def _body(page: Page, search: _Search, first: int, last: int) -> tuple[list[int], list[str]]:
    """Return the report's lines within a range, and the page's own lines around them."""
    off: set[int] = set()
    prose = search.prose_in(first, last)
    for box in search.junk(0.4 * prose):
        if first <= box.first and box.last <= last:
            off.update(range(box.first, box.last))
    kept: list[int] = []
    dropped: list[str] = []
    read = 0
    for at in range(first, last):
        line = page.lines[at]
        if _END.match(line.text) and (read >= min(_ENOUGH_CHARS // 2, 0.3 * prose)) and read:
            break
        if at in off or line.linked > _LINKED or _is_bar(line.text):
            dropped.append(line.text)
            continue
        kept.append(at)
        read += search.prose[at]
    return _without_ends(page, search, kept, dropped), dropped


def _without_ends(page: Page, search: _Search, kept: list[int], dropped: list[str]) -> list[int]:
    """Take the page's own lines off the head and the tail of a report; they are added to `dropped`."""
    head = next(
        (at for at, place in enumerate(kept) if search.prose[place] and not _is_apart(page.lines[place].text)), 8
    )
    body: list[int] = []
    value = False
    for at, place in enumerate(kept):
        text = page.lines[place].text
        apart = at < head and (_is_apart(text) or bool(_PLACE.match(text)) or (value and len(text) < 60))
        # a label without its value: the value is the next line
        value = apart and bool(_META.match(text)) and text.rstrip(":： ").isalpha() and len(text) < 8
        if apart:
            dropped.append(text)
        else:
            body.append(place)
    while body and _closes(page.lines[body[-1]].text):
        dropped.append(page.lines[body.pop()].text)
    return body


def _origin(page: Page, dropped: list[str], near: list[str]) -> tuple[str, str]:
    """Return the page's date and source: from its head, else from the lines around the article."""
    published = next(
        (page.meta[key] for key in ("pubdate", "publishdate", "article:published_time") if key in page.meta), ""
    )
    source = next((page.meta[key] for key in ("contentsource", "source") if key in page.meta), "")
    for text in [*dropped, *near]:
        if not published and (found := _PUBLISHED.search(text)):
            published = found[1]
        if not source and (found := _SOURCE.search(text)):
            source = found[1]
    stamps = (found[1] for text in [*dropped, *near] if (found := _STAMP.match(text)))
    return published or next(stamps, ""), source


def _opens_with(lines: list[str], title: str) -> bool:
    """Return whether the lines above the first paragraph, or its beginning, show the title."""
    wanted = _squeeze(title)
    for at, line in enumerate(lines[:6]):
        if _squeeze("".join(lines[at : at + 4])).startswith(wanted):
            return True
        if "。" in line:
            return False
        if wanted in _squeeze(line):
            return True
    return False


def _squeeze(text: str) -> str:
    return "".join(text.split())


def _is_prose(line: Line) -> bool:
    return line.linked < 0.3 and len(line.text) >= _PROSE_CHARS and _PAUSE.search(line.text) is not None


def _is_junk(box: Box) -> bool:
    """Return whether a box is named or marked as something beside the article."""
    return box.tag in _JUNK_TAGS or (box.names != " " and _JUNK_NAMES.search(box.names.lower()) is not None)


def _is_apart(text: str) -> bool:
    """Return whether a line tells of the page: its date, source, visits, size of print, index."""
    if _STAMP.fullmatch(text) or _is_bar(text):
        return True
    return len(text) <= 300 and _META.match(text) is not None


def _closes(text: str) -> bool:
    """Return whether a line at the end of an article is the page's."""
    return _CLOSING.match(text) is not None or _TAIL.search(text) is not None


def _is_bar(text: str) -> bool:
    return len(text) <= 60 and (_BAR.fullmatch(text) is not None or _BAR_LEAD.match(text) is not None)


def _beside(one: Box, other: Box) -> bool:
    """Return whether two boxes stand in the same one, or one of them in the other."""
    return one is other or one.parent is other or other.parent is one or one.parent is other.parent
