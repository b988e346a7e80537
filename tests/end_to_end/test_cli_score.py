"""`auditor score` and `auditor verify` as users start them: nothing judged is lost, whatever happens to a run."""

import json
import os
import shutil
import signal
import sqlite3
import zipfile
from contextlib import closing, suppress

import psutil
import pytest

from auditor.batch.reading import kept_as, numbers
from auditor.batch.store import Store, seal_of

MANY = 120
NAMES = ["白水镇", "红石乡", "东城街道"]
STORE = "评分记录.sqlite"
posix = pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")


def text_of(name, year=2023, more=""):
    return f"""\
青山县{name}{year}年度法治政府建设情况报告

{year}年，{name}扎实推进法治政府建设。现报告如下：
一、工作开展情况
全镇22名执法人员持有行政执法证，一律持证上岗。{more}
青山县{name}人民政府
{year + 1}年1月5日
"""


@pytest.fixture
def reports(put, tmp_path):
    """A folder of three reports."""
    for name in NAMES:
        put(f"报告/{name}.txt", text_of(name))
    return tmp_path / "报告"


@pytest.fixture
def score(program, few_rules):
    def run(*arguments, **more):
        return program("score", *arguments, "--rules", few_rules, **more)

    return run


@pytest.fixture
def long_run(program, few_rules, put, tmp_path):
    """Start a run over many files that will take a while."""
    for at in range(MANY):
        put(f"很多/{at}.txt", text_of(f"第{at}镇", more="全镇执法人员全部持有行政执法证，一律持证上岗。" * 150))

    def start(*more):
        return program.start("score", tmp_path / "很多", "--rules", few_rules, *more)

    return start


def joined(text):
    """Return a text without the breaks that a narrow screen asks for."""
    return "".join(text.split())


def judged(store):
    """Return how many results a store holds; 0 while it is not there."""
    if not store.exists():
        return 0
    with closing(sqlite3.connect(store)) as connection:
        try:
            return connection.execute("SELECT count(*) FROM result").fetchone()[0]
        except sqlite3.Error:
            return 0


def wait_for(process, store, count):
    while judged(store) < count:
        assert process.poll() is None, process.communicate()


def test_a_folder_is_judged_and_named_in_the_summary(score, reports):
    ran = score(reports)
    assert ran.code == 0
    assert "评定 3 份" in ran.err
    assert f"评分记录：{reports / STORE}" in ran.err
    assert all(name in joined(ran.out) for name in NAMES)


def test_a_second_run_judges_what_changed(score, reports, put):
    score(reports)
    put("报告/白水镇.txt", text_of("白水镇", more="全年办理案件三件。"))
    put("报告/新来镇.txt", text_of("新来镇"))
    ran = score(reports)
    assert "评定 2 份，沿用以前的结果 2 份" in ran.err
    assert "评定 0 份，沿用以前的结果 4 份" in score(reports).err


def test_json_is_that_of_check(score, check, reports, tmp_path):
    (reports / "坏.docx").write_bytes(b"PK\x03\x04broken")
    one, other = tmp_path / "评.json", tmp_path / "查.json"
    assert score(reports, "-o", one).code == 3
    assert check(reports, "-o", other).code == 3
    assert json.loads(one.read_bytes()) == json.loads(other.read_bytes())


def test_a_file_that_gives_no_result_is_a_row_and_tried_again(score, reports):
    (reports / "空.txt").write_bytes(b"")
    ran = score(reports)
    assert (ran.code, "没有评成 1 份" in ran.err, "空.txt" in joined(ran.out)) == (3, True, True)
    (reports / "空.txt").write_text(text_of("空山镇"), "utf-8")
    ran = score(reports)
    assert (ran.code, "评定 1 份，沿用以前的结果 3 份" in ran.err) == (0, True)


def test_the_same_content_under_two_names_is_judged_once(score, reports, put, tmp_path):
    put("报告/又一份.txt", text_of("白水镇"))
    out = tmp_path / "评.json"
    score(reports, "-o", out)
    assert len(json.loads(out.read_bytes())["documents"]) == 4
    assert judged(reports / STORE) == 3


def test_tables_written_among_the_reports_are_no_reports(score, reports, tmp_path):
    score(reports, "-o", reports / "排名.html", "-o", reports / "排名.txt")
    ran = score(reports, "-o", tmp_path / "评.json")
    found = json.loads((tmp_path / "评.json").read_bytes())
    assert (len(found["documents"]), found["errors"], "跳过以前写出的表 2 份" in ran.err) == (3, [], True)


