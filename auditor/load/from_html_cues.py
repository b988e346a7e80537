"""Line of a web page -> whether it tells of the page and not of the article; words only, no places."""

from __future__ import annotations

import re

_LABELS = (
    "发布时间|发布日期|发布于|发文日期|成文日期|生成日期|公开日期|更新时间|时间|日期|信息来源|文章来源|稿件来源|来源|稿源|"
    "作者|编辑|责任编辑|责编|审核|审核人|签发|供稿|撰稿|录入|发布人|发布者|浏览次数|浏览量|浏览|阅读次数|阅读量|阅读|点击次数|"
    "点击数|点击量|点击率|点击|访问次数|访问量|字体大小|字体|字号"
)
_CARD = (
    "索引号|信息索引号|信息索引|主题分类|体裁分类|分类|组配分类|发布机构|发布单位|发文机关|发文单位|责任部门|公开机构|文号|"
    "发文字号|名称|标题|信息名称|公开方式|公开时限|公开范围|有效性|是否有效|统一编号|关键词|关键字|主题词|内容概述|服务对象|"
    "生效日期|实施日期|废止日期|失效日期|公开目录"
)
"""Labels of the index card above a disclosed document."""
_DAY = r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}"
_CLOCK = r"\s+\d{1,2}:\d{2}(?::\d{2})?"
_STAMP = re.compile(rf"[(（\[]?{_DAY}(?!\d)|.*{_DAY}{_CLOCK}")
_MOMENT = re.compile(rf"{_DAY}(?:{_CLOCK})?")
_META = re.compile(rf"[\[【(（]?\s*(?:{_LABELS}|{_CARD})\s*(?:[:：]|\t|$)")
_CARD_LABEL = re.compile(rf"(?:{_CARD})\s*[:：]?")
_PLACE = re.compile(r"(?:您?(?:现在|当前|目前|所在)*的?(?:所在)?位置\s*[:：])|(?:网站)?首页\s*[>＞»/→-]")
_BAR = re.compile(
    r"(?>字体大小|字体|字号|大|中|小|特大|超大|默认|正常|打印本页|打印此页|打印文章|打印|关闭窗口|关闭本页|关闭|分享到|分享至|"
    r"一键分享|分享|收藏本页|收藏|微信好友|微信|新浪微博|微博|QQ空间|QQ好友|QQ|朋友圈|人人网|复制链接|返回顶部|返回列表|返回|"
    r"上一页|下一页|TOP|朗读|语音播报|播报|纠错|点赞|A\+|A-|A|T|保存|下载|转发|更多|阅读全文|繁體|[|｜【】\[\]:：/>》\s+-])++",
    re.I,
)
_BAR_LEAD = re.compile(r".{0,4}扫一扫|用?手机扫|扫码|分享到|【?我要纠错|(?:网友)?评论$|我要评论|发表评论|打印本页")
_END = re.compile(
    r"(?:[【\[]?\s*(?:相关(?:文件|链接|阅读|解读|新闻|信息|文章|推荐|附件|政策|稿件|内容)|延伸阅读|推荐阅读|政策解读|解读材料|"
    r"热点(?:新闻|推荐)|热门(?:文章|推荐|信息)|最新(?:文章|信息|动态|发布)|猜你喜欢|为你推荐|图片新闻|通知公告|"
    r"网友评论|我要评论|发表评论|评论区|全部评论|最新评论|友情链接)"
    r"\s*[】\]]?\s*[:：]?\s*(?:[(（]\d+[)）]|更多[>»]*|[>»]+)?$)"
    r"|(?:上一篇|下一篇|上一条|下一条)(?:\s*[:：]|\s|暂无|没有|$)|(?:上篇|下篇)\s*[:：]"
)
_CLOSING = re.compile(
    r"[\[【(（]?\s*(?:信息来源|文章来源|稿件来源|来源|稿源|作者|责任编辑|编辑|责编|文章录入|初审|复审|终审|审核人?|签发|供稿|撰稿|录入|"
    r"发布时间|发布人|发布者|更新时间|浏览次数|浏览量|阅读次数|阅读量|点击次数|点击数|点击量|访问次数|访问量)\s*[:：]"
    r"|(?:相关)?附件(?:下载|列表)?[:：]?$|文件下载[:：]?$|(?:序号\s+)?附件名称|(?:主办|承办)[:：]|(?:免责|版权|法律)声明|\S{0,4}编辑[:：]|您?觉得(?:本文|这篇)"
)
"""Dates, numbers and key words are missing here: at its end they are the report's own."""
_IMPRINT = re.compile(
    r"版权所有|主办单位|承办单位|技术支持|网站标识码|ICP备|公网安备|网站地图|联系我们|政府网站找错|最佳(?:浏览|分辨率)|隐私声明|Copyright|©"
)
_DATE = r"\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}(?:\s*日)?(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?"
_PUBLISHED = re.compile(rf"(?:发布时间|发布日期|发布于|更新时间|时间|日期)\s*[:：\t]?\s*({_DATE})")
_SOURCE = re.compile(
    rf"(?:信息来源|文章来源|稿件来源|来源|稿源)\s*[:：]\s*([^\s|｜\]】]{{1,40}}?)(?=[\s|｜\]】]|(?:{_LABELS})\s*[:：]|$)"
)
_OWN = re.compile(
    r"[一二三四五六七八九十]{1,3}[、是]|[(（][一二三四五六七八九十]{1,3}[)）]|\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日$"
)


def squeeze(text: str) -> str:
    """Return a text without white space."""
    return "".join(text.split())


def is_bar(text: str) -> bool:
    """Return whether a line is made of controls: size of print, print, share, close."""
    return len(text) <= 60 and (_BAR.fullmatch(text) is not None or _BAR_LEAD.match(text) is not None)


def is_apart(text: str) -> bool:
    """Return whether a line above an article tells of the page: its place, date, source, visits, index card."""
    if is_bar(text) or _PLACE.match(text) or (len(text) <= 60 and _STAMP.match(text)):
        return True
    return len(text) <= 300 and _META.match(text) is not None


def is_card_label(text: str) -> bool:
    """Return whether a line is a label of an index card whose value stands apart."""
    return _CARD_LABEL.fullmatch(text) is not None


def is_end(text: str) -> bool:
    """Return whether a line heads what comes after an article: related pages, readings, comments, neighbours."""
    return _END.match(text) is not None


def closes(text: str) -> bool:
    """Return whether a line below an article tells of the page or the site."""
    return is_bar(text) or _CLOSING.match(text) is not None or _IMPRINT.search(text) is not None


def is_own(text: str) -> bool:
    """Return whether a line is a report's, wherever it stands: a chapter's heading, the date below the signature."""
    return _OWN.match(text) is not None


def published_in(text: str) -> str:
    """Return the date that a line gives under a label; empty if none."""
    found = _PUBLISHED.search(text)
    return found[1] if found else ""


def moment_in(text: str) -> str:
    """Return the date that a short line gives in figures; empty if none."""
    found = _MOMENT.search(text) if len(text) <= 60 else None
    return found[0] if found else ""


def source_in(text: str) -> str:
    """Return the source that a line names; empty if none."""
    found = _SOURCE.search(text)
    return found[1] if found else ""
