"""Ranking -> Parquet: the fields of the JSONL as columns, every row of the checklist a column of numbers 0-3."""

from __future__ import annotations

import io

from auditor.ranking import Ranking
from auditor.render.to_jsonl import lines_of
from auditor.render.wire_ranking import Line

_TYPES = {
    **dict.fromkeys(("year", "rank", "flaws"), "int32"),
    **dict.fromkeys(("score", "max_score", "percent", "change"), "float64"),
    **dict.fromkeys(("unit_guessed", "tied", "passed"), "bool"),
}
"""Of the columns that hold no text, so that an empty column has its type too."""


def to_parquet(ranking: Ranking) -> bytes:
    """Render every file once; a run without files gives the columns alone. Raises `ImportError` without pyarrow."""
    # an extra of the installation
    import pyarrow as pa
    from pyarrow import parquet

    lines = list(lines_of(ranking))
    columns = {
        name: pa.array([getattr(line, name) for line in lines], _TYPES.get(name, "string"))
        for name in Line.model_fields
        if name != "levels"
    }
    for row in ranking.rows:
        columns[row.id] = pa.array([line.levels[row.id] for line in lines], "int8")
    out = io.BytesIO()
    parquet.write_table(pa.table(columns), out, compression="zstd")
    return out.getvalue()
