"""The phrase language: what compiles to what, and what is refused."""

import pytest

from auditor.match.language import Literal, PhraseError, Shape, compile_phrase, edits_for


def spelled(source: str) -> set[str]:
    compiled = compile_phrase(source)
    assert not isinstance(compiled, Shape)
    return {literal.text for literal in compiled}


@pytest.mark.parametrize(("length", "slips"), [(1, 0), (4, 0), (8, 0), (9, 1), (15, 1), (16, 2), (40, 2)])
def test_the_slips_allowed_grow_with_the_length(length: int, slips: int) -> None:
    assert edits_for(length) == slips
    phrase = "审" * length
    assert compile_phrase(phrase) == (Literal(phrase, slips),)


@pytest.mark.parametrize(
    ("source", "variants"),
    [
        ("法律顾问", {"法律顾问"}),
        ("(聘请|外聘)法律顾问", {"聘请法律顾问", "外聘法律顾问"}),
        ("(全面|)推行(公示|公开)", {"全面推行公示", "全面推行公开", "推行公示", "推行公开"}),
        ("“双随机、一公开”", {"双随机一公开"}),
        ("行政 执法", {"行政执法"}),
        ("(12.4|12·4)宣传", {"12.4宣传", "124宣传"}),
    ],
)
def test_a_phrase_without_gaps_is_spelled_out(source: str, variants: set[str]) -> None:
    assert spelled(source) == variants


def test_budget_is_counted_for_every_spelling_by_itself() -> None:
    compiled = compile_phrase("(行政|)执法全过程记录")
    assert {literal.text: literal.edits for literal in compiled} == {"行政执法全过程记录": 1, "执法全过程记录": 0}


@pytest.mark.parametrize("slips", [0, 1, 3])
def test_a_tilde_sets_the_slips(slips: int) -> None:
    (literal,) = compile_phrase(f"行政执法全过程记录~{slips}")
    assert (literal.text, literal.edits) == ("行政执法全过程记录", slips)


@pytest.mark.parametrize("source", ["聘请…法律顾问", "参训#人次", "(甲|乙|丙|丁|戊|己|庚)(一|二|三|四|五|六|七)"])
def test_gaps_numbers_and_too_many_spellings_make_a_shape(source: str) -> None:
    assert isinstance(compile_phrase(source), Shape)


@pytest.mark.parametrize(
    "source",
    ["", "、。", "…", "#", "(|)", "#…#", "(聘请", "聘请)", "(聘请|(外聘|请))顾问", "法律顾问~一", "法律顾问~-1"],
)
def test_a_phrase_outside_the_language_is_refused_by_name(source: str) -> None:
    with pytest.raises(PhraseError, match="短语“") as caught:
        compile_phrase(source)
    assert source in str(caught.value)


@pytest.mark.parametrize("source", ["设立了?调解室", "聘请|外聘法律顾问", "法律.*顾问", "法律顾问~"])
def test_signs_that_the_language_does_not_have_are_refused(source: str) -> None:
    with pytest.raises(PhraseError):
        compile_phrase(source)
