"""A commented draft -> the same without this program's own comments of earlier runs; those of people stay."""

from __future__ import annotations

from lxml import etree

from auditor.card import AUTHOR


def forget(body: etree._Element, comments: etree._Element) -> None:
    """Take the comments of earlier runs out of their part, and their marks out of the body."""
    space = f"{{{etree.QName(comments).namespace}}}"
    own = [one for one in comments.iter(f"{space}comment") if one.get(f"{space}author") == AUTHOR]
    numbers = {one.get(f"{space}id") for one in own}
    if not numbers:
        return
    for comment in own:
        comments.remove(comment)
    names = [space + name for name in ("commentRangeStart", "commentRangeEnd", "commentReference")]
    for mark in [mark for mark in body.iter(*names) if mark.get(f"{space}id") in numbers]:
        above = mark.getparent()
        if above is None:
            continue
        above.remove(mark)
        # the run that held a reference has nothing else to show
        if above.tag == f"{space}r" and all(part.tag == f"{space}rPr" for part in above):
            line = above.getparent()
            if line is not None:
                line.remove(above)
