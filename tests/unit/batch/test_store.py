"""The store keeps results whole or not at all, and says what is wrong with it in words that help."""

import os
import shutil
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from auditor.batch import store_schema
from auditor.batch.reading import Kept, cards, entries, failures, files, kept_as, numbers
from auditor.batch.rows import Rows
from auditor.batch.store import File, Judgement, Store, seal_of
from auditor.batch.task import Judge, Task
from auditor.card import Unreadable
from auditor.errors import OutputError

JUDGEMENT = Judgement("清单", "程序", "")
FILE = File("/夹/报告.txt", "夹/报告.txt", "甲", 1.0)


@pytest.fixture(scope="module")
def rows(judge: Judge) -> Rows:
    result = judge(
        Task("报告.txt", "青山县白水镇2023年度法治政府建设情况报告\n全镇22人持有行政执法证。\n".encode())
    ).result
    assert isinstance(result, Rows)
    return result


@pytest.fixture
def keep(rows: Rows) -> Callable[..., None]:
    """Keep a result for a file in a run."""

    def put(store: Store, run: int, file: File = FILE, judgement: Judgement = JUDGEMENT) -> None:
        store.saw(run, file)
        store.keep(file, judgement, rows, seconds=0.1, attempts=1)

    return put


def results(store: Store, run: int) -> list[Kept]:
    return [kept_as(store, seen.result) for seen in files(store, run) if seen.result is not None]


def count(store: Store, table: str) -> int:
    return int(store.ask(f"SELECT count(*) FROM {table}")[0][0])


@contextmanager
def refused(code: str) -> Iterator[None]:
    with pytest.raises(OutputError) as caught:
        yield
    assert caught.value.code == code
    assert caught.value.hint.endswith("。")


def test_a_result_comes_back_as_it_was_kept(store: Store, keep: Callable[..., None], rows: Rows) -> None:
    run = store.begin(JUDGEMENT)
    keep(store, run)
    (kept,), (seen,) = results(store, run), files(store, run)
    assert kept.rows == rows
    assert (seen.path, seen.shown, kept.key) == (FILE.path, FILE.shown, ("甲", ".txt", "清单", "程序", ""))
    assert kept.seal == seal_of(kept.key, rows)


@pytest.mark.parametrize(
    ("file", "judgement", "known"),
    [
        (FILE, JUDGEMENT, True),
        (replace(FILE, path="/别处/名字.txt", modified=2.0), JUDGEMENT, True),
        (replace(FILE, sha256="乙"), JUDGEMENT, False),
        (replace(FILE, path="/夹/报告.md"), JUDGEMENT, False),
        (FILE, replace(JUDGEMENT, checklist_sha256="别的"), False),
        (FILE, replace(JUDGEMENT, program_sha256="别的"), False),
        (FILE, replace(JUDGEMENT, asked="year=2020"), False),
    ],
    ids=["same", "another name", "content", "suffix", "checklist", "program", "asked"],
)
def test_a_result_hangs_on_content_rules_program_and_orders(
    store: Store, keep: Callable[..., None], file: File, judgement: Judgement, known: bool
) -> None:
    keep(store, store.begin(JUDGEMENT))
    assert store.has(file, judgement) is known


def test_a_result_kept_twice_is_there_once(store: Store, keep: Callable[..., None], rows: Rows) -> None:
    run = store.begin(JUDGEMENT)
    keep(store, run)
    keep(store, run)
    assert [count(store, table) for table in ("result", "file")] == [1, 1]
    assert count(store, "verdict") == len(rows.verdicts)


def test_two_programs_write_to_one_store(store: Store, keep: Callable[..., None]) -> None:
    with Store(store.path) as other:
        for at in range(5):
            file = replace(FILE, path=f"/夹/{at}.txt", sha256=str(at))
            for one in (store, other):
                keep(one, one.begin(JUDGEMENT), file)
    assert count(store, "result") == 5


def test_every_run_has_its_own_files_until_a_later_one_has_ended(store: Store, keep: Callable[..., None]) -> None:
    first, second = store.begin(JUDGEMENT), store.begin(JUDGEMENT)
    keep(store, first)
    keep(store, second)
    assert [len(files(store, run)) for run in (first, second)] == [1, 1]
    store.end(second)
    # the first run goes on: its tables are still to be made
    assert [len(files(store, run)) for run in (first, second)] == [1, 1]
    store.end(first)
    store.end(third := _seen_by_another(store))
    assert [len(files(store, run)) for run in (first, second, third)] == [0, 0, 1]


def _seen_by_another(store: Store) -> int:
    run = store.begin(JUDGEMENT)
    store.saw(run, FILE)
    return run


def test_a_failure_is_a_row_of_its_run(store: Store) -> None:
    run = store.begin(JUDGEMENT)
    store.saw(run, FILE)
    why = Unreadable(FILE.shown, "damaged", "已损坏。", "重新取得。")
    store.fail(run, FILE, why, seconds=1.0, attempts=2)
    assert (failures(store, run), failures(store, _seen_by_another(store))) == ([why], [])


