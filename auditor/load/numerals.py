"""Number -> the way a list spells it: 一, 十二, ①, １, iv, 甲 and so on."""

from __future__ import annotations

from collections.abc import Callable

_DIGITS = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_UNITS = ("", "十", "百", "千")
_LEGAL_UNITS = ("", "拾", "佰", "仟")
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def spell(count: int, spelling: str) -> str:
    """Spell a number in one of the format's spellings (`ST_NumberFormat`, ECMA-376 part 1, 17.18.59).

    Numbers that a spelling does not reach, such as 51 in circles, and unknown spellings come in Arabic digits.
    """
    if spelling == "none":
        return ""
    return _SPELLINGS.get(spelling, str)(count) or str(count)


def _counting(count: int) -> str:
    """Spell as one speaks: 十, 十一, 二十, 一百零五; empty from 10,000 on."""
    text = _with_units(count, "零" + _DIGITS[1:], _UNITS)
    return text[1:] if 10 <= count <= 19 else text


def _with_units(count: int, digits: str, units: tuple[str, ...]) -> str:
    if not 0 < count < 10_000:
        return digits[0] if count == 0 else ""
    written = str(count)
    text = ""
    for at, digit in enumerate(written):
        if digit != "0":
            text += digits[int(digit)] + units[len(written) - 1 - at]
        elif not text.endswith(digits[0]):
            text += digits[0]
    return text.rstrip(digits[0])


def _legal(count: int) -> str:
    return _with_units(count, _LEGAL, _LEGAL_UNITS)


def _digits(count: int) -> str:
    """Spell digit by digit: 一〇 for 10."""
    return "".join(_DIGITS[int(digit)] for digit in str(count))


def _full_width(count: int) -> str:
    return "".join(chr(ord(digit) + 0xFEE0) for digit in str(count))


def _row(first: str, size: int) -> Callable[[int], str]:
    """Spell with a row of characters that stand together in Unicode."""
    return lambda count: chr(ord(first) + count - 1) if 1 <= count <= size else ""


def _cycle(signs: str) -> Callable[[int], str]:
    return lambda count: signs[count - 1] if 1 <= count <= len(signs) else ""


def _circle(count: int) -> str:
    if count == 0:
        return "⓪"
    for first, sign, last in ((1, "①", 20), (21, "㉑", 35), (36, "㊱", 50)):
        if first <= count <= last:
            return chr(ord(sign) + count - first)
    return ""


def _letters(count: int) -> str:
    """Spell as Word does after z: aa, bb, up to thirty letters."""
    turns, letter = divmod(count - 1, 26)
    return chr(ord("a") + letter) * (turns + 1) if 1 <= count <= 780 else ""


def _roman(count: int) -> str:
    text = ""
    if count < 4000:
        for size, sign in _ROMAN:
            text += sign * (count // size)
            count %= size
    return text


_SPELLINGS: dict[str, Callable[[int], str]] = {
    "chineseCounting": _counting,
    "chineseCountingThousand": _counting,
    "taiwaneseCounting": _counting,
    "taiwaneseCountingThousand": _counting,
    "japaneseCounting": _counting,
    "chineseLegalSimplified": _legal,
    "ideographDigital": _digits,
    "japaneseDigitalTenThousand": _digits,
    "taiwaneseDigital": _digits,
    "ideographTraditional": _cycle(_STEMS),
    "ideographZodiac": _cycle(_BRANCHES),
    "ideographEnclosedCircle": _row("㊀", 10),
    "decimalEnclosedCircle": _circle,
    "decimalEnclosedCircleChinese": _circle,
    "decimalEnclosedParen": _row("⑴", 20),
    "decimalEnclosedFullstop": _row("⒈", 20),
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "decimalZero": lambda count: f"{count:02d}",
    "lowerLetter": _letters,
    "upperLetter": lambda count: _letters(count).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda count: _roman(count).upper(),
}
