"""Whose report a file is."""

import pytest

from auditor.batch.units import unit_of


@pytest.mark.parametrize(
    ("named", "county", "name"),
    [
        ("青山县白水镇人民政府", "青山县", "白水镇"),
        ("中共青山县白水镇委员会", "青山县", "白水镇"),
        ("永泉区人民政府槐柏里街道办事处", "永泉区", "槐柏里街道"),
        ("北京市榆滨区柳桥街道办事处", "北京市榆滨区", "柳桥街道"),
        ("椰岭市金屿街道", "椰岭市", "金屿街道"),
        ("湖南省湘西土家族苗族自治州龙山县里耶镇人民政府", "湘西土家族苗族自治州龙山县", "里耶镇"),
        ("内蒙古自治区锡林郭勒盟阿巴嘎旗伊和高勒苏木", "锡林郭勒盟阿巴嘎旗", "伊和高勒苏木"),
        ("水柏县榕塘坳苗族侗族乡人民政府", "水柏县", "榕塘坳苗族侗族乡"),
        ("青山县司法局", "青山县", "司法局"),
        ("荆州市沙市区解放街道办事处", "荆州市沙市区", "解放街道"),
        ("津市市白衣镇", "津市市", "白衣镇"),
        ("临川区市郊镇", "临川区", "市郊镇"),
        ("青山县新市镇人民政府", "青山县", "新市镇"),
        ("青山县红旗乡", "青山县", "红旗乡"),
        ("青山县城区街道", "青山县", "城区街道"),
        ("新市镇", "", "新市镇"),
        ("红旗镇人民政府", "", "红旗镇"),
    ],
)
def test_a_unit_is_taken_apart(named: str, county: str, name: str) -> None:
    found = unit_of(named, "报告/1.txt")
    assert (found.county, found.name, found.guessed) == (county, name, False)


@pytest.mark.parametrize(
    ("path", "county", "name"),
    [
        ("青山县/白水镇.docx", "青山县", "白水镇"),
        ("/数据/01青山县/2023/报告.docx", "青山县", "白水镇"),
        ("全市/青山县各乡镇报告/1.docx", "青山县", "白水镇"),
        ("云州市青山县/1.docx", "云州市青山县", "白水镇"),
        ("白水社区/1.docx", "", "白水镇"),
        ("辖区/1.docx", "", "白水镇"),
    ],
)
def test_the_county_is_taken_from_the_folder(path: str, county: str, name: str) -> None:
    assert unit_of("白水镇人民政府", path).county == county


def test_what_the_report_says_goes_before_the_folder() -> None:
    assert unit_of("青山县白水镇", "红旗县/1.docx").county == "青山县"


@pytest.mark.parametrize(
    ("path", "county", "name"),
    [
        ("青山县/白水镇2023年报告.docx", "青山县", "白水镇"),
        ("青山县/03白水镇/报告.pdf", "青山县", "白水镇"),
        ("青山县白水镇2023年度.txt", "青山县", "白水镇"),
        ("材料/abc.docx", "", "abc"),
        ("各乡镇/报告.docx", "", "报告"),
    ],
)
def test_a_report_that_names_nobody_goes_by_file_or_folder(path: str, county: str, name: str) -> None:
    found = unit_of("", path)
    assert (found.county, found.name, found.guessed) == (county, name, True)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("甲/白水镇.txt", "乙/白水镇.txt", False),
        ("甲/2022/白水镇.txt", "甲/2023年度/白水镇.txt", True),
        ("甲/草稿/白水镇.txt", "甲/定稿/白水镇.txt", True),
        ("甲/2022年报告/白水镇.txt", "甲/2023年报告/白水镇.txt", True),
    ],
)
def test_folders_keep_units_apart_but_years_and_drafts_do_not(one: str, other: str, same: bool) -> None:
    assert (unit_of("白水镇", one) == unit_of("白水镇", other)) is same
