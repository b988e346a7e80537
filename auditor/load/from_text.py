"""Bytes of a plain text -> str: the encoding found by what makes sense as Chinese, and how much came out odd."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass

from auditor.errors import ReadError
from auditor.load.extract import Extract

MAX_CHARS = 300_000
"""Fifteen times a long report; the slowest text of this size takes about a minute to judge."""
_MOST_BYTES = 4
"""That a character takes in any of the encodings."""
_SAMPLE_BYTES = 8192
_BOMS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_CANDIDATES = ("utf-8", "gb18030", "big5", "utf-16-le", "utf-16-be")
"""In the order of preference where two make the same sense; gb2312 and gbk are parts of gb18030."""
_SHOWN = {
    "utf-8": "UTF-8",
    "gb18030": "GB18030（含 GBK）",
    "big5": "Big5",
    "utf-16-le": "UTF-16 LE",
    "utf-16-be": "UTF-16 BE",
}
_ODD = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ue000-\uf8ff\ufffd\U000f0000-\U0010ffff]")
_HAN = re.compile("[\u3400-\u9fff]")
_LINE_END = re.compile(r"\r\n?")
# The most frequent characters of general Chinese, then those of administrative prose, then the traditional forms.
_COMMON = frozenset(
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里"
    "用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实"
    "日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政"
    "美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员"
    "解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件"
    "计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼书非则听白却界达光放强即像难且权思王象"
    "完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清今切院让识候带导争运笔改收根干"
    "造言联持组每济车亲极林服快办议往元英士证近失转夫令准布始怎呢存未远叫台单影具罗字爱击流备兵连调深商算"
    "质团集百需价花党华城石级整府离况亚请技际约示复病息究线似官火断精满支视消越器容照须九增研写称企八功吗"
    "包片史委乎查轻易早曾除农找装广显吧阿李标谈吃图念六引历首医局突专费号尽另周较注语仅考落青随选列武红响"
    "虽推势参希古众构房半节土投某案黑维革划敌致陈律足态护七兴派孩验责营星够章音跟志底站严巴例防族供效续施"
    "留讲型料终答紧黄绝奇察母京段依批群项故按河米围江织害斗双境客纪采举杀攻父苏密低朝友诉止细愿千值仍男钱"
    "破网热助倒育属坐帝限船脸职速刻乐否刚威毛状率甚独球般普怕弹校苦创"
    "镇乡街村居署训监督落依普宣审查执罚诚履职廉纠纷调解访矛盾化预警应急综网格职责履推进贯彻习近平思想述职"
    "健完善机制公开透明政务服务示范培训学习宪法典律师顾问合法性决策程序规范文件清理备案复议诉讼应诉考核评估"
    "宣传阵地氛围意识素养专题会议领导班子干部第一责任干群众满意度短板弱项不足存在薄弱力量队伍经费保障下步打算"
    "區國學時會動發來對當開業關長東問門見機權義務報總統結經濟產員際術導據證議論認調計設許講記該語請護讓讀變"
    "為與無後現實過還進運達邊這們個從應愛戰戶萬幾樂亂書買質費資賣車軍農連遠選鄉鎮難電題類響頭願風體點黨齊眾"
    "參處號衛製複訓訴評課辦辯數標樣條檢構準滿漢獨環確禮種積稱穩範節築級約紀純細終組織給維網線練縣聯職腦臨舉"
    "舊華藝藥術補裝覺觀規視親觸針銀錄錢鍵閉間陽隊階隨雙離雜雲飛養餘馬驗龍歲歷決況淨減測滅災煙熱營獎獲當監盤"
    "，。、；：？！“”‘’（）《》〈〉【】「」—…·○〇％．０１２３４５６７８９"
)


@dataclass(frozen=True, slots=True)
class _Guess:
    encoding: str
    text: str
    sense: float
    """Points a byte: 1 where everything is common Chinese, 0.3 for ASCII, below 0 for rubbish."""


def read(data: bytes, name: str) -> Extract:
    """Decode a text file, line ends as line feeds, with a warning where the encoding was guessed.

    The order is: byte order mark, strict UTF-8 with Chinese in it, then whichever encoding gives the most common
    Chinese characters. Raises `ReadError`: not-text or too-large.
    """
    # the byte order mark takes four bytes at most
    if len(data) > MAX_CHARS * _MOST_BYTES + 4:
        raise too_long(name)
    text, warnings = decode(data, name)
    if len(text) > MAX_CHARS:
        raise too_long(name)
    if text and quality_of(text) < 0.7:
        raise _not_text(name)
    return Extract(text, tuple(warnings))


def too_long(name: str) -> ReadError:
    """Build the error for a text over `MAX_CHARS`."""
    said = f"「{name}」的文字超过 {MAX_CHARS // 10_000} 万字的上限，不像是一份报告。"
    return ReadError("too-large", said, "请只留报告正文，另存一份后再审。")


def decode(data: bytes, name: str) -> tuple[str, list[str]]:
    """Return the text with line ends as line feeds, and a warning where its encoding was guessed.

    Raises `ReadError`: not-text.
    """
    encoding, start, warnings = _encoding_of(data, name)
    return _LINE_END.sub("\n", data[start:].decode(encoding, errors="replace")).removeprefix("\ufeff"), warnings


def odd_count(text: str) -> int:
    """Count characters that no author typed: replacement, private use, control, lone surrogates."""
    return sum(1 for _ in _ODD.finditer(text))


def quality_of(text: str) -> float:
    """Return the share of characters that are not odd, 0-1, to four places; 1 for an empty text."""
    if not text:
        return 1.0
    odd = odd_count(text)
    # a single odd character in a long text must not round away
    return min(round(1 - odd / len(text), 4), 0.9999) if odd else 1.0


def odd_warnings(text: str) -> list[str]:
    """Say in Chinese how many characters are odd, undecodable ones apart; empty if none."""
    lost = text.count("\ufffd")
    strange = odd_count(text) - lost
    warnings = []
    if lost:
        warnings.append(f"文中有 {lost} 处字节无法识别，显示为“\ufffd”，可能影响审核，请核对原文。")
    if strange:
        warnings.append(f"文中有 {strange} 个自造字或控制字符，可能影响审核，请核对原文。")
    return warnings


def _encoding_of(data: bytes, name: str) -> tuple[str, int, list[str]]:
    """Return the encoding, the length of the byte order mark, and a warning where the encoding is a guess."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return encoding, len(mark), []
    if b"\x00" not in data:
        try:
            if data.isascii() and len(data) > 64 or _HAN.search(data.decode("utf-8")):
                return "utf-8", 0, []
        except UnicodeDecodeError:
            pass
    sample = _sample(data)
    best = max((_guess(sample, encoding) for encoding in _CANDIDATES), key=lambda guess: guess.sense)
    if best.encoding == "utf-8" and "\ufffd" not in best.text and b"\x00" not in sample:
        return "utf-8", 0, []
    quality = quality_of(best.text)
    flawed = quality < 1 or b"\x00" in sample
    # a few rare characters may be names of villages; a longer text without common ones is none
    senseless = best.sense < (0.2 if flawed else 0.1) and (flawed or len(sample) >= 32)
    if quality < 0.7 or senseless:
        raise _not_text(name)
    shown = _SHOWN[best.encoding]
    return best.encoding, 0, [f"文件没有标明编码，已按 {shown} 读取；如有乱码，请用记事本另存为 UTF-8 后再审。"]


