"""Ctrl-C ends with 130, without a traceback and without half a result."""

import os
import signal
import subprocess

import pytest

pytestmark = [
    pytest.mark.skipif(os.name == "nt", reason="signals of POSIX"),
    pytest.mark.usefixtures("heeded"),
]

# more than a pipe holds: once it is written, the program is reading
LONG = ("青山县白水镇法治政府建设。\n" * 10_000).encode()
SEVERAL_SECONDS = 200


@pytest.fixture
def interrupted(program, put, tmp_path):
    """Interrupt a run that waits for standard input, or goes on to many files after it."""

    def run(*, waiting):
        for at in range(0 if waiting else SEVERAL_SECONDS):
            put(f"报告/{at}.txt")
        old = put("出/旧.json", "旧")
        new = old.with_name("新.txt")
        names = ["-"] if waiting else ["-", tmp_path / "报告"]
        with program.start("check", *names, "-o", old, "-o", new, stdin=subprocess.PIPE) as process:
            process.stdin.write(LONG)
            process.stdin.flush()
            if not waiting:
                process.stdin.close()
                process.stdin = None
            process.send_signal(signal.SIGINT)
            out, err = process.communicate()
        left = {path.name: path.read_text("utf-8") for path in old.parent.iterdir()}
        return process.returncode, out.decode(), err.decode(), left

    return run


@pytest.mark.parametrize("waiting", [True, False], ids=["waiting for input", "among many files"])
def test_interrupt_ends_with_130_and_leaves_nothing_behind(interrupted, waiting):
    code, out, err, left = interrupted(waiting=waiting)
    assert (code, out, left) == (130, "", {"旧.json": "旧"})
    assert "Traceback" not in err


def test_interrupt_is_told(interrupted):
    assert "已中断" in interrupted(waiting=True)[2]


def test_interrupt_while_printing_ends_with_130(program):
    with program.start("check", "seeds", "-f", "json") as process:
        assert process.stdout.read(1) == b"{"
        process.send_signal(signal.SIGINT)
        _, err = process.communicate()
    assert process.returncode == 130
    assert b"Traceback" not in err


@pytest.fixture
def reading(program):
    """Start a run that has begun to read standard input, and send it a signal."""

    def run(number):
        process = program.start("check", "-", "-q", stdin=subprocess.PIPE)
        process.stdin.write(LONG)
        process.stdin.flush()
        process.send_signal(number)
        return process

    return run


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_a_run_ended_from_outside_cleans_up_as_after_ctrl_c(reading, name):
    number = getattr(signal, name)
    before = signal.signal(number, signal.SIG_DFL)
    with reading(number) as process:
        _, err = process.communicate()
    signal.signal(number, before)
    assert process.returncode == 130
    assert "已中断" in err.decode()


def test_a_terminal_that_closes_does_not_end_a_run_under_nohup(reading):
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    with reading(signal.SIGHUP) as process:
        _, err = process.communicate()
    signal.signal(signal.SIGHUP, before)
    assert process.returncode == 0, err.decode()
