"""A county's tables against kept outputs. After a wanted change: REGOLD=1 python -m pytest tests/unit/render."""

import os
from pathlib import Path

import pytest

from auditor.render.to_csv import to_csv
from auditor.render.to_ranking_terminal import ranking_terminal
from auditor.render.to_terminal import Look

KEPT = Path(__file__).with_name("kept")


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("county-40.txt", lambda ranking: ranking_terminal(ranking, Look(width=40)).encode()),
        ("county-100.txt", lambda ranking: ranking_terminal(ranking, Look(width=100)).encode()),
        ("county.csv", to_csv),
    ],
)
def test_tables_are_as_kept(county_ranking, name, made):
    path = KEPT / name
    if os.environ.get("REGOLD"):
        path.write_bytes(made(county_ranking))
    # by lines: the repository keeps every text with LF
    assert path.read_bytes().decode().splitlines() == made(county_ranking).decode().splitlines()
