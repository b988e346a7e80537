"""The public JSON keeps its promises, whatever the report looks like and however it was stored."""

import json
from pathlib import Path

import docx
import pytest
import yaml
from jsonschema import Draft202012Validator

from auditor.load import load_file
from auditor.render.to_json import SCHEMA, schema

CODES = ["absent", "mentioned", "done", "evidenced"]


def in_word(text, path):
    document = docx.Document()
    for line in text.split("\n"):
        document.add_paragraph(line)
    document.save(path)


def wrapped(text):
    """Break every line after 30 characters, as a copy from a PDF is."""
    return "\n".join(line[at : at + 30] for line in text.split("\n") for at in range(0, max(len(line), 1), 30))


@pytest.fixture(scope="module")
def paths(seeds, tmp_path_factory):
    """The real reports, one of them stored in every manner, in an order that no sorting gives; one cannot be read."""
    folder = tmp_path_factory.mktemp("文件")
    text = seeds[0].read_text("utf-8")
    stored = {
        "换行.txt": text.replace("\n", "\r\n").encode(),
        "国标.txt": text.encode("gb18030"),
        "折行.txt": wrapped(text).encode(),
        "散字.txt": " ".join(text).encode("utf-8-sig"),
        "全角.txt": text.translate({n: n + 0xFEE0 for n in range(0x21, 0x7F)}).encode("utf-16"),
        "空报告.txt": "今天天气很好。".encode(),
    }
    for name, content in stored.items():
        (folder / name).write_bytes(content)
    in_word(text, folder / "文档.docx")
    made = [folder / name for name in [*stored, "文档.docx"]]
    return [made[2], *reversed(seeds), folder / "没有.txt", made[0], made[1], *made[3:]]


@pytest.fixture(scope="module")
def result(program, paths):
    ran = program("check", *paths, "-f", "json")
    assert ran.code == 3
    return json.loads(ran.out)


@pytest.fixture(scope="module")
def verdicts(result):
    """Every verdict with a name to find it by."""
    return [(f"{Path(d['path']).name} {v['rule']}", v) for d in result["documents"] for v in d["verdicts"]]


@pytest.fixture(scope="module")
def quotes(result):
    """Every quote with a name to find it by and its document's text."""
    out = []
    for document in result["documents"]:
        text = load_file(Path(document["path"])).text
        for verdict in document["verdicts"]:
            for quote in [*verdict["evidence"], *filter(None, [verdict["nearest"]])]:
                out.append((f"{Path(document['path']).name} {verdict['rule']}", quote, text))
    assert len(out) > 100
    return out


@pytest.fixture(scope="module")
def checklist(root):
    return yaml.safe_load((root / "rules" / "checklist.yaml").read_text("utf-8"))


def squeezed(text):
    return "".join(text.split())


def test_published_schema_is_the_generated_one(program):
    assert SCHEMA.read_text("utf-8") == schema() == program("schema").out


def test_result_follows_the_schema(result):
    Draft202012Validator.check_schema(json.loads(schema()))
    errors = Draft202012Validator(json.loads(schema())).iter_errors(result)
    assert [f"{error.json_path}: {error.message}" for error in errors] == []


@pytest.mark.parametrize("options", [[], ["--only", "A2,E1"], ["--year", "2020"], ["--as", "department"]], ids=" ".join)
def test_small_runs_follow_the_schema(program, report, tmp_path, options):
    made = json.loads(program("check", report, tmp_path / "没有.txt", *options, "-f", "json").out)
    Draft202012Validator(json.loads(schema())).validate(made)
    assert (len(made["documents"]), len(made["errors"])) == (1, 1)


def test_run_without_any_document_follows_the_schema(program, tmp_path):
    made = json.loads(program("check", tmp_path / "没有.txt", "-f", "json").out)
    Draft202012Validator(json.loads(schema())).validate(made)
    nothing = {"documents": 0, "passed": 0, "refused": 0, "not_applicable": 0}
    assert made["summary"] == nothing | {"errors": 1, "mean_score": None}


