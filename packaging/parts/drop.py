"""Reports dropped on an icon -> a page and a Word file with comments beside each, opened."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

HOME = Path(__file__).resolve().parent
RULES = HOME / "rules"
"""A rule set of the office's own, where somebody has put one."""
OF_WORD = (".docm", ".dotx", ".dotm")


def main(paths):
    """Judge one report after the other; return the worst exit code."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")
    if not paths:
        print("把报告文件（.docx、.pdf 等）拖到“自查”图标上，松开鼠标。")
    code = max([judge(Path(path)) for path in paths], default=2)
    if sys.stdin is not None and sys.stdin.isatty():
        input("\n按回车键关闭这个窗口。")
    return code


def judge(path):
    """Judge a report and open what came of it."""
    print(f"\n正在评定：{path.name} …", flush=True)
    if path.is_dir() or path.suffix.lower() == ".zip":
        print("这是一个文件夹或压缩包。请把里面的报告文件拖过来，可以一次拖几个。", file=sys.stderr)
        return 2
    if not path.exists():
        # cmd.exe ends a command at an &, so that a part of the name is what comes here
        print("找不到这个文件。文件名或文件夹名里有 & 的，去掉 & 再拖一次。", file=sys.stderr)
        return 3
    page = path.with_name(path.stem + "（自查）.html")
    # what has macros, and templates, Word opens under no other suffix
    word = path.with_name(path.stem + "（批注）" + (path.suffix if path.suffix.lower() in OF_WORD else ".docx"))
    command = [sys.executable, "-m", "auditor", "check", str(path), "-q", "-f", "terminal", "-o", "-"]
    command += ["-f", "html", "-o", str(page), "-f", "docx", "-o", str(word)]
    if (RULES / "checklist.yaml").exists():
        command += ["--rules", str(RULES)]
        print(f"用的是本单位的规则：{RULES}", flush=True)
    before = {made: stamp(made) for made in (page, word)}
    code = subprocess.call(command)
    for made in (page, word):
        if stamp(made) != before[made]:
            print(f"写好了：{made.name}", flush=True)
            show(made)
    return code


def stamp(path):
    """Return what changes when a file is written; None where there is none."""
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return None


def show(path):
    """Open a file with the program that the system opens such files with."""
    if os.name == "nt":
        os.startfile(str(path))
    elif shutil.which("xdg-open"):
        subprocess.Popen(["xdg-open", str(path)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