def test_two_runs_at_once_have_a_whole_table_each(long_run, tmp_path):
    outs = [tmp_path / f"{at}.jsonl" for at in range(2)]
    runs = [long_run("-j", 1, "-o", out) for out in outs]
    assert [run.wait() for run in runs] == [0, 0]
    for run in runs:
        run.communicate()
    assert [len(out.read_text("utf-8").splitlines()) for out in outs] == [MANY, MANY]
    assert judged(tmp_path / "很多" / STORE) == MANY


@posix
def test_a_name_in_another_encoding_is_judged(score, reports, verify):
    (reports / os.fsdecode("白水镇.txt".encode("gbk"))).write_text(text_of("河口镇"), "utf-8")
    ran = score(reports, "-q")
    assert (ran.code, "评定 4 份" in ran.err) == (0, True)
    assert verify(reports / STORE, "--all").code == 0


@posix
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may open everything")
def test_a_folder_that_cannot_be_opened_is_a_row(score, reports, put):
    shut = put("报告/关着/青石镇.txt", text_of("青石镇")).parent
    shut.chmod(0)
    ran = score(reports)
    shut.chmod(0o700)
    assert (ran.code, "没有权限打开文件夹" in joined(ran.out)) == (3, True)


def test_a_link_that_leads_nowhere_is_a_row(score, reports):
    (reports / "坏链接.txt").symlink_to(reports / "没有.txt")
    ran = score(reports)
    assert (ran.code, "坏链接.txt" in joined(ran.out)) == (3, True)


def test_a_wrong_phrase_is_told_before_anything_is_judged(program, few_rules, reports, tmp_path):
    rules = shutil.copytree(few_rules, tmp_path / "规则")
    path = next(rules.rglob("E1-*.yaml"))
    path.write_text(path.read_text("utf-8").replace("    deeds:\n", "    deeds:\n      - (聘请|外聘\n", 1), "utf-8")
    ran = program("score", reports, "--rules", rules)
    assert (ran.code, "(聘请|外聘" in ran.err, (reports / STORE).exists()) == (4, True, False)


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["--store", "记录.xlsx", "-o", "记录.xlsx"], 2, "同时是评分记录和结果"),
        (["-o", "没有/排名.xlsx"], 3, "所在的文件夹不存在"),
        (["-o", "."], 3, "是一个文件夹"),
    ],
)
def test_a_table_that_cannot_be_written_is_told_before_the_run(score, reports, arguments, code, said):
    ran = score(reports, *arguments)
    assert (ran.code, said in ran.err, (reports / STORE).exists()) == (code, True, False)


@posix
def test_a_worker_that_hangs_at_its_start_is_stopped(program, few_rules, reports):
    with program.start("score", reports, "--rules", few_rules, "-j", 1, "--timeout", 2) as process:
        for _ in range(2):
            worker = first_worker(process)
            worker.suspend()
            psutil.wait_procs([worker], timeout=20)
        _, err = process.communicate()
    assert (process.returncode, "没有评成 1 份" in err.decode()) == (3, True)


def first_worker(process):
    """Return a worker of a run as soon as it is there."""
    while True:
        for child in psutil.Process(process.pid).children():
            with suppress(psutil.Error):
                if "worker_main" in " ".join(child.cmdline()) and child.status() != psutil.STATUS_ZOMBIE:
                    return child


def test_every_table_is_written(score, reports, tmp_path):
    names = ["排名.txt", "排名.json", "排名.jsonl", "排名.csv", "排名.xlsx", "排名.html", "排名.parquet"]
    targets = [part for name in names for part in ("-o", tmp_path / name)]
    ran = score(reports, *targets)
    assert (ran.code, ran.out) == (0, "")
    first = {name: (tmp_path / name).read_bytes() for name in names}
    assert all(first.values())
    score(reports, *targets)
    assert {name: (tmp_path / name).read_bytes() for name in names} == first


def test_a_zip_is_judged_with_its_store_beside(score, reports, tmp_path):
    packed = tmp_path / "各镇.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        for path in reports.iterdir():
            archive.write(path, path.name)
    ran = score(packed)
    assert (ran.code, judged(tmp_path / STORE)) == (0, 3)


def test_several_folders_go_to_a_store_of_the_users_own(score, reports, put, tmp_path):
    put("去年/白水镇.txt", text_of("白水镇", 2022))
    ran = score(reports, tmp_path / "去年", env={"XDG_DATA_HOME": str(tmp_path / "家")})
    (store,) = (tmp_path / "家").rglob("*.sqlite")
    assert (ran.code, judged(store)) == (0, 4)
    assert str(store) in ran.err
    assert not (reports / STORE).exists()


