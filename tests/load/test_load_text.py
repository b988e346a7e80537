"""Encodings, line ends and the measure of how well a text was read."""

import random

import pytest

from auditor.errors import ReadError
from auditor.load import load_bytes

PROSE = (
    "2023年，石桥镇人民政府坚持以习近平新时代中国特色社会主义思想为指导，深入学习贯彻习近平法治思想，全面落实法治政府建设"
    "各项任务，现将有关情况报告如下。一、主要工作（一）加强组织领导。镇党委书记认真履行推进法治建设第一责任人职责，全年召开"
    "专题会议4次，研究解决重点难点问题12个。（二）规范行政执法。开展执法人员培训3场，办理行政处罚案件26件，无一被撤销。"
    "（三）化解矛盾纠纷。建立镇村两级调解网络，共排查纠纷315起，调处成功308起，成功率97.8%。二、存在问题：执法力量薄弱，"
    "普法形式单一；部分干部运用法治思维的能力还有不足。三、下一步打算。健全重大行政决策程序，聘请法律顾问，加大宣传力度。\n"
)
TRADITIONAL = (
    "本鎮依照法律規定推動法治政府建設，現將有關情況報告如下。一、主要工作：加強組織領導，黨委書記履行第一責任人職責，"
    "全年召開專題會議四次，研究解決問題十二個。二、規範行政執法，開展執法人員訓練三場，辦理行政處罰案件二十六件。"
)
ENCODINGS = ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be"]


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("size", [4, 5, 8, 20, 60, 300, 2000])
def test_chinese_in_every_encoding(encoding, size):
    long = PROSE * 8
    places = range(0, 300, 13) if size < 300 else [0]
    for start in places:
        piece = long[start : start + size]
        assert load_bytes(piece.encode(encoding), "a.txt").text == piece


@pytest.mark.parametrize("size", [6, 20, 100])
def test_big5(size):
    for start in range(0, len(TRADITIONAL) - size + 1, 7):
        piece = TRADITIONAL[start : start + size]
        assert load_bytes(piece.encode("big5")).text == piece


@pytest.mark.parametrize("mark", ["utf-32-le", "utf-32-be", "gb18030"])
def test_rarer_byte_order_marks(mark):
    doc = load_bytes(("\ufeff" + PROSE).encode(mark))
    assert doc.text == PROSE
    assert doc.warnings == ()


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16-le"])
def test_long_ascii_before_the_first_chinese(encoding):
    text = "a,b;1.2\n" * 5000 + PROSE
    assert load_bytes(text.encode(encoding)).text == text


@pytest.mark.parametrize(
    "text", ["a", "ab", "2023", "plain English text, nothing else\n", "x" * 9000, "Grüße, café", "a" + "é" * 9000]
)
def test_text_without_chinese_is_utf_8(text):
    doc = load_bytes(text.encode())
    assert doc.text == text
    assert doc.warnings == ()


def test_utf_16_whose_first_bytes_look_like_ascii():
    # 潭 is two letters when read as ASCII, and the first byte beyond ASCII stands at an odd place
    text = "潭" * 300 + "行政执法" + PROSE
    assert load_bytes(text.encode("utf-16-le")).text == text


def test_odd_characters_speak_against_an_encoding():
    # read the other way round, these bytes hold a common character and a private one
    assert load_bytes("县柳店子".encode("utf-16-be")).text == "县柳店子"


def test_ascii_in_utf_16_without_mark():
    assert load_bytes("2023 report\n".encode("utf-16-le")).text == "2023 report\n"


def test_rare_characters_of_names():
    text = PROSE + "㙍塘村、𠮷家坪"
    assert load_bytes(text.encode("gb18030")).text == text


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_line_ends_become_line_feeds(encoding):
    doc = load_bytes("第一行\r\n第二行\r第三行\n\r\n第五行".encode(encoding))
    assert doc.text == "第一行\n第二行\n第三行\n\n第五行"
    assert [doc.line_of(doc.text.index(line)) for line in ("第一", "第三", "第五")] == [1, 3, 5]


@pytest.mark.parametrize(("encoding", "shown"), [("gb18030", "GB18030"), ("utf-16-be", "UTF-16 BE")])
def test_a_guessed_encoding_is_told(encoding, shown):
    (warning,) = load_bytes(PROSE.encode(encoding)).warnings
    assert shown in warning
    assert warning.endswith("。")


def test_a_certain_encoding_is_not():
    assert load_bytes(PROSE.encode()).warnings == ()
    assert load_bytes(PROSE.encode("utf-16")).warnings == ()


def test_gb18030_with_a_broken_byte_stays_readable():
    data = PROSE.encode("gb18030")
    doc = load_bytes(data[:100] + b"\xff" + data[100:])
    assert "法治政府" in doc.text
    assert "下一步打算" in doc.text
    assert doc.quality == round(1 - 1 / len(doc.text), 4)
    assert any("1 处字节无法识别" in line for line in doc.warnings)


@pytest.mark.parametrize("cut", [1, 2])
def test_utf_8_cut_inside_a_character(cut):
    doc = load_bytes(PROSE.strip().encode()[:-cut])
    assert doc.text == PROSE.strip()[:-1] + "\ufffd"
    assert doc.quality < 1


def test_utf_8_with_a_broken_byte_far_down():
    data = (PROSE * 40).encode()
    doc = load_bytes(data + b"\xff" + data)
    assert doc.text == PROSE * 40 + "\ufffd" + PROSE * 40


@pytest.mark.parametrize(
    ("text", "odd"),
    [
        ("法治\ue000建设报告很好", 1),
        ("法治\x07建设\x0c报告很好", 2),
        ("法治建设\U000f0000报告很好", 1),
        ("法治\t建设\n", 0),
    ],
)
def test_quality_counts_odd_characters(text, odd):
    doc = load_bytes(text.encode())
    assert doc.quality == round(1 - odd / len(text), 4)
    assert any(f"{odd} 个自造字或控制字符" in line for line in doc.warnings) == bool(odd)


def test_one_odd_character_in_a_long_text_still_shows():
    assert load_bytes(("法治建设" * 10_000 + "\x07").encode()).quality == 0.9999


@pytest.mark.parametrize("size", [80, 300, 5000, 40_000])
def test_rubbish_is_not_text(size):
    for seed in range(5):
        with pytest.raises(ReadError) as caught:
            load_bytes(random.Random(seed).randbytes(size), "a.txt")
        assert caught.value.code == "not-text"


def test_a_program_is_not_text():
    data = b"MZ\x90\0\x03\0\0\0" + bytes(range(256)) * 20 + b"This program cannot be run in DOS mode" * 20
    with pytest.raises(ReadError) as caught:
        load_bytes(data, "a.txt")
    assert caught.value.code == "not-text"


def test_a_text_of_mostly_private_characters_is_not_text():
    with pytest.raises(ReadError) as caught:
        load_bytes(("\ue001" * 50 + "法治建设").encode(), "a.txt")
    assert caught.value.code == "not-text"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16", "utf-32"])
def test_the_limit_of_a_text(encoding):
    long = (PROSE * 2000)[:300_000]
    assert load_bytes(long.encode(encoding), "a.txt").text == long
    for text in (long + "法", long * 30):
        with pytest.raises(ReadError) as caught:
            load_bytes(text.encode(encoding), "a.txt")
        assert caught.value.code == "too-large"
        assert caught.value.hint
