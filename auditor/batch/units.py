"""Whose report a file is: from what its title, letterhead or signature say, else from the folder or the file's name."""

from __future__ import annotations

import re
from pathlib import Path

from auditor.ranking import Unit

_HAN = r"[\u3400-\u9fff〇]"
_COUNTY_END = r"(?:县|区|旗|市)"
_COUNTY = re.compile(
    rf"^(?P<province>{_HAN}{{2,7}}?(?:省|自治区|兵团))?(?P<city>(?:(?![县区旗]){_HAN}){{2,10}}?(?:市|州|盟|地区))?"
    # 沙市区 and 红旗县 are one name each
    rf"(?P<county>{_HAN}{{1,10}}?{_COUNTY_END}(?!{_COUNTY_END}(?!郊|中)))?(?:人民政府)?(?P<rest>{_HAN}{{2,}})$"
)
_OFFICE = re.compile(r"(?:党工委|党委|人民政府|办事处|委员会|政府)+$")
_TOWN = re.compile(rf"{_HAN}{{1,12}}?(?:镇|乡(?!镇)|街道|苏木)")
_NO_COUNTY = re.compile(r"(?:社区|辖区|片区|校区|景区|小区|乡镇区|地区)$")
_FOLDER_GOES_ON = rf"(?=$|(?!{_HAN})|报告|材料|上报|报送|各|乡镇|镇街|法治|政府|年)"
_NOT_A_NAME = re.compile(r"^(?:\d|各|全|本)")
_PASSING = re.compile(
    r"^[\d\s年度份.\-_]*(?:初稿|草稿|定稿|终稿|修改稿|送审稿?|报告|材料|法治政府.*)?[\d\s年度份.\-_]*$"
)
"""Folders that sort years and drafts, not places."""


def unit_of(named: str, path: str) -> Unit:
    """Return the unit of a report: `named` as its text names it, empty for nobody; `path` of the file."""
    folders = [part for part in reversed(Path(path).parts[:-1]) if part not in (".", "..", "/")]
    full = _OFFICE.sub("", named.removeprefix("中共"))
    guessed = not full
    if guessed:
        full = _OFFICE.sub("", next(filter(None, map(_town, (Path(path).stem, *folders))), Path(path).stem))
    city, county, name = _split(full)
    if not county:
        city, county, _ = _split(next(filter(None, map(_county, folders)), "") + name)
    apart = "" if county else next((folder for folder in folders if not _PASSING.match(folder)), "")
    return Unit(name, city + county, city, apart, guessed)


def _split(full: str) -> tuple[str, str, str]:
    """Return city, county and the name of the unit itself; a city with no county below it stands for one."""
    found = _COUNTY.match(full)
    if not found:
        return "", "", full
    city, county = found["city"] or "", found["county"] or ""
    return (city, county, found["rest"]) if county else ("", city, found["rest"])


def _town(name: str) -> str:
    """Return the town that a file or folder is named after; empty for none."""
    found = re.search(rf"(?:{_HAN}{{2,10}}?{_COUNTY_END})?{_TOWN.pattern}", name)
    return found[0] if found and not _NOT_A_NAME.match(found[0]) else ""


def _county(folder: str) -> str:
    """Return the county that a folder is named after; empty for none."""
    found = re.search(rf"(?:{_HAN}{{2,8}}?(?:市|州|盟))?{_HAN}{{1,8}}?{_COUNTY_END}{_FOLDER_GOES_ON}", folder)
    return found[0] if found and not _NO_COUNTY.search(found[0]) else ""
