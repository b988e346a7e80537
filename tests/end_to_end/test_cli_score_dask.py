"""`auditor score --engine dask`: a cluster gives the store that one machine gives, also when a part of it dies."""

import json
import os
import subprocess
import sys
from contextlib import suppress

import psutil
import pytest
from stored import content

pytest.importorskip("distributed", reason="the extra dask is not installed")
pytestmark = pytest.mark.skipif(os.name == "nt", reason="processes are killed as POSIX does")
MANY = 60


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder of reports, one of them empty."""
    folder = tmp_path_factory.mktemp("各镇")
    for at in range(MANY):
        text = (
            f"青山县第{at}镇2023年度法治政府建设情况报告\n\n一、工作情况\n全镇{at + 2}名执法人员持有行政执法证。\n"
            + "另有工作。\n" * 200
        )
        (folder / f"{at}.txt").write_text(text, "utf-8")
    (folder / "空.txt").write_bytes(b"")
    return folder


@pytest.fixture(scope="module")
def local(program, few_rules, folder, tmp_path_factory):
    """What one machine keeps of the folder."""
    store = tmp_path_factory.mktemp("记录") / "本机.sqlite"
    assert program("score", folder, "--rules", few_rules, "--store", store, "-q").code == 3
    return content(store)


@pytest.fixture
def cluster():
    """A scheduler with two workers, as an administrator starts them; yields its address and the workers."""
    command = [
        sys.executable,
        "-m",
        "distributed.cli.dask_scheduler",
        "--host",
        "127.0.0.1",
        "--port",
        "0",
        "--no-dashboard",
    ]
    with subprocess.Popen(command, stderr=subprocess.PIPE) as scheduler:
        assert scheduler.stderr is not None
        address = next(line.split()[-1].decode() for line in scheduler.stderr if b"Scheduler at:" in line)
        worker = [sys.executable, "-m", "distributed.cli.dask_worker", address, "--nthreads", "1", "--no-dashboard"]
        workers = [subprocess.Popen([*worker, "--no-nanny"], stderr=subprocess.DEVNULL) for _ in range(2)]
        yield address, workers
        for process in (*workers, scheduler):
            process.kill()
        for process in workers:
            process.wait()


def judges(worker):
    """Return whether a worker of the cluster has started a process of its own."""
    with suppress(psutil.Error):
        return any("worker_main" in " ".join(child.cmdline()) for child in psutil.Process(worker.pid).children())
    return False


def test_a_cluster_of_its_own_gives_the_same_store(program, few_rules, folder, local, tmp_path):
    store = tmp_path / "集群.sqlite"
    ran = program("score", folder, "--rules", few_rules, "--store", store, "--engine", "dask", "-j", 2, "-q")
    assert ran.code == 3
    assert f"评定 {MANY} 份，没有评成 1 份" in ran.err
    assert content(store) == local


@pytest.mark.parametrize("more", [[], ["--by-path"]], ids=["by bytes", "by path"])
def test_a_cluster_elsewhere_gives_the_same_store(program, few_rules, folder, local, tmp_path, cluster, more):
    store = tmp_path / "集群.sqlite"
    dask = ["--engine", "dask", "--scheduler", cluster[0]]
    ran = program("score", folder, "--rules", few_rules, "--store", store, *dask, *more, "-f", "json")
    assert (ran.code, len(json.loads(ran.raw)["documents"])) == (3, MANY)
    assert content(store) == local


def test_a_worker_of_the_cluster_that_dies_costs_nothing(program, few_rules, folder, local, tmp_path, cluster):
    store = tmp_path / "集群.sqlite"
    address, workers = cluster
    dask = ["--engine", "dask", "--scheduler", address]
    with program.start("score", folder, "--rules", few_rules, "--store", store, *dask, "-q") as process:
        # it is judging as soon as it has started a process of its own
        while not judges(workers[0]):
            assert process.poll() is None
        workers[0].kill()
        _, err = process.communicate()
    assert (process.returncode, "Traceback" in err.decode()) == (3, False)
    assert content(store) == local


def test_a_scheduler_that_is_not_there_is_told(program, few_rules, folder, tmp_path):
    dask = ["--engine", "dask", "--scheduler", "tcp://127.0.0.1:1"]
    ran = program("score", folder, "--rules", few_rules, "--store", tmp_path / "集群.sqlite", *dask)
    assert (ran.code, "连不上调度器" in ran.err) == (2, True)
