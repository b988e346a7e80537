"""A unit's name -> which kind of unit it is: township, subdistrict, or a department of a county."""

from __future__ import annotations

import re
from collections import Counter

from auditor.model import UnitKind
from auditor.text.clean import HAN

# 新乡市, 镇平县: what a region is called does not make its bureau a township; 白水镇示范区 is no region
_REGION = re.compile(
    rf"^(?![^省市州盟县区旗]+(?:镇|乡|街道)(?![市县])[{HAN}]+区)[{HAN}]{{1,8}}?[省市州盟县区旗](?=[{HAN}]{{2}})"
)
_BEFORE = re.compile(r"^(?:关于|中共|(?:20)?\d\d年度?)+")
_NO_TOWNSHIP = re.compile("城乡|乡村|城镇|乡镇|集镇|民族乡村")
# the name of a unit stands before the year or before what the report is about
_NAME_END = re.compile(r"关于|(?:20)?\d\d年|二[〇○零]|年度|法治政府|法治建设|依法行政|推进|贯彻|落实|文件")
_DEPARTMENT = re.compile(rf"[{HAN}]{{2,24}}(?:局|委员会|委|办公室|大队|支队|中心)$")
_NOT_A_DEPARTMENT = re.compile(
    "管理委员会$|管委会$|[省市州盟县区旗工党]委$|居民委员会$|村民委员会$|居委会$|村委会$|常务委员会$|^委员会$"
)
_LONGEST_NAME = 100
"""Characters: what is longer is running text."""
_OURS = re.compile(
    "(?:我|全)(?P<township>镇|乡(?!村)|苏木)|(?:我|全)(?P<subdistrict>街道)|我(?P<department>局|委(?![员托派]))"
)


def department_in(text: str) -> str:
    """Return the name of the department that a title, letterhead or signature begins with; empty when there is none."""
    if len(text) > _LONGEST_NAME:
        return ""
    name = _NAME_END.split(_BEFORE.sub("", text.strip()), maxsplit=1)[0]
    name = re.sub(r"[^\w].*$|(?:党组|党委|党总支)$", "", name)
    own = _without_regions(name)
    if _township_or_street(own) or _NOT_A_DEPARTMENT.search(own):
        return ""
    return name if _DEPARTMENT.search(own) or re.fullmatch(rf"[{HAN}]{{2,}}局", own) else ""


def kind_of(names: tuple[str, ...], unit: str, text: str) -> UnitKind:
    """Return the kind of the unit that titles and signatures name, in this order; township where nothing tells.

    Where no name tells, how the text calls its own unit decides: 我街道, 我局.
    """
    for name in names:
        found = UnitKind.DEPARTMENT if department_in(name) else _township_or_street(_without_regions(name))
        if found is not None:
            return found
    found = _township_or_street(_without_regions(unit))
    if found is not None:
        return found
    said = Counter(match.lastgroup or "" for match in _OURS.finditer(text))
    return UnitKind(said.most_common(1)[0][0]) if said else UnitKind.TOWNSHIP


def _township_or_street(name: str) -> UnitKind | None:
    plain = _NO_TOWNSHIP.sub("", name)
    if "街道" in plain:
        return UnitKind.SUBDISTRICT
    return UnitKind.TOWNSHIP if re.search("镇|乡|苏木", plain) else None


def _without_regions(name: str) -> str:
    """Drop the province, city and county that a unit's name begins with."""
    name = _BEFORE.sub("", name.strip())
    while (found := _REGION.match(name)) is not None:
        name = name[found.end() :]
    return name