@pytest.mark.parametrize(
    "change",
    [
        lambda r: r.update(extra=1),
        lambda r: r.pop("summary"),
        lambda r: r.update(schema_version="2"),
        lambda r: r["documents"][0].pop("verdicts"),
        lambda r: r["documents"][0]["verdicts"][0].update(level=4),
        lambda r: r["documents"][0]["verdicts"][0].update(code="perfect"),
        lambda r: r["documents"][0]["verdicts"][0].pop("applicable"),
        lambda r: r["documents"][0].update(kind="village"),
        lambda r: r["documents"][0].pop("overlays"),
        lambda r: r["documents"][0]["verdicts"][0].update(flags=["lucky"]),
        lambda r: r["documents"][0]["verdicts"][0].update(points=-1),
        lambda r: r["documents"][0]["verdicts"][0]["evidence"][0].update(quote=""),
        lambda r: r["documents"][0]["verdicts"][0]["evidence"][0].update(line=0),
        lambda r: r["errors"][0].pop("hint"),
        lambda r: r["documents"][0].pop("ledger"),
        lambda r: r["documents"][0]["ledger"]["additions"][0].update(gain=0),
    ],
)
def test_schema_refuses_what_breaks_the_shape(result, change):
    broken = json.loads(json.dumps(result))
    change(broken)
    assert not Draft202012Validator(json.loads(schema())).is_valid(broken)


@pytest.mark.parametrize(
    ("place", "keys"),
    [
        (lambda r: r, "schema_version tool checklist documents errors summary"),
        (
            lambda r: r["documents"][0],
            "path sha256 title unit kind year date overlays score max_score grade passed refusal "
            "reading verdicts flaws ledger",
        ),
        (
            lambda r: r["documents"][0]["verdicts"][0],
            "rule title group core level code flags points max_points reason advice basis evidence nearest applicable",
        ),
        (lambda r: r["documents"][0]["verdicts"][0]["evidence"][0], "quote section start end line page"),
        (lambda r: r["errors"][0], "path code message hint"),
    ],
    ids=["result", "document", "verdict", "evidence", "error"],
)
def test_keys_keep_their_order(result, place, keys):
    assert " ".join(place(result)) == keys


def test_documents_come_in_the_order_named(result, paths):
    assert [d["path"] for d in result["documents"]] == [str(path) for path in paths if path.exists()]
    assert [e["path"] for e in result["errors"]] == [str(path) for path in paths if not path.exists()]


def test_every_row_comes_once_in_the_checklists_order(result, checklist):
    for document in result["documents"]:
        assert [v["rule"] for v in document["verdicts"]] == list(checklist["rows"]), document["path"]


def test_rows_carry_their_weight_group_and_core_mark(verdicts, checklist):
    for name, verdict in verdicts:
        row = checklist["rows"][verdict["rule"]]
        assert verdict["max_points"] == row["points"], name
        assert verdict["core"] is row.get("core", False), name
        assert verdict["group"] == verdict["rule"][0], name
        assert verdict["title"], name
        assert verdict["basis"], name


def test_level_code_and_points_agree(verdicts, checklist):
    assert {verdict["level"] for _, verdict in verdicts} == {0, 1, 2, 3}
    for name, verdict in verdicts:
        assert verdict["code"] == CODES[verdict["level"]], name
        share = checklist["shares"][verdict["code"]]
        assert verdict["points"] == pytest.approx(verdict["max_points"] * share, abs=0.005), name
        assert 0 <= verdict["points"] <= verdict["max_points"], name


def test_score_is_the_sum_of_points(result):
    for document in result["documents"]:
        for total, part in (("score", "points"), ("max_score", "max_points")):
            assert document[total] == pytest.approx(sum(v[part] for v in document["verdicts"])), document["path"]