def test_the_store_may_be_named(score, reports, tmp_path):
    score(reports, "--store", tmp_path / "别处.sqlite")
    assert (judged(tmp_path / "别处.sqlite"), (reports / STORE).exists()) == (3, False)


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_the_result_hangs_on_no_number_of_workers(score, reports, tmp_path, jobs):
    out = tmp_path / "评.json"
    score(reports, "-j", jobs, "-o", out, "--store", tmp_path / f"{jobs}.sqlite")
    assert [d["path"] for d in json.loads(out.read_bytes())["documents"]] == sorted(
        str(reports / f"{name}.txt") for name in NAMES
    )


def test_a_gbk_console_shows_the_ranking(score, reports):
    ran = score(reports, env={"PYTHONIOENCODING": "gbk"}, encoding="gbk")
    assert (ran.code, "白水镇" in ran.out, "?" in ran.out) == (0, True, False)


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["没有的文件夹"], 3, "找不到“没有的文件夹”"),
        ([".", "--engine", "spark"], 2, "spark"),
        ([".", "--scheduler", "tcp://1.2.3.4:5"], 2, "--engine dask"),
        ([".", "-f", "xlsx"], 2, "不能显示在屏幕上"),
        ([".", "-f", "pdf"], 2, "没有“pdf”这种格式"),
        ([".", "-o", "排名.ppt"], 2, "看不出"),
        ([".", "-j", "-1"], 2, "--jobs"),
        ([".", "--store", "没有/记录.sqlite"], 3, "打不开或不能写"),
    ],
)
def test_a_wrong_command_is_told(score, arguments, code, said):
    ran = score(*arguments)
    assert (ran.code, said in ran.err, ran.out) == (code, True, "")


def test_a_damaged_store_is_told_and_left_alone(score, reports):
    (reports / STORE).write_bytes(b"damaged" * 1000)
    ran = score(reports)
    assert (ran.code, "已损坏" in ran.err, "改名" in ran.err) == (3, True, True)
    assert (reports / STORE).read_bytes() == b"damaged" * 1000


@posix
@pytest.mark.usefixtures("heeded")
def test_an_interrupted_run_keeps_what_is_done_and_goes_on(long_run, score, tmp_path):
    store, out = tmp_path / "很多" / STORE, tmp_path / "评.json"
    with long_run("-o", out) as process:
        wait_for(process, store, 5)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate()
    kept = judged(store)
    assert process.returncode == 130
    assert "都已存在" in err.decode()
    assert "Traceback" not in err.decode()
    assert (5 <= kept < MANY, out.exists()) == (True, False)
    ran = score(tmp_path / "很多", "-q")
    assert f"评定 {MANY - kept} 份，沿用以前的结果 {kept} 份" in ran.err
    assert judged(store) == MANY


@posix
def test_a_killed_run_goes_on_and_leaves_no_worker(long_run, score, tmp_path):
    store = tmp_path / "很多" / STORE
    with long_run() as process:
        wait_for(process, store, 5)
        workers = psutil.Process(process.pid).children(recursive=True)
        process.kill()
    assert psutil.wait_procs(workers, timeout=30)[1] == []
    assert score(tmp_path / "很多", "-q").code == 0
    assert judged(store) == MANY


@posix
def test_killed_workers_cost_nothing(long_run, tmp_path):
    store = tmp_path / "很多" / STORE
    with long_run("-j", "2", "-f", "json") as process:
        for count in (5, 30, 60):
            wait_for(process, store, count)
            for worker in psutil.Process(process.pid).children():
                worker.kill()
        out, _ = process.communicate()
    result = json.loads(out)
    assert (process.returncode, len(result["documents"]), result["errors"]) == (0, MANY, [])


def test_a_run_without_a_terminal_writes_lines_not_bars(long_run):
    with long_run("-q") as process:
        _, err = process.communicate()
    assert b"\x1b" not in err
    assert f"评定 {MANY} 份" in err.decode()


@pytest.fixture
def verify(program, few_rules):
    def run(*arguments, **more):
        return program("verify", *arguments, "--rules", few_rules, **more)

    return run


def test_verify_finds_an_honest_store_honest(score, verify, reports):
    score(reports)
    ran = verify(reports / STORE, "--all")
    assert (ran.code, "重评 3 份，3 份完全相同" in ran.out) == (0, True)


def test_verify_draws_a_sample(score, verify, reports):
    score(reports)
    ran = verify(reports / STORE, "--sample", 2, "-f", "json")
    found = json.loads(ran.raw)
    assert (ran.code, found["results"], found["rejudged"], found["same"]) == (0, 3, 2, 2)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE result SET suffix = '.md' WHERE id = 1",
        "UPDATE result SET grade = x'ff' WHERE id = 1",
        "UPDATE verdict SET level = 3 - level WHERE rule = 'E1'",
        "UPDATE result SET score = score + 1",
        "UPDATE evidence SET quote = quote || '。'",
        "UPDATE result SET file_sha256 = 'a' || file_sha256; UPDATE file SET file_sha256 = 'a' || file_sha256",
        "UPDATE wording SET text = text || '。'",
    ],
)
def test_verify_notices_that_a_store_was_changed(score, verify, reports, change):
    score(reports)
    with closing(sqlite3.connect(reports / STORE)) as connection:
        connection.executescript(change)
    ran = verify(reports / STORE)
    assert (ran.code, "封印不符" in joined(ran.out)) == (1, True)