@pytest.mark.skipif(os.name == "nt", reason="names of Windows are Unicode")
def test_a_name_in_another_encoding_is_kept(store: Store, keep: Callable[..., None]) -> None:
    run = store.begin(JUDGEMENT)
    name = os.fsdecode("白水镇.txt".encode("gbk"))
    file = File(str(store.folder / name), name, "甲", 1.0)
    keep(store, run, file)
    store.fail(run, file, Unreadable(name, "timeout", f"「{name}」太久。", ""), seconds=1.0, attempts=2)
    (seen,) = files(store, run)
    assert (seen.path, seen.shown, failures(store, run)[0].path) == (file.path, name, name)
    assert next(iter(cards(store, run))).document.path == name


def test_paths_below_the_stores_folder_move_with_it(store: Store, keep: Callable[..., None], tmp_path: Path) -> None:
    run = store.begin(JUDGEMENT)
    keep(store, run, replace(FILE, path=str(tmp_path / "镇" / "报告.txt")))
    keep(store, run, replace(FILE, path="/别处/报告.txt", sha256="乙"))
    store.__exit__(None, None, None)
    moved, report = tmp_path / "搬到" / "记录.sqlite", tmp_path / "搬到" / "镇" / "报告.txt"
    report.parent.mkdir(parents=True)
    store.path.rename(moved)
    with Store(moved, reading=True) as again:
        # a store copied without its reports goes by where they were
        assert {seen.path for seen in files(again)} == {str(tmp_path / "镇" / "报告.txt"), "/别处/报告.txt"}
        report.touch()
        assert {seen.path for seen in files(again)} == {str(report), "/别处/报告.txt"}


def test_a_result_is_kept_whole_or_not_at_all(store: Store, keep: Callable[..., None], rows: Rows) -> None:
    run = store.begin(JUDGEMENT)
    store.saw(run, FILE)
    # the last row of evidence has a cell that no table takes
    broken = replace(rows, evidence=(*rows.evidence[:-1], (*rows.evidence[-1][:-1], None)))
    with refused("store-damaged"):
        store.keep(FILE, JUDGEMENT, broken, seconds=0.1, attempts=1)
    assert [count(store, table) for table in ("result", "verdict", "evidence", "wording")] == [0, 0, 0, 0]
    keep(store, run)
    assert results(store, run)[0].rows == rows


def test_a_full_disk_loses_nothing_that_was_kept(store: Store, keep: Callable[..., None]) -> None:
    run = store.begin(JUDGEMENT)
    keep(store, run)
    ((pages,),) = store.ask("PRAGMA page_count")
    store.ask(f"PRAGMA max_page_count = {pages + 1}")
    with refused("store-full"):
        for at in range(1000):
            keep(store, run, replace(FILE, path=f"/夹/{at}.txt", sha256=str(at)))
    kept = count(store, "result")
    assert kept >= 1
    with Store(store.path) as again:
        assert len({k.seal for k in results(again, run) if seal_of(k.key, k.rows) == k.seal}) == kept


