"""JSON Lines against the published shape and against the ranking."""

import json

import pytest
from jsonschema import Draft202012Validator

from auditor.render.to_jsonl import RANKING_SCHEMA, ranking_schema, to_jsonl
from auditor.render.wire_ranking import Line

FOLLOWED = Draft202012Validator(json.loads(ranking_schema()))


def read(ranking):
    text = to_jsonl(ranking)
    assert text == "" or text.endswith("\n")
    return [json.loads(line) for line in text.split("\n")[:-1]]


def test_published_schema_is_the_generated_one():
    assert RANKING_SCHEMA.read_text("utf-8") == ranking_schema()
    Draft202012Validator.check_schema(json.loads(ranking_schema()))


def test_every_line_follows_the_schema(any_ranking):
    for line in read(any_ranking):
        FOLLOWED.validate(line)
        assert list(line) == list(Line.model_fields)
        assert list(line["levels"]) == [row.id for row in any_ranking.rows]


def test_every_file_is_told_once_with_its_status(county_ranking):
    lines = read(county_ranking)
    statuses = [line["status"] for line in lines]
    assert {status: statuses.count(status) for status in statuses} == {
        "counted": 48, "other_version": 2, "refused": 2, "unreadable": 2,
    }  # fmt: skip
    assert len({line["path"] for line in lines}) == len(lines)


def test_a_line_holds_what_the_ranking_says(county_ranking):
    standing = county_ranking.years[0].standings[3]
    entry, line = standing.entry, read(county_ranking)[3]
    assert (line["rank"], line["tied"], line["change"]) == (standing.rank, standing.tied, standing.change)
    assert (line["path"], line["sha256"], line["percent"]) == (entry.path, entry.sha256, entry.percent)
    assert list(line["levels"].values()) == list(entry.levels)
    assert None in entry.levels


def test_another_version_has_a_score_and_no_rank(county_ranking):
    other = next(line for line in read(county_ranking) if line["status"] == "other_version")
    assert (other["rank"], other["tied"], other["change"]) == (None, False, None)
    assert other["score"] > 0


@pytest.mark.parametrize("status", ["refused", "unreadable"])
def test_what_has_no_grade_has_a_reason_and_nothing_to_average(county_ranking, status):
    for line in read(county_ranking):
        if line["status"] == status:
            assert line["reason"]
            assert {line[name] for name in ("score", "percent", "grade", "rank")} == {None}
            assert set(line["levels"].values()) == {None}


@pytest.mark.parametrize(
    "change",
    [
        lambda line: line.update(extra=1),
        lambda line: line.pop("levels"),
        lambda line: line.update(status="lost"),
        lambda line: line.update(rank=0),
        lambda line: line["levels"].update(A1=4),
        lambda line: line.update(percent=101),
    ],
)
def test_schema_refuses_what_breaks_the_shape(county_ranking, change):
    line = read(county_ranking)[0]
    FOLLOWED.validate(line)
    change(line)
    assert not FOLLOWED.is_valid(line)


def test_odd_file_names_can_be_written(hostile_ranking):
    assert to_jsonl(hostile_ranking).encode("utf-8")


def test_the_same_ranking_gives_the_same_text(any_ranking):
    assert to_jsonl(any_ranking) == to_jsonl(any_ranking)
