"""Parquet read again: the same as the JSON Lines, typed."""

import io
import json

import pytest

from auditor.render.to_jsonl import to_jsonl
from auditor.render.to_parquet import to_parquet
from auditor.render.wire_ranking import Line

parquet = pytest.importorskip("pyarrow.parquet")


def read(ranking):
    return parquet.read_table(io.BytesIO(to_parquet(ranking)))


def test_it_holds_what_the_json_lines_hold(any_ranking):
    wanted = [json.loads(line) for line in to_jsonl(any_ranking).split("\n")[:-1]]
    for line in wanted:
        line |= line.pop("levels")
    assert read(any_ranking).to_pylist() == wanted


def test_columns_have_their_types_even_without_files(any_ranking):
    schema = read(any_ranking).schema
    rows = [row.id for row in any_ranking.rows]
    assert schema.names == [*(name for name in Line.model_fields if name != "levels"), *rows]
    assert {str(schema.field(name).type) for name in rows} == {"int8"}
    assert {str(schema.field(name).type) for name in ("path", "reason", "grade")} == {"string"}
    assert str(schema.field("percent").type) == "double"
    assert str(schema.field("rank").type) == "int32"


def test_the_same_ranking_gives_the_same_bytes(county_ranking):
    assert to_parquet(county_ranking) == to_parquet(county_ranking)
