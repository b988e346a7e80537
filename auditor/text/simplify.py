"""Traditional characters -> simplified ones, one for one. Other spellings are for `clean`."""

from __future__ import annotations

import re

_TRADITIONAL_FROM = 0.02
"""Share of characters outside GB 2312: a third in a traditional text, far below a hundredth in a simplified one."""
_RUN = re.compile("[\u3400-\u9fff]+")
_KEPT = re.compile("覆(?=议|核|查|函|信)")
"""Left as it is by the converter, for 覆 is right in 覆盖; in these words the simplified form is 复."""


def simplified(text: str) -> str:
    """Return a text in simplified characters, as long as the text given; one that is not traditional as it is.

    Works on whole words, since 著 is 着 or 著 and 瞭 is 了 or 瞭 by the word it stands in. Never raises.
    """
    if not _is_traditional(text):
        return text
    # the dictionaries take longer to load than a report to audit, and hardly any report needs them
    from opencc import OpenCC

    convert = OpenCC("tw2s").convert

    def run(found: re.Match[str]) -> str:
        words = str(convert(found[0]))
        if len(words) == len(found[0]):
            return words
        return "".join(one if len(one := convert(char)) == 1 else char for char in found[0])

    return _KEPT.sub("复", _RUN.sub(run, text))


def _is_traditional(text: str) -> bool:
    """Return whether enough characters stand outside GB 2312, which holds the simplified ones in use."""
    used = set(text)
    common = set("".join(used).encode("gb2312", "ignore").decode("gb2312"))
    rare = {char for char in used - common if _RUN.match(char)}
    return bool(rare) and sum(char in rare for char in text) > len(text) * _TRADITIONAL_FROM
