"""A run over files: what is known is not judged again, what changes under its hands is kept as what it was."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from auditor.batch.local import LocalEngine
from auditor.batch.reading import cards, failures, files, kept_as
from auditor.batch.run import Tally, score
from auditor.batch.store import Store
from auditor.batch.task import Order, Outcome, Task
from auditor.batch.worker import Limits
from auditor.ranking import MARK

Put = Callable[..., Path]
Run = Callable[..., Tally]


class Heard:
    """Counts what a run tells."""

    def __init__(self) -> None:
        self.told: list[str] = []

    def kept(self) -> None:
        self.told.append("kept")

    def judged(self, *, failed: bool) -> None:
        self.told.append("failed" if failed else "judged")


class Meddling(LocalEngine):
    """An engine on a machine where somebody does something to the folder before each file is judged."""

    def __init__(self, order: Order, meddle: Callable[[], object]) -> None:
        super().__init__(order, 1, Limits())
        self._meddle = meddle

    def outcomes(self, tasks: Iterator[Task]) -> Iterator[Outcome]:
        def watched() -> Iterator[Task]:
            for task in tasks:
                self._meddle()
                yield task

        yield from super().outcomes(watched())


@pytest.fixture
def run(order: Order, store: Store) -> Run:
    def over(*paths: Path, by_path: bool = False, meddle: Callable[[], object] = lambda: None) -> Tally:
        heard = Heard()
        with Meddling(order, meddle) as engine:
            tally = score([str(path) for path in paths], order, engine, store, heard, by_path=by_path)
        counts = {"judged": tally.judged, "failed": tally.failed, "kept": tally.kept + tally.own}
        assert {what: heard.told.count(what) for what in counts} == counts
        return tally

    return over


def test_a_file_that_went_away_is_a_row(run: Run, store: Store, put: Put, tmp_path: Path) -> None:
    tally = run(put("在.txt"), tmp_path / "走了.txt")
    assert (tally.judged, tally.failed) == (1, 1)
    (row,) = failures(store, tally.run)
    assert (row.code, row.path) == ("not-found", str(tmp_path / "走了.txt"))


def test_a_file_that_goes_while_the_run_is_on_is_a_row(run: Run, store: Store, put: Put) -> None:
    first, last = put("甲.txt"), put("乙.txt", "另一份法治政府建设情况报告")
    tally = run(first, last, meddle=lambda: last.unlink(missing_ok=True))
    assert (tally.judged, [row.path for row in failures(store, tally.run)]) == (1, [str(last)])


@pytest.mark.parametrize(("by_path", "judged_then"), [(False, "先"), (True, "后")])
def test_a_file_that_changes_is_kept_as_what_was_judged(
    run: Run, store: Store, put: Put, by_path: bool, judged_then: str
) -> None:
    path = put("甲.txt", "先写的法治政府建设情况报告")
    tally = run(path, by_path=by_path, meddle=lambda: path.write_text("后写的法治政府建设情况报告", "utf-8"))
    (card,) = cards(store, tally.run)
    assert card.title.startswith(judged_then)
    # whatever was judged, the next run sees what the file holds now
    assert [card.title[0] for card in cards(store, run(path).run)] == ["后"]


def test_files_of_one_content_are_judged_once_and_all_have_the_result(run: Run, store: Store, put: Put) -> None:
    paths = [put(f"{at}.txt") for at in range(4)]
    tally = run(*paths)
    found = files(store, tally.run)
    assert tally.judged + tally.kept == 4
    assert [seen.shown for seen in found] == [str(path) for path in paths]
    assert len({kept_as(store, seen.result).seal for seen in found if seen.result}) == 1


def test_files_of_one_content_of_which_one_changes_are_told(run: Run, store: Store, put: Put) -> None:
    first, last = put("甲.txt"), put("乙.txt")
    tally = run(first, last, by_path=True, meddle=lambda: first.write_text("后写的法治政府建设情况报告", "utf-8"))
    assert tally.judged + tally.failed + tally.kept == 2
    assert [card.document.path for card in cards(store, tally.run)] + [
        row.path for row in failures(store, tally.run)
    ] == [str(first), str(last)]


def test_tables_of_earlier_runs_are_no_reports(run: Run, put: Put) -> None:
    tally = run(put("甲.txt"), put("排名.html", f'<meta charset="utf-8"><meta name="generator" content="{MARK}">'))
    assert (tally.judged, tally.own, tally.failed) == (1, 1, 0)


def test_files_of_one_content_that_cannot_be_read_are_a_row_each(run: Run, store: Store, put: Put) -> None:
    paths = [put(f"{at}.docx", b"PK\x03\x04") for at in range(3)]
    tally = run(*paths)
    rows = failures(store, tally.run)
    assert [row.path for row in rows] == [str(path) for path in paths]
    assert all(row.path in row.message for row in rows)


def test_a_file_that_gave_no_result_is_tried_again(run: Run, put: Put) -> None:
    path = put("空.txt", b"")
    assert [run(path).failed for _ in range(2)] == [1, 1]


def test_a_run_sees_its_own_files_only(run: Run, store: Store, put: Put) -> None:
    first = run(put("甲.txt"), put("乙.txt", "另一份法治政府建设情况报告"))
    second = run(put("甲.txt"))
    assert [len(files(store, tally.run)) for tally in (second, first)] == [1, 2]
    assert second.kept == 1