@pytest.mark.parametrize(
    "change", ["DELETE FROM result WHERE id = 1", "UPDATE file SET file_sha256 = '00' WHERE path LIKE '白%'"]
)
def test_verify_notices_that_a_result_is_gone(score, verify, reports, change):
    score(reports)
    with closing(sqlite3.connect(reports / STORE)) as connection:
        connection.execute(change)
        connection.commit()
    ran = verify(reports / STORE)
    assert (ran.code, "结果不见了" in joined(ran.out)) == (1, True)


def test_verify_puts_a_broken_seal_before_a_file_that_is_gone(score, verify, reports):
    score(reports)
    (reports / "白水镇.txt").unlink()
    with closing(sqlite3.connect(reports / STORE)) as connection:
        connection.execute("UPDATE result SET score = score + 1 WHERE unit LIKE '%红石乡%'")
        connection.commit()
    assert verify(reports / STORE).code == 1


def test_verify_keeps_file_names_from_steering_the_screen(score, verify, reports):
    hostile = reports / "坏\x1b[31m名\x07.txt"
    hostile.write_text(text_of("河口镇"), "utf-8")
    score(reports, "-q")
    hostile.unlink()
    ran = verify(reports / STORE, "--all")
    assert (ran.code, b"\x1b" in ran.raw, b"\x07" in ran.raw) == (3, False, False)


def test_verify_finds_files_of_one_name_in_two_places(score, verify, put, tmp_path):
    store = tmp_path / "记录.sqlite"
    for name in ("甲", "乙"):
        put(f"{name}/报告/1.txt", text_of(f"{name}水镇"))
        score(tmp_path / name / "报告", "--store", store, "-q")
    ran = verify(store, "--all")
    assert (ran.code, "重评 2 份，2 份完全相同" in ran.out) == (0, True)


def test_verify_judges_anew_what_was_sealed_with_a_wrong_level(score, verify, reports, tmp_path):
    """A result that another program sealed: the seal fits, the verdict does not."""
    score(reports)
    with Store(reports / STORE) as store:
        store.ask("UPDATE verdict SET level = 0 WHERE rule = 'E1'")
        for number in numbers(store):
            kept = kept_as(store, number)
            store.ask("UPDATE result SET seal = ? WHERE id = ?", seal_of(kept.key, kept.rows), number)
    ran = verify(reports / STORE)
    assert ran.code == 1
    assert "E1等级缺失→有据" in joined(ran.out)


def test_verify_tells_files_that_are_gone_or_changed(score, verify, reports):
    score(reports)
    (reports / "白水镇.txt").unlink()
    (reports / "红石乡.txt").write_text("别的", "utf-8")
    ran = verify(reports / STORE)
    said = joined(ran.out)
    assert (ran.code, "白水镇.txt：文件读不到了" in said, "红石乡.txt：文件的内容" in said) == (3, True, True)


def test_verify_finds_reports_that_were_moved_with_their_store(score, verify, put, tmp_path):
    put("报告/青山县/白水镇.txt", text_of("白水镇"))
    score(tmp_path / "报告")
    (tmp_path / "报告").rename(tmp_path / "搬到这里")
    ran = verify(tmp_path / "搬到这里" / STORE)
    assert (ran.code, "重评 1 份，1 份完全相同" in ran.out) == (0, True)


def test_verify_says_when_the_rules_are_others(score, program, reports):
    score(reports)
    ran = program("verify", reports / STORE)
    # nothing was judged once more: that is not all well
    assert (ran.code, "另有 3 份是按别的规则评的" in ran.out) == (3, True)


def test_a_store_is_copied(score, verify, program, reports, tmp_path):
    score(reports)
    copy = tmp_path / "副本.sqlite"
    assert program("store", "copy", reports / STORE, copy).code == 0
    assert verify(copy, "--all").code == 0
    assert program("store", "copy", tmp_path / "没有.sqlite", copy).code == 3


def test_standard_output_is_only_results(score, reports):
    ran = score(reports, "-f", "json")
    assert json.loads(ran.raw)["summary"]["documents"] == 3


def test_nothing_to_judge_is_told(score, tmp_path):
    (tmp_path / "空").mkdir()
    ran = score(tmp_path / "空")
    assert (ran.code, "没有可以评定的报告" in ran.err) == (3, True)
    assert not (tmp_path / "空" / STORE).exists()
