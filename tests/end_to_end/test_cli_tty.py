"""In front of a person: colour, the window's width, progress."""

import os
import re
import sys

import pytest
from rich.cells import cell_len

if sys.platform == "win32":
    pytest.skip("pseudo terminals are POSIX", allow_module_level=True)

import fcntl
import pty
import struct
import termios


@pytest.fixture
def shown(program, few_rules):
    """Run with one stream on a terminal 60 columns wide and return what it shows."""

    def run(*arguments, command="check", stream="stdout", env=None, code=0):
        master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 60, 0, 0))
        with program.start(command, "--rules", few_rules, *arguments, env=env, **{stream: slave}) as process:
            os.close(slave)
            seen = b""
            try:
                while part := os.read(master, 65536):
                    seen += part
            except OSError:
                # Linux reports the end of a pseudo terminal as an error
                pass
            other = process.communicate()[stream == "stdout"]
        os.close(master)
        assert process.returncode == code
        return seen.decode().replace("\r\n", "\n"), other.decode()

    return run


def test_terminal_shows_colour_and_fits_the_window(shown, report):
    seen, err = shown(report)
    plain = re.sub(r"\x1b\[[\d;]*m", "", seen)
    assert seen != plain
    assert "\x1b" not in plain
    assert 50 < max(map(cell_len, plain.split("\n"))) <= 60
    assert err == ""


def test_no_color_is_obeyed(shown, report):
    seen, _ = shown(report, env={"NO_COLOR": "1"})
    assert "总分" in seen
    assert "\x1b" not in seen


def test_file_gets_no_colour_from_a_terminal(shown, report, tmp_path):
    shown(report, "-o", tmp_path / "结果.txt")
    assert "\x1b" not in (tmp_path / "结果.txt").read_text("utf-8")


def test_json_on_a_terminal_has_no_colour(shown, report):
    assert "\x1b" not in shown(report, "-f", "json")[0]


def test_progress_of_many_files_goes_to_standard_error(shown, put, tmp_path):
    for at in range(12):
        put(f"{at}.txt")
    seen, out = shown(tmp_path, "-q", stream="stderr", env={"TERM": "xterm"})
    assert "评定中" in seen
    assert "评定中" not in out
    assert out.count("总分") == 13


def test_progress_of_an_evaluation_goes_to_standard_error(shown, put, tmp_path):
    for at in range(12):
        put(f"texts/{at}.txt")
    put("reports.jsonl", "\n".join(f'{{"doc": "{at}", "rows": {{"E1": {{"level": 3}}}}}}' for at in range(12)))
    seen, out = shown(tmp_path, command="evaluate", stream="stderr", env={"TERM": "xterm"})
    assert "评定中" in seen
    assert "评定中" not in out
    assert "12 份报告" in out


def test_one_file_needs_no_progress(shown, report):
    assert shown(report, "-q", stream="stderr", env={"TERM": "xterm"})[0] == ""


def test_progress_of_a_scoring_run_tells_rate_and_failures(shown, put, tmp_path):
    for at in range(40):
        put(f"{at:02}.txt", f"青山县第{at}镇2023年度法治政府建设情况报告\n{'另有工作。' * 2000}\n")
    # sorted before the others, it has failed while they are still judged
    put("00空.docx", b"PK\x03\x04")
    seen, out = shown(tmp_path, command="score", stream="stderr", env={"TERM": "xterm"}, code=3)
    assert re.search(r"\d+/41 份", seen)
    assert "份/秒" in seen and "约剩" in seen and "没评成 1 份" in seen
    assert "评定中" not in out
