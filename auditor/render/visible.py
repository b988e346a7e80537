"""Text from files and file names -> text that shows all of itself: nothing in it steers a screen, a page or a table."""

from __future__ import annotations

import re

# controls, invisible and direction marks, line separators, surrogates and what XML cannot hold
UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\uffff]"
)
"""Characters that show nothing of themselves."""
_BREAKS = re.compile("[\t-\r\x85\u2028\u2029]")
MARK = "\ufffd"


def visible(text: str, mark: str = MARK) -> str:
    """Put `mark` for every control, direction mark or invisible character, and a blank for every tab and line break."""
    return marked(_BREAKS.sub(" ", text), mark)


def marked(text: str, mark: str = MARK) -> str:
    """Put `mark` for every control, direction mark or invisible character; tabs and line breaks stay."""
    return UNSEEN.sub(mark, text)


def encodable(text: str) -> str:
    """Put `?` for what UTF-8 cannot hold: the bytes of a file name that is in another encoding."""
    return text.encode("utf-8", "replace").decode("utf-8")