def test_grade_and_pass_follow_from_the_score(result, checklist):
    bounds = sorted(((g["from_percent"], g["name"]) for g in checklist["grades"]), reverse=True)
    for document in result["documents"]:
        if document["refusal"]:
            assert (document["grade"], document["passed"]) == (None, None), document["path"]
            continue
        percent = document["score"] / document["max_score"] * 100
        assert document["grade"] == next(name for bound, name in bounds if percent >= bound), document["path"]
        assert document["passed"] is (percent >= checklist["pass_mark"]), document["path"]


def test_ledger_accounts_for_every_missing_point(result):
    for document in result["documents"]:
        account = document["ledger"]
        short = {
            v["rule"]: v["max_points"] - v["points"] for v in document["verdicts"] if v["points"] < v["max_points"]
        }
        assert {row["rule"]: row["lost"] for row in account["rows"]} == pytest.approx(short), document["path"]
        for part in ("rows", "groups"):
            assert sum(row["lost"] for row in account[part]) == pytest.approx(account["lost"]), document["path"]
        assert account["lost"] == pytest.approx(document["max_score"] - document["score"]), document["path"]


def test_summary_counts_the_run(result):
    documents = result["documents"]
    graded = [d for d in documents if d["refusal"] is None]
    assert 0 < len(graded) < len(documents)
    percents = [d["score"] / d["max_score"] * 100 for d in graded]
    assert result["summary"] == {
        "documents": len(documents),
        "errors": 1,
        "passed": sum(d["passed"] for d in graded),
        "refused": len(documents) - len(graded),
        "not_applicable": 0,
        "mean_score": pytest.approx(sum(percents) / len(percents), abs=0.01),
    }
    assert 0 < result["summary"]["passed"] < len(documents)


def test_level_above_0_has_one_to_six_quotes_and_level_0_none(verdicts):
    wrong = [name for name, v in verdicts if not (1 <= len(v["evidence"]) <= 6 if v["level"] else not v["evidence"])]
    assert wrong == []


def test_nearest_passage_stands_only_where_evidence_is_missing(verdicts):
    assert [name for name, v in verdicts if v["nearest"] and v["level"]] == []


def test_every_level_has_its_reason_and_every_loss_its_advice(verdicts):
    assert [name for name, v in verdicts if not v["reason"].endswith("。")] == []
    assert [name for name, v in verdicts if bool(v["advice"]) != (v["level"] < 3)] == []


def test_quote_is_the_text_between_its_offsets(quotes):
    for name, quote, text in quotes:
        assert 0 <= quote["start"] < quote["end"] <= len(text), name
        assert squeezed(quote["quote"]) == squeezed(text[quote["start"] : quote["end"]]), name


def test_quote_is_one_trimmed_line(quotes):
    assert [name for name, q, _ in quotes if q["quote"] != q["quote"].strip() or "\n" in q["quote"]] == []


def test_line_is_where_the_quote_begins(quotes):
    assert len({quote["line"] for _, quote, _ in quotes}) > 20
    for name, quote, text in quotes:
        assert quote["line"] == text[: quote["start"]].count("\n") + 1, name


def test_formats_without_pages_give_no_page(quotes):
    assert {quote["page"] for _, quote, _ in quotes} == {None}


def test_same_quote_is_not_given_twice_for_a_row(verdicts):
    wrong = [name for name, v in verdicts if len({(e["start"], e["end"]) for e in v["evidence"]}) < len(v["evidence"])]
    assert wrong == []


@pytest.mark.parametrize("name", ["换行.txt", "国标.txt", "散字.txt", "全角.txt", "文档.docx"])
def test_manner_of_storing_changes_no_level(result, seeds, name):
    levels = {Path(d["path"]).name: [(v["rule"], v["level"]) for v in d["verdicts"]] for d in result["documents"]}
    assert levels[name] == levels[seeds[0].name]


def test_two_runs_give_the_same_bytes(program, paths):
    # sets of strings come in another order under another hash seed
    one, other = (program("check", *paths, "-f", "json", env={"PYTHONHASHSEED": seed}).raw for seed in ("1", "2"))
    assert one == other
