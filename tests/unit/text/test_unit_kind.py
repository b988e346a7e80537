"""Which kind of unit a report is by."""

import pytest

from auditor.model import UnitKind
from auditor.text.segment import segment
from auditor.text.unit_kind import department_in, kind_of

TOWNSHIP, SUBDISTRICT, DEPARTMENT = UnitKind
BODY = "法治政府建设情况报告\n今年以来，扎实推进各项工作。\n一、工作情况\n全年学法6次。\n"


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("云溪县石桥镇2023年度法治政府建设情况报告", TOWNSHIP),
        ("石桥乡人民政府关于2023年度法治政府建设情况的报告", TOWNSHIP),
        ("白水苏木2023年度法治政府建设情况报告", TOWNSHIP),
        ("中共石桥镇委员会 石桥镇人民政府2023年度法治政府建设情况报告", TOWNSHIP),
        ("石桥镇综合行政执法办公室2023年度法治政府建设情况报告", TOWNSHIP),
        ("云溪县人民政府2023年度法治政府建设情况报告", TOWNSHIP),
        ("中共云溪县委2023年度法治政府建设情况报告", TOWNSHIP),
        ("高新区管理委员会2023年度法治政府建设情况报告", TOWNSHIP),
        ("2023年度法治政府建设情况报告", TOWNSHIP),
        ("云溪区石桥街道办事处2023年度法治政府建设情况报告", SUBDISTRICT),
        ("中共石桥街道工作委员会2023年度法治政府建设情况报告", SUBDISTRICT),
        ("云溪县司法局2023年度法治政府建设情况报告", DEPARTMENT),
        ("云溪县住房和城乡建设局关于2023年度法治政府建设情况的报告", DEPARTMENT),
        ("2023年度云溪县乡村振兴局法治政府建设工作总结", DEPARTMENT),
        ("云溪县发展和改革委员会2023年度法治政府建设情况报告", DEPARTMENT),
        ("中共云溪县司法局党组关于2023年度法治政府建设情况的报告", DEPARTMENT),
        ("云溪县市场监督管理局（知识产权局）2023年度法治政府建设情况报告", DEPARTMENT),
        # regions that are called like townships
        ("镇平县司法局2023年度法治政府建设情况报告", DEPARTMENT),
        ("新乡市牧野区农业农村局2023年度法治政府建设情况报告", DEPARTMENT),
        ("宁波市镇海区卫健委2023年度法治政府建设情况报告", DEPARTMENT),
        ("镇平县石桥街道2023年度法治政府建设情况报告", SUBDISTRICT),
    ],
)
def test_a_title_tells_the_kind(title: str, kind: UnitKind) -> None:
    assert kind_of((title, "", ""), "", "") is kind


@pytest.mark.parametrize(
    ("signature", "kind"), [("石桥镇人民政府", TOWNSHIP), ("石桥街道办事处", SUBDISTRICT), ("云溪县司法局", DEPARTMENT)]
)
def test_a_signature_tells_where_the_title_does_not(read, signature: str, kind: UnitKind) -> None:
    report = read(f"2023年度{BODY}{signature}\n2024年1月5日")
    assert (report.kind, report.unit, report.signature) == (kind, signature, signature)


@pytest.mark.parametrize(("own", "kind"), [("我镇", TOWNSHIP), ("我街道", SUBDISTRICT), ("我局", DEPARTMENT)])
def test_the_text_tells_where_no_name_does(read, own: str, kind: UnitKind) -> None:
    assert read(f"2023年度{BODY}{own}全年办案3件。").kind is kind


def test_a_departments_report_has_unit_letterhead_and_signature(read) -> None:
    report = read(f"云溪县司法局文件\n云溪县司法局关于2023年度{BODY}云溪县司法局\n2024年1月5日")
    assert (report.unit, report.letterhead) == ("云溪县司法局", "云溪县司法局文件")
    assert (report.signature, report.date) == ("云溪县司法局", "2024年1月5日")


def test_a_bureau_does_not_sign_a_townships_report(read) -> None:
    report = read(f"石桥镇2023年度{BODY}云溪县司法局")
    assert (report.signature, report.kind) == ("", TOWNSHIP)


@pytest.mark.parametrize("text", ["", "石桥社区居民委员会", "局", "今年以来，县司法局加强指导", "2023年度", "委员会"])
def test_what_is_no_department(text: str) -> None:
    assert department_in(text) == ""


def test_an_order_overrides_what_the_report_says(book, cleaned) -> None:
    text = cleaned(f"石桥镇2023年度{BODY}")
    assert segment(text, book.lexicon, kind=DEPARTMENT).kind is DEPARTMENT
