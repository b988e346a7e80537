"""A scoring run in the store -> its tables on the screen and in files."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path

from auditor.batch.reading import cards
from auditor.batch.store import Store
from auditor.book import RuleBook
from auditor.cli.output import Forms, deliver, look_of
from auditor.errors import OutputError, UsageError
from auditor.load import absolute
from auditor.ranking import Ranking

FORMS: Forms = {
    "": "terminal",
    ".txt": "terminal",
    ".json": "json",
    ".jsonl": "jsonl",
    ".csv": "csv",
    ".xlsx": "xlsx",
    ".html": "html",
    ".htm": "html",
    ".parquet": "parquet",
}


def see_writable(pairs: list[tuple[str, str]], store: Path) -> None:
    """See to it before a long run that its tables can be written. Raises `UsageError` or `OutputError`."""
    for name, target in pairs:
        path = Path(target)
        if name == "parquet" and find_spec("pyarrow") is None:
            raise UsageError("no-parquet", "没有安装写 Parquet 的组件。", '请运行 pip install "auditor[parquet]"。')
        if target == "-":
            continue
        if absolute(path) == store:
            raise UsageError("same-file", f"“{target}”同时是评分记录和结果。", "请给结果另写一个文件名。")
        if path.is_dir() or not absolute(path).parent.is_dir():
            said = "是一个文件夹" if path.is_dir() else "所在的文件夹不存在"
            raise OutputError("cannot-write", f"结果写不进“{target}”：它{said}。", "请改写 -o 后面的文件名。")


def deliver_all(
    pairs: list[tuple[str, str]], store: Store, run: int, ranking: Ranking, book: RuleBook, verbosity: int
) -> None:
    """Write every table; one that cannot be written keeps none of the others back. Raises `OutputError`."""
    failed: OutputError | None = None
    for name, target in pairs:
        try:
            deliver(_made(name, store, run, ranking, book, target, verbosity), name, target)
        except OutputError as error:
            failed = failed or error
    if failed:
        raise failed


def _made(
    name: str, store: Store, run: int, ranking: Ranking, book: RuleBook, target: str, verbosity: int
) -> str | bytes | Iterable[str]:
    """Render the run in a format; what only one of them needs is imported for it alone."""
    if name == "json":
        from auditor.render.to_json import json_parts

        return json_parts(cards(store, run), ranking.unreadable, book)
    if name == "terminal":
        from auditor.render.to_ranking_terminal import ranking_terminal

        return ranking_terminal(ranking, look_of(target, verbosity))
    if name == "html":
        from auditor.render.to_ranking_html import ranking_html

        return ranking_html(ranking)
    if name == "xlsx":
        from auditor.render.to_ranking_xlsx import ranking_xlsx

        return ranking_xlsx(ranking)
    if name == "csv":
        from auditor.render.to_csv import to_csv

        return to_csv(ranking)
    if name == "jsonl":
        from auditor.render.to_jsonl import to_jsonl

        return to_jsonl(ranking)
    from auditor.render.to_parquet import to_parquet

    return to_parquet(ranking)
