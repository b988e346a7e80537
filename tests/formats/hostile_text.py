"""Plain texts that mean harm: no text at all, endless lines, floods of signs, what makes patterns go back and forth."""

from __future__ import annotations

import random
from collections.abc import Callable

from formats.hostile_zip import REPORT

_MOST = 290_000
"""Characters: just below what is read as a text."""


def _text(piece: str, size: int, head: str = "", tail: str = "") -> Callable[[], bytes]:
    """Return the maker of a text of about `size` characters."""
    return lambda: (head + piece * (size // len(piece)) + tail).encode()


def _noise(size: int) -> Callable[[], bytes]:
    return lambda: random.Random(size).randbytes(size)


def _wide(encoding: str) -> bytes:
    return REPORT.encode(encoding) + b"\x4e"


NOISES: dict[str, Callable[[], bytes]] = {
    f"随机字节{suffix}": _noise(5_000 + at)
    for at, suffix in enumerate(
        (".docx", ".pdf", ".ofd", ".html", ".doc", ".wps", ".rtf", ".xlsx", ".zip", ".png", ".jpg", ".tif", ".txt")
    )
}
_WORK = "一、工作情况\n"
_PROBLEMS = "二、存在的问题\n"
TEXTS: dict[str, Callable[[], bytes]] = NOISES | {
    "零字节.txt": lambda: b"",
    "零字节.docx": lambda: b"",
    "零字节.pdf": lambda: b"",
    "只有空白.txt": _text(" \n\u3000\t", 100_000),
    "只有空字节.txt": lambda: bytes(100_000),
    "夹着空字节.txt": lambda: REPORT.encode().replace("，".encode(), b"\x00"),
    "只有一个字节.txt": lambda: b"\xe4",
    "UTF16缺半个字.txt": lambda: b"\xff\xfe" + _wide("utf-16-le"),
    "UTF16无标记缺半个字.txt": lambda: _wide("utf-16-be"),
    "UTF16只有代理.txt": lambda: b"\xff\xfe" + b"\x3d\xd8" * 5_000,
    "UTF32乱.txt": lambda: b"\xff\xfe\x00\x00" + b"\xff" * 4_001,
    "标记后无字.txt": lambda: b"\xef\xbb\xbf",
    "一千万字一行.txt": _text("法治", 10_000_000),
    "二百万行.txt": _text("\n", 2_000_000, tail="法治"),
    "五十万汉字无标点.txt": _text("法治政府建设情况良好", 500_000),
    "四十万个一顿.txt": _text("一、", 400_000),
    "一百万数字.txt": _text("7", 1_000_000),
    "一行到上限.txt": _text("法治政府建设情况良好", _MOST),
    "空行到上限.txt": _text("\n", _MOST, tail="法治"),
    "短行到上限.txt": _text("法\n", 60_000),
    "序号到上限.txt": _text("一、", _MOST),
    "左括号到上限.txt": _text("（", _MOST),
    "书名号到上限.txt": _text("《", _MOST),
    "引号到上限.txt": _text("“", _MOST),
    "第一条到上限.txt": _text("第一条", _MOST),
    "条文十万行.txt": _text("第一条\n", 60_000),
    "数字到上限.txt": _text("7", _MOST),
    "汉字数字到上限.txt": _text("三", _MOST),
    "数字串加单位词.txt": lambda: ("执法人员持证率参训人次办理案件" + "三" * 380 + "。").encode() * 100,
    "不到上限.txt": _text("不", _MOST),
    "和与顿号到上限.txt": _text("执法和普法、", _MOST),
    "逗号到上限.txt": _text("，", _MOST),
    "句号到上限.txt": _text("。", _MOST),
    "组合字符到上限.txt": _text("\u0301", _MOST),
    "零宽到上限.txt": _text("\u200b", _MOST, tail="法"),
    "双向控制.txt": _text("\u202e法\u202c", 100_000, head=REPORT),
    "私用区.txt": _text("\ue000", 50_000),
    "表情.txt": _text("😀", 100_000),
    "生僻字.txt": lambda: "".join(random.Random(1).choices([chr(c) for c in range(0x4E00, 0x9FA5)], k=50_000)).encode(),
    "标题不收.txt": _text("法治", _MOST),
    "镇镇镇.txt": _text("镇", _MOST),
    "页码接空格.txt": _text(" ", _MOST, head="-", tail="法"),
    "句中大段空格.txt": lambda: REPORT.replace("法律顾问", "法律" + " " * 250_000 + "顾问").encode(),
    "章中有章.txt": _text("甲一、乙。二、丙", 100_000),
    "井号到上限.txt": _text("#", _MOST),
    "标题数万个.txt": _text("# 法\n", 60_000),
    "问题上万个.txt": _text("一是执法力量薄弱；", 60_000, head=_PROBLEMS),
    "问题措施各数千.txt": lambda: (
        _PROBLEMS + "一是执法力量薄弱；" * 5_000 + "\n三、改进措施\n" + "一是加强执法力量；" * 5_000
    ).encode(),
    "原因上万个.txt": _text("由于执法薄弱，还有差距；", 60_000, head=_PROBLEMS),
    "持证上岗上万遍.txt": _text("持证上岗", 30_000, head=_WORK),
    "长短语差一字.txt": _text("执法全过程记录置度", 30_000, head=_WORK),
    "计划上万条.txt": _text("6月底前由司法所负责开展检查10次；", 60_000, head="三、下一步打算\n"),
    "繁体到上限.txt": _text("鄉鎮法治政府建設報告", 100_000),
    "全是回车.txt": _text("\r", _MOST, tail="法治"),
}