def _sample(data: bytes) -> bytes:
    """Cut the stretch that tells encodings apart: from the first byte beyond ASCII, at an even place for UTF-16."""
    found = re.search(rb"[\x80-\xff\x00]", data)
    start = max(found.start() - 512, 0) & ~1 if found else 0
    return data[start : start + _SAMPLE_BYTES]


def _guess(sample: bytes, encoding: str) -> _Guess:
    """Decode the sample and weigh how much sense it makes."""
    text = sample.decode(encoding, errors="replace")
    if len(sample) == _SAMPLE_BYTES:
        # the cut may have split the last character
        text = text.rstrip("\ufffd")
    points = 0.0
    for char, count in Counter(text).items():
        points += count * _weight(char) * _width(char, encoding)
    return _Guess(encoding, text, points / max(len(sample), 1))


def _weight(char: str) -> float:
    """Return what a character says for its encoding."""
    if char in _COMMON:
        return 1.0
    if " " <= char <= "~" or char in "\t\r\n":
        return 0.3
    if _ODD.match(char) or unicodedata.category(char) == "Cn":
        return -1.0
    return 0.0


def _width(char: str, encoding: str) -> int:
    """Return the bytes that a character took, so that encodings of different width compare."""
    if char == "\ufffd":
        return 1
    if encoding.startswith("utf-16"):
        return 2
    if char.isascii():
        return 1
    return 3 if encoding == "utf-8" else 2


def _not_text(name: str) -> ReadError:
    return ReadError(
        "not-text",
        f"「{name}」不是文字文件，或者编码无法识别。",
        "请确认选对了文件；是报告的，请用 Word 另存为 .docx，或用记事本另存为 UTF-8 编码的 .txt。",
    )
