"""The `auditor` command: collects the sub-commands and turns every failure into a message and an exit code."""

from __future__ import annotations

import gc
import os
import signal
import sys
from typing import ClassVar

import typer

from auditor.cli.chinese import complaint
from auditor.cli.late import LateGroup
from auditor.errors import AuditorError, ExitCode, why
from auditor.version import __version__

_ABOUT = "乡镇（街道）法治政府建设年度报告自查与评分：逐项对照、引文为证，全程离线。"
_INTERRUPTED = "已中断。"
_MADE_BETWEEN_SEARCHES = 50_000
"""Values that are made before garbage is looked for."""


class _Commands(LateGroup):
    """The commands in the order of the help page, each with the first line of its own."""

    lines: ClassVar = {
        "check": "对照清单评定报告：每行给出等级、分值、引文和补充建议。",
        "gate": "草稿把关：一个文件夹的草稿逐份对照要求，不达标的以代码 1 结束，供自动检查用。",
        "baseline": "建立基线：记下草稿现有的不达标之处，以后 gate 只拦新的；再次运行只减不增。",
        "evaluate": "与人工标注的报告比一比：等级、引文、标记和总分有多一致。",
        "explain": "说明一行是怎么评出来的：读到哪些话、怎么理解、数字算不算、还差什么。",
        "schema": "打印 JSON 结果的 JSON Schema。",
        "score": "批量评分：多进程评整个文件夹，结果逐份存好，给出排名、热力图和各行覆盖率。",
        "text": "显示从文件里读出了什么：读得好不好，标题、落款，各部分归为工作、问题还是计划。",
        "verify": "复核评分记录：查每条结果的封印，抽样（或全部）重评，列出任何不同。",
        "store": "评分记录的复制。",
        "rules": "查看和检验规则。",
    }


app = typer.Typer(
    name="auditor",
    cls=_Commands,
    help=_ABOUT,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="\b\n例：\n  auditor check 草稿.docx\n  auditor check 草稿.docx -o 草稿（批注）.docx\n"
    "  auditor check 报告文件夹 -f json -o 结果.json\n"
    "  auditor gate 草稿箱 --require A2,B1,E2=有据\n"
    "  auditor explain 草稿.docx E2\n"
    "  auditor score 各乡镇报告 -o 排名.xlsx\n"
    "  auditor text 草稿.docx\n"
    "  auditor rules show E2",
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"auditor {__version__}")
        raise typer.Exit


@app.callback(help=_ABOUT)
def main(
    version: bool = typer.Option(False, "--version", callback=_version, is_eager=True, help="显示版本号。"),
) -> None:
    """Take the options that stand before a command."""


def run(arguments: list[str] | None = None) -> None:
    """Run the command line and exit; the one place where failures become messages."""
    # a run makes far more than it throws away: the usual search for garbage is a twentieth of a start
    gc.set_threshold(_MADE_BETWEEN_SEARCHES)
    if sys.stdout is None or sys.stderr is None:
        # started with a closed stream: there is nobody to talk to
        _silence()
        sys.stderr = sys.stderr or sys.stdout
    for stream in (sys.stdout, sys.stderr):
        # a GBK console cannot print every character of a report; a question mark is better than a traceback
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    for name in ("SIGTERM", "SIGHUP"):
        # ended from outside, the program takes its helpers and their files with it, as after Ctrl-C
        number = getattr(signal, name, None)
        # nohup has the closing of the terminal ignored: so it stays
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, signal.default_int_handler)
    code = _call(arguments)
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        _silence()
    except OSError as error:
        _silence()
        code = _system(error)
    # nor is it worth while to look through everything once more before the system takes it all back
    gc.freeze()
    sys.exit(int(code))


def _call(arguments: list[str] | None) -> int:
    """Call the command; return its exit code, whatever happens."""
    try:
        code = app(arguments, standalone_mode=False)
    except AuditorError as error:
        return _explain(error.message, error.hint, error.exit_code)
    except (KeyboardInterrupt, EOFError):
        return _explain(_INTERRUPTED, "", ExitCode.INTERRUPTED)
    except BrokenPipeError:
        _silence()
        return ExitCode.OK
    except SystemExit as ended:
        # the command line library ends the program itself when it is interrupted or its reader has gone
        if ended.code == ExitCode.INTERRUPTED:
            return _explain(_INTERRUPTED, "", ExitCode.INTERRUPTED)
        _silence()
        return ExitCode.OK
    except OSError as error:
        return _system(error)
    except Exception as error:
        return _other(error)
    if code == ExitCode.INTERRUPTED:
        return _explain(_INTERRUPTED, "", ExitCode.INTERRUPTED)
    return code if isinstance(code, int) else ExitCode.OK


def _silence() -> None:
    from auditor.cli.output import silence

    silence()


def _system(error: OSError) -> int:
    """Explain what the system refused outside of reading a report or writing a result."""
    what = f"“{error.filename}”读不了或写不了" if error.filename else "读写出错"
    return _explain(f"{what}（{why(error)}）。", "请检查文件夹的权限和磁盘。", ExitCode.UNREADABLE)


def _other(error: Exception) -> int:
    """Explain a wrong command line, or own up to a fault of the program."""
    form = getattr(error, "format_message", None)
    if type(error).__name__ == "NoArgsIsHelpError" and form is not None:
        return _explain(form(), "", ExitCode.USAGE)
    if form is not None:
        # started as a module, the path begins with the interpreter
        _, _, path = (getattr(getattr(error, "ctx", None), "command_path", None) or "").partition("auditor")
        return _explain(f"命令写得不对：{complaint(form())}。", f"用 auditor{path} --help 查看用法。", ExitCode.USAGE)
    if type(error).__name__ == "Abort":
        return _explain(_INTERRUPTED, "", ExitCode.INTERRUPTED)
    if os.environ.get("AUDITOR_DEBUG"):
        raise error
    said = f"程序出错了（{type(error).__name__}：{error}）。"
    hint = "这是程序的缺陷，不是您的操作问题。设置环境变量 AUDITOR_DEBUG=1 再运行一次，把输出发给维护者。"
    return _explain(said, hint, ExitCode.FAULT)


def _explain(message: str, hint: str, code: ExitCode) -> int:
    # names of files are in it, and these may hold anything
    from auditor.render.visible import marked

    for line in (message, hint):
        if line:
            print(marked(line), file=sys.stderr)
    return int(code)


if __name__ == "__main__":
    run()
