"""`auditor score`: audit folders of reports with all processors, keep every result, show ranking and tables."""

from __future__ import annotations

import hashlib
import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from auditor.batch.local import Engine, LocalEngine
from auditor.batch.reading import earlier, entries, failures
from auditor.batch.run import Tally
from auditor.batch.run import score as run_score
from auditor.batch.seal import program_sha256
from auditor.batch.store import Store
from auditor.batch.tables import rank, table_rows
from auditor.batch.task import Order
from auditor.batch.worker import Limits
from auditor.book import RuleBook
from auditor.card import RefusalCode
from auditor.cli.choice import Kind, Outputs, Rules, Year, formats_option, kind_named
from auditor.cli.files import collect
from auditor.cli.output import targets
from auditor.cli.progress import Meter, span
from auditor.cli.tables import FORMS, deliver_all, see_writable
from auditor.errors import ExitCode, OutputError, ReadError, UsageError, why
from auditor.load import absolute
from auditor.prepare import prepare
from auditor.ranking import Ranking

EPILOG = """\b
例：
  auditor score 各乡镇报告
  auditor score 各乡镇报告 -o 排名.xlsx -o 排名.html
  auditor score 2022年 2023年 -o 两年对比.xlsx
  auditor score 全市报告 -j 8 --store 全市.sqlite -f json -o 结果.json
  auditor score 全省报告 --engine dask --scheduler tcp://10.0.0.5:8786
"""
STORE = "评分记录.sqlite"
ScoreFormats = Annotated[list[str] | None, formats_option(FORMS)]


def score(
    paths: Annotated[
        list[str], typer.Argument(metavar="文件夹...", help="装着报告的文件夹或 zip，也可以是文件；子文件夹一并评。")
    ],
    format: ScoreFormats = None,
    output: Outputs = None,
    store: Annotated[
        Path | None,
        typer.Option("--store", metavar="文件", help=f"评分记录存在哪里，默认是报告文件夹里的“{STORE}”。"),
    ] = None,
    jobs: Annotated[
        int, typer.Option("--jobs", "-j", min=0, max=1024, metavar="个", help="同时评几份；0 用全部处理器。")
    ] = 0,
    rules: Rules = None,
    year: Year = None,
    as_: Kind = None,
    timeout: Annotated[
        float, typer.Option("--timeout", min=1, metavar="秒", help="一份文件最多评多久，超过就停下这一份。")
    ] = Limits().seconds,
    memory: Annotated[
        int, typer.Option("--memory", min=200, metavar="MB", help="评一份文件最多占多少内存。")
    ] = Limits().memory // 1_000_000,
    engine: Annotated[
        str, typer.Option("--engine", metavar="local|dask", help="在哪里评：local 本机，dask 一个 Dask 集群。")
    ] = "local",
    scheduler: Annotated[
        str | None,
        typer.Option("--scheduler", metavar="地址", help="Dask 调度器的地址；不写就在本机起一个集群试用。"),
    ] = None,
    by_path: Annotated[
        bool, typer.Option("--by-path", help="各节点按路径自己读文件（须有共享存储），默认把内容发过去。")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="只显示概况。")] = False,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="排名全部列出。")] = False,
) -> int:
    """批量评分：多进程评整个文件夹，结果逐份存好，给出排名、热力图和各行覆盖率。

    中断后再运行同样的命令，接着没评的评；改过的、新增的才重评。没有评成的文件每次都再试。

    退出代码：0 已评定；2 命令写错；3 有文件读不了；4 规则有误；130 被中断，已评的都已存好。
    """
    pairs = targets(format or [], output or [], FORMS)
    order = Order(prepare(rules).book, year, kind_named(as_))
    place = absolute(store or _default_store(paths))
    see_writable(pairs, place)
    files = _files(paths, {absolute(target) for _, target in pairs})
    limits = Limits(timeout, memory * 1_000_000)
    with Store(place) as kept:
        with _engine(engine, order, jobs, limits, scheduler) as workers, Meter(len(files)) as meter:
            tally = _run(files, order, workers, kept, meter, by_path=by_path)
        _summary(tally, meter, place)
        ranking = _ranking(kept, tally.run, order.book)
        deliver_all(pairs, kept, tally.run, ranking, order.book, int(verbose) - int(quiet))
        kept.end(tally.run)
    poor = any(e.refusal and e.refusal.code is RefusalCode.UNREADABLE for e in ranking.refused)
    return int(ExitCode.UNREADABLE if ranking.unreadable or poor else ExitCode.OK)


