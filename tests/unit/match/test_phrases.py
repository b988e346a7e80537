"""Finding phrases in sentences: against a textbook oracle, and case by case."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from auditor.book import Element, Rule
from auditor.match.language import squeeze
from auditor.match.phrases import Finder
from auditor.model import Hit, Report, Role, Strength

ReportOf = Callable[..., Report]
RuleOf = Callable[..., Rule]
Search = Callable[..., list[str]]

# few characters, so that pieces of a phrase come again and overlap
LETTERS = "甲乙丙丁"
seeded = settings(derandomize=True, deadline=None, max_examples=600)


def distance(a: str, b: str) -> int:
    """Textbook Levenshtein distance."""
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        above, row = row, [i]
        for j, y in enumerate(b, 1):
            row.append(min(above[j] + 1, row[-1] + 1, above[j - 1] + (x != y)))
    return row[-1]


def nearest(phrase: str, text: str) -> int:
    """Distance of a phrase to the substring of a text that is nearest to it: try them all."""
    ends = range(len(text) + 1)
    return min(distance(phrase, text[a:b]) for a in ends for b in ends if a <= b <= a + 2 * len(phrase))


@st.composite
def phrase_and_sentence(draw: st.DrawFn, most: int = 3) -> tuple[str, int, str]:
    """Draw a phrase, the slips it allows, and a sentence that holds it with about that many slips."""
    phrase = draw(st.text(LETTERS, min_size=2, max_size=12))
    slips = draw(st.integers(0, min(most, len(phrase) - 1)))
    spoilt = list(phrase)
    for _ in range(draw(st.integers(0, slips + 1))):
        at = draw(st.integers(0, len(spoilt)))
        spoilt[at : at + draw(st.integers(0, 1))] = draw(st.text(LETTERS, max_size=1))
    around = st.text(LETTERS, max_size=6)
    return phrase, slips, draw(around) + "".join(spoilt) + draw(around)


def hits_of(phrase: str, report: Report, rule_of: RuleOf) -> list[Hit]:
    return Finder((rule_of(Element("e", "", deeds=(phrase,))),)).find(report)


@pytest.fixture
def search(report_of: ReportOf, rule_of: RuleOf) -> Search:
    """Return the words found for a phrase in sentences."""

    def found(phrase: str, *sentences: str, **more: object) -> list[str]:
        report = report_of(*sentences, **more)
        return [report.clean.text[hit.start : hit.end] for hit in hits_of(phrase, report, rule_of)]

    return found


@seeded
@given(phrase_and_sentence())
@example(("丙乙甲乙乙丙", 3, "丙乙甲丙丙"))
def test_what_lies_within_the_slips_is_found_at_its_least_distance(
    report_of: ReportOf, rule_of: RuleOf, drawn: tuple[str, int, str]
) -> None:
    phrase, slips, sentence = drawn
    hits = hits_of(f"{phrase}~{slips}", report_of(sentence + "。"), rule_of)
    least = nearest(phrase, sentence)
    assert min((hit.edits for hit in hits), default=None) == (least if least <= slips else None)
    for hit in hits:
        assert distance(phrase, sentence[hit.start : hit.end]) == hit.edits
    spoilt = [hit for hit in hits if hit.edits]
    assert all(one.end <= two.start for one, two in pairwise(spoilt))


@seeded
@given(phrase_and_sentence(most=1), phrase_and_sentence())
def test_sentences_are_searched_each_by_itself(
    report_of: ReportOf, rule_of: RuleOf, drawn: tuple[str, int, str], other: tuple[str, int, str]
) -> None:
    phrase, slips, first = drawn
    for one, two in ((first, other[2]), (other[2], first)):
        apart = [
            (hit.start + shift, hit.end + shift, hit.edits)
            for text, shift in ((one, 0), (two, len(one) + 1))
            for hit in hits_of(f"{phrase}~{slips}", report_of(text + "。"), rule_of)
        ]
        both = hits_of(f"{phrase}~{slips}", report_of(one + "。", two + "。"), rule_of)
        assert [(hit.start, hit.end, hit.edits) for hit in both] == apart


def test_of_windows_equally_near_the_one_of_the_phrases_length_is_taken(search: Search) -> None:
    assert "甲乙丙" in search("甲甲丙~2", "甲甲乙丙甲甲。")


def test_the_next_sentence_hides_no_hit(search: Search) -> None:
    phrase, cut_short = "重大行政执法决定法制审核制度全面推行", "重大行政执法决定法制审核制度全面"
    assert search(phrase, f"{cut_short}。", "另一句。") == [cut_short]
    assert search(phrase, f"{cut_short}。", "行动开始。") == [cut_short]


@seeded
@given(phrase_and_sentence(), st.lists(st.tuples(st.integers(0, 30), st.sampled_from("“”《》（） ")), max_size=5))
def test_marks_inside_a_phrase_change_nothing(
    report_of: ReportOf, rule_of: RuleOf, drawn: tuple[str, int, str], marks: list[tuple[int, str]]
) -> None:
    phrase, slips, sentence = drawn
    marked = sentence
    for at, mark in marks:
        marked = marked[:at] + mark + marked[at:]
    plain = hits_of(f"{phrase}~{slips}", report_of(sentence + "。"), rule_of)
    hits = hits_of(f"{phrase}~{slips}", report_of(marked + "。"), rule_of)
    assert [squeeze(marked[h.start : h.end]) for h in hits] == [sentence[h.start : h.end] for h in plain]


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("行政执法全过程记录制度", "制度"),
        ("重大执法决定法制审核", "审核"),
        ("法律顾问", "法律"),
        ("谁执法谁普法责任制全面落实到位了", "谁执法谁普法"),
    ],
)
def test_a_text_shorter_than_the_phrase_is_never_searched_in_the_phrase(search: Search, phrase: str, text: str) -> None:
    assert search(phrase, text) == []
    assert search(text, phrase + "。") == [text]


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("行政执法公示制度", "行政执法责任制度", None),
        ("行政执法公示制", "行政执法公示", None),
        ("三项制度", "各项制度", None),
        ("执法全过程记录制度", "执法全程记录制度", "执法全程记录制度"),
        ("执法全过程记录制度", "执法全过程的记录制度", "执法全过程的记录制度"),
        ("执法全过程记录制度", "执法全过程纪录制度", "执法全过程纪录制度"),
        ("执法全过程记录制度", "执法过程纪录制度", None),
        (
            "重大行政执法决定法制审核制度建立",
            "重大行政执法决定法治审核制度新建立",
            "重大行政执法决定法治审核制度新建立",
        ),
        ("重大行政执法决定法制审核制度建立", "重大行政执法的决定法治审核制度新建立", None),
    ],
)
def test_the_slips_a_phrase_bears_depend_on_its_length(
    search: Search, phrase: str, text: str, found: str | None
) -> None:
    assert search(phrase, f"我镇{text}情况。") == ([found] if found else [])


@pytest.mark.parametrize("pause", list("，、："))
def test_a_short_term_does_not_go_over_a_pause(search: Search, pause: str) -> None:
    assert search("平安乡村", f"建设平安{pause}乡村振兴。") == []
    assert search("平安乡村法治乡村", f"建设平安乡村{pause}法治乡村。") == []
    assert search("平安乡村和法治乡村", f"建设平安乡村{pause}和法治乡村。") == [f"平安乡村{pause}和法治乡村"]
    assert search("平安…乡村", f"建设平安{pause}乡村振兴。") == [f"平安{pause}乡村"]


@pytest.mark.parametrize("mark", ["“", "”", "《", "（", " "])
def test_a_short_term_goes_over_other_marks(search: Search, mark: str) -> None:
    assert search("平安乡村", f"建设平安{mark}乡村。") == [f"平安{mark}乡村"]


@pytest.mark.parametrize("stop", list("。！？；") + ["\n"])
@pytest.mark.parametrize("phrase", ["法律顾问", "聘请的法律顾问工作站", "法律…顾问", "#法律顾问"])
def test_nothing_goes_over_a_sentence_end(search: Search, stop: str, phrase: str) -> None:
    whole = {"法律…顾问": "法律顾问", "#法律顾问": "3法律顾问"}.get(phrase, phrase)
    half = len(whole) // 2
    assert search(phrase, whole + "。") == [whole]
    assert search(phrase, whole[:half] + stop, whole[half:] + "。") == []


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("聘请…法律顾问", "聘请了两名律师担任法律顾问", "聘请了两名律师担任法律顾问"),
        ("聘请…顾问", "聘请" + "甲" * 12 + "顾问", "聘请" + "甲" * 12 + "顾问"),
        ("聘请…顾问", "聘请" + "甲" * 13 + "顾问", None),
        ("聘请……顾问", "聘请" + "甲" * 30 + "顾问", "聘请" + "甲" * 30 + "顾问"),
        ("聘请……顾问", "聘请" + "甲" * 31 + "顾问", None),
        ("聘请…顾问", "聘情顾问", None),
        ("(聘请|外聘)…(律师|顾问)", "外聘专职律师", "外聘专职律师"),
        ("(甲|乙|丙|丁|戊|己|庚)(一|二|三|四|五|六|七)", "第庚七号", "庚七"),
        ("培训#(人|人次)", "培训120人次", "培训120人次"),
        ("培训#人", "培训3.5万余人", "培训3.5万余人"),
        ("培训#人", "培训600多人", "培训600多人"),
        ("补助#元", "补助600余万元", "补助600余万元"),
        ("培训#人", "培训二十三人", "培训二十三人"),
        ("培训#人", "培训人", None),
        ("培训#人", "培训0人", None),
        ("培训#人", "培训10人", "培训10人"),
        ("培训#人", "培训0.5万人", "培训0.5万人"),
        ("#村", "一村", None),
        ("上岗率#%", "上岗率达到100%", None),
        ("上岗率…#%", "上岗率达到100%", "上岗率达到100%"),
        ("互联网+政务服务", "“互联网+政务服务”", "互联网+政务服务"),
    ],
)
def test_shapes(search: Search, phrase: str, text: str, found: str | None) -> None:
    assert search(phrase, f"我镇{text}，成效好。") == ([found] if found else [])


@pytest.mark.parametrize("role", [Role.TITLE, Role.MASTHEAD, Role.SIGNATURE])
def test_title_masthead_and_signature_are_not_searched(search: Search, role: Role) -> None:
    assert search("法治政府", "北河镇法治政府建设报告。", role=role) == []


def test_a_hit_tells_its_words_apart_from_the_gap(report_of: ReportOf, rule_of: RuleOf) -> None:
    report = report_of("前一句。", "我镇聘请“两名”律师3人。")
    (hit,) = hits_of("聘请…律师#人", report, rule_of)
    text = report.clean.text
    assert [text[a:b] for a, b in hit.words] == ["聘请", "律师", "3", "人"]
    assert (hit.sentence, text[hit.start : hit.end]) == (1, "聘请“两名”律师3人")


def test_a_hit_names_its_row_element_strength_and_phrase(report_of: ReportOf, rule_of: RuleOf) -> None:
    element = Element("e", "", passing=("甲甲",), topics=("乙乙",), deeds=("丙丙",), facts=("丁丁",))
    hits = Finder((rule_of(element, id="Z3"),)).find(report_of("丁丁丙丙乙乙甲甲。"))
    assert [(h.rule, h.element, h.strength, h.phrase) for h in hits] == [
        ("Z3", "e", Strength.FACT, "丁丁"),
        ("Z3", "e", Strength.DEED, "丙丙"),
        ("Z3", "e", Strength.TOPIC, "乙乙"),
        ("Z3", "e", Strength.PASSING, "甲甲"),
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("防火第一责任人。", 0),
        ("防火的第一责任人。", 1),
        ("防火第一责任人、法治第一责任人。", 1),
        ("法治的第一责任人选。", 1),
    ],
)
def test_a_hit_inside_a_look_alike_is_left_out(report_of: ReportOf, rule_of: RuleOf, text: str, found: int) -> None:
    rule = rule_of(Element("e", "", topics=("第一责任人",)), masks=("防火第一责任人", "责任人选"))
    assert len(Finder((rule,)).find(report_of(text))) == found


@pytest.mark.parametrize(
    ("short", "long", "rows"),
    [
        ({}, {}, ["Z2"]),
        ({"shares": frozenset({"Z2"})}, {}, ["Z2", "Z1"]),
        ({}, {"shares": frozenset({"Z1"})}, ["Z2", "Z1"]),
        ({"judge": "form"}, {}, ["Z2", "Z1"]),
        ({}, {"judge": "form"}, ["Z2", "Z1"]),
    ],
)
def test_a_part_of_another_rows_longer_name_is_dropped_unless_shared(
    report_of: ReportOf, rule_of: RuleOf, short: dict[str, object], long: dict[str, object], rows: list[str]
) -> None:
    one = rule_of(Element("e", "", topics=("法律顾问",)), id="Z1", **short)
    two = rule_of(Element("e", "", topics=("村级法律顾问",)), id="Z2", **long)
    assert [hit.rule for hit in Finder((one, two)).find(report_of("村级法律顾问进村。"))] == rows


NAME, LONG_NAME = "法律顾问", "村级法律顾问"


@pytest.mark.parametrize(
    ("one", "other", "text"),
    [
        pytest.param({"deeds": (NAME,)}, {"deeds": (LONG_NAME,)}, "村级法律顾问。", id="a deed is no mere name"),
        pytest.param({"topics": (NAME,)}, {"passing": (LONG_NAME,)}, "村级法律顾问。", id="the other proves less"),
        pytest.param({"topics": (LONG_NAME,)}, {"topics": (LONG_NAME,)}, "村级法律顾问。", id="the same words"),
        pytest.param({"topics": (NAME,)}, {"topics": ("顾问进村制度",)}, "法律顾问进村制度。", id="it only begins"),
        pytest.param({"topics": (NAME,)}, {"topics": ("村级…顾问",)}, "村级法律顾问。", id="the other has a gap"),
        pytest.param({"topics": (NAME,)}, {"topics": (LONG_NAME,)}, "村级法律顾问和法律顾问。", id="elsewhere too"),
    ],
)
def test_a_name_stands_beside_another_rows_name_otherwise(
    report_of: ReportOf, rule_of: RuleOf, one: dict[str, tuple[str]], other: dict[str, tuple[str]], text: str
) -> None:
    rules = (rule_of(Element("e", "", **one), id="Z1"), rule_of(Element("e", "", **other), id="Z2"))
    assert sorted(hit.rule for hit in Finder(rules).find(report_of(text))) == ["Z1", "Z2"]


def test_a_row_keeps_the_parts_of_its_own_names(report_of: ReportOf, rule_of: RuleOf) -> None:
    rule = rule_of(Element("e", "", topics=(NAME, LONG_NAME)))
    assert [hit.phrase for hit in Finder((rule,)).find(report_of("村级法律顾问。"))] == [LONG_NAME, NAME]