def test_a_locked_store_is_told(store: Store, keep: Callable[..., None]) -> None:
    with closing(sqlite3.connect(store.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with Store(store.path, wait=0.05) as waiting, refused("store-locked"):
            waiting.begin(JUDGEMENT)


def test_a_store_that_is_written_to_is_waited_for(store: Store, keep: Callable[..., None]) -> None:
    run = store.begin(JUDGEMENT)
    with closing(sqlite3.connect(store.path, isolation_level=None, check_same_thread=False)) as other:
        other.execute("BEGIN IMMEDIATE")
        thread = threading.Timer(0.3, other.execute, ["COMMIT"])
        thread.start()
        assert other.in_transaction
        keep(store, run)
        thread.join()
    assert count(store, "result") == 1


@pytest.mark.parametrize("content", [b"not a database" * 100, b"SQLite format 3\0" + b"\xff" * 4000])
def test_what_is_no_store_is_told_and_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "记录.sqlite"
    path.write_bytes(content)
    with refused("store-damaged"):
        Store(path)
    assert path.read_bytes() == content


def test_a_store_damaged_in_the_middle_is_told(store: Store, keep: Callable[..., None]) -> None:
    run = store.begin(JUDGEMENT)
    for at in range(50):
        keep(store, run, replace(FILE, path=f"/夹/{at}.txt", sha256=str(at)))
    store.__exit__(None, None, None)
    content = bytearray(store.path.read_bytes())
    content[8192:] = bytes(len(content) - 8192)
    store.path.write_bytes(content)
    with refused("store-damaged"), Store(store.path) as again:
        assert [*results(again, run)]


def test_another_programs_database_is_told_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "别的.sqlite"
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE mine (x)")
        other.commit()
    before = path.read_bytes()
    with refused("not-a-store"):
        Store(path)
    assert path.read_bytes() == before


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with refused("store-unwritable"):
        Store(tmp_path / "没有" / "记录.sqlite")


def test_a_store_of_a_newer_program_is_refused(store: Store) -> None:
    store.ask("PRAGMA user_version = 99")
    with refused("store-newer"):
        Store(store.path)


def test_an_older_store_is_brought_up_to_date_with_its_results(
    store: Store, keep: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    run = store.begin(JUDGEMENT)
    keep(store, run)
    step = ("ALTER TABLE result ADD COLUMN note TEXT NOT NULL DEFAULT '新'",)
    monkeypatch.setattr(store_schema, "STEPS", [*store_schema.STEPS, step])
    with Store(store.path) as newer:
        assert [*newer.ask("SELECT note FROM result")] == [("新",)]
        assert len([*results(newer, run)]) == 1


def test_a_migration_that_fails_leaves_the_old_version(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    steps = [*store_schema.STEPS, ("CREATE TABLE half (x)", "CREATE TABLE result (x)")]
    monkeypatch.setattr(store_schema, "STEPS", steps)
    with refused("store-damaged"):
        Store(store.path)
    monkeypatch.undo()
    with Store(store.path) as old:
        assert [*old.ask("SELECT 1 FROM sqlite_master WHERE name = 'half'")] == []


def test_a_copy_taken_while_results_come_in_is_whole(store: Store, keep: Callable[..., None], tmp_path: Path) -> None:
    run = store.begin(JUDGEMENT)
    over = threading.Event()

    def fill() -> None:
        with Store(store.path) as other:
            at = 0
            while not over.is_set():
                keep(other, run, replace(FILE, path=f"/夹/{at}.txt", sha256=str(at)))
                at += 1

    thread = threading.Thread(target=fill)
    thread.start()
    try:
        while count(store, "result") < 20:
            pass
        copy = tmp_path / "副本.sqlite"
        store.copy(copy)
    finally:
        over.set()
        thread.join()
    with Store(copy) as copied:
        found = [*results(copied, run)]
        assert len(found) >= 20
        assert all(seal_of(kept.key, kept.rows) == kept.seal for kept in found)
    assert sorted(path.name for path in tmp_path.iterdir() if "part" in path.name) == []


def test_a_copy_that_cannot_be_written_is_told(store: Store, tmp_path: Path) -> None:
    with refused("cannot-write"):
        store.copy(tmp_path / "没有" / "副本.sqlite")


def test_the_file_alone_is_the_whole_store_once_it_is_closed(
    store: Store, keep: Callable[..., None], tmp_path: Path
) -> None:
    run = store.begin(JUDGEMENT)
    keep(store, run)
    store.__exit__(None, None, None)
    moved = shutil.copy(store.path, tmp_path / "搬走.sqlite")
    with Store(Path(moved)) as again:
        assert len([*results(again, run)]) == 1


def test_a_copy_over_a_store_whose_run_was_killed_is_whole(
    store: Store, keep: Callable[..., None], tmp_path: Path
) -> None:
    run = store.begin(JUDGEMENT)
    keep(store, run)
    killed = tmp_path / "被杀" / "记录.sqlite"
    killed.parent.mkdir()
    with Store(killed) as other:
        for at in range(30):
            keep(other, other.begin(JUDGEMENT), replace(FILE, path=f"/夹/{at}.txt", sha256=str(at)))
        left = {path.name: path.read_bytes() for path in killed.parent.iterdir()}
    for name, content in left.items():
        (killed.parent / name).write_bytes(content)
    assert any(name.endswith("-wal") for name in left)
    store.copy(killed)
    with Store(killed, reading=True) as copied:
        assert copied.ask("PRAGMA integrity_check") == [("ok",)]
        assert numbers(copied) == [1]


@pytest.mark.parametrize("content", [b"", b"not a database" * 100])
def test_reading_makes_and_changes_nothing(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "记录.sqlite"
    path.write_bytes(content)
    with refused("store-damaged" if content else "not-a-store"):
        Store(path, reading=True)
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == {path.name: content}
    with refused("store-unwritable"):
        Store(tmp_path / "没有.sqlite", reading=True)
    assert not (tmp_path / "没有.sqlite").exists()


def test_a_store_is_read_where_nobody_can_write(
    store: Store, keep: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    run = store.begin(JUDGEMENT)
    keep(store, run)
    store.__exit__(None, None, None)
    monkeypatch.setattr(os, "access", lambda *_: False)
    with Store(store.path, reading=True) as again:
        assert len(results(again, run)) == 1


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE result SET kind = '什么'",
        "UPDATE result SET refusal = '{'",
        "UPDATE result SET reading = 'x'",
        "UPDATE verdict SET level = 'x'",
        "UPDATE result SET grade = x'ff'",
        "UPDATE file SET shown = 1",
        "DROP TABLE verdict",
        "ALTER TABLE result RENAME COLUMN unit TO other",
    ],
)
def test_what_no_run_has_written_is_told_as_damage(store: Store, keep: Callable[..., None], change: str) -> None:
    run = store.begin(JUDGEMENT)
    keep(store, run)
    store.ask("PRAGMA foreign_keys = OFF")
    store.ask(change)
    with refused("store-damaged"):
        list(cards(store, run))
        entries(store, run, ["E1"])