def _files(paths: list[str], written: set[Path]) -> list[str]:
    """Return the files to judge, without those that the run itself writes.

    A folder that is not there is a slip of the hand, not a file that gave no result. Raises `ReadError`.
    """
    lost = next((path for path in paths if not Path(path).exists() and not set("*?[") & set(path)), None)
    if lost is not None:
        raise ReadError("not-found", f"找不到“{lost}”。", "请检查文件夹的名称是否写对，含空格的要加引号。")
    return [path for path in collect(paths) if absolute(path) not in written]


def _default_store(paths: list[str]) -> Path:
    """Return the file beside the reports; for several folders, or one that takes no files, one of the user's own."""
    first = Path(paths[0])
    folder = first if first.is_dir() else first.parent
    if len(paths) == 1 and folder.is_dir() and os.access(folder, os.W_OK):
        return folder / STORE
    from platformdirs import user_data_path

    named = "\n".join(sorted(str(absolute(path)) for path in paths))
    try:
        own = user_data_path("auditor", appauthor=False, ensure_exists=True)
    except OSError as error:
        said = f"用户的数据文件夹不能写（{why(error)}）。"
        raise OutputError("store-unwritable", said, "请用 --store 指定评分记录存在哪里。") from None
    return own / f"{hashlib.sha256(named.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}.sqlite"


def _engine(name: str, order: Order, jobs: int, limits: Limits, scheduler: str | None) -> Engine:
    if name == "local" and scheduler is None:
        return LocalEngine(order, jobs, limits)
    if name != "dask":
        said = f"--engine 后面的“{name}”不认得。" if name != "local" else "--scheduler 要和 --engine dask 一起用。"
        raise UsageError("bad-engine", said, "可以写 local（本机）或 dask（Dask 集群）。")
    try:
        from auditor.batch.on_dask import DaskEngine
    except ImportError:
        hint = '请运行 pip install "auditor[dask]"，集群的每台机器上也要装。'
        raise UsageError("no-dask", "没有安装 Dask。", hint) from None
    return DaskEngine(order, jobs, limits, scheduler)


def _run(files: list[str], order: Order, engine: Engine, store: Store, meter: Meter, *, by_path: bool) -> Tally:
    try:
        return run_score(files, order, engine, store, meter, by_path=by_path)
    except KeyboardInterrupt:
        said = f"本次评了 {meter.done} 份，都已存在“{store.path}”。再运行一次同样的命令，接着评没有评的。"
        print(said, file=sys.stderr)
        raise


def _summary(tally: Tally, meter: Meter, place: Path) -> None:
    parts = (
        f"评定 {tally.judged} 份",
        f"沿用以前的结果 {tally.kept} 份" if tally.kept else "",
        f"没有评成 {tally.failed} 份" if tally.failed else "",
        f"跳过以前写出的表 {tally.own} 份" if tally.own else "",
        f"用时 {span(meter.seconds)}" + (f"，{meter.rate:.1f} 份/秒" if tally.judged else ""),
    )
    print("，".join(part for part in parts if part) + "。", file=sys.stderr)
    print(f"评分记录：{place}", file=sys.stderr)


def _ranking(store: Store, run: int, book: RuleBook) -> Ranking:
    ids = [row.id for row in table_rows(book)]
    return rank(
        entries(store, run, ids), failures(store, run), book, program_sha256(), earlier=earlier(store, run, ids)
    )
