"""The `auditor` command: collects the sub-commands and turns every failure into a message and an exit code."""

from __future__ import annotations

import os
import re
import sys

import typer

from auditor.cli import check, rules, schema
from auditor.errors import AuditorError, ExitCode
from auditor.version import __version__

app = typer.Typer(
    name="auditor",
    help="乡镇（街道）法治政府建设年度报告自查与评分：逐项对照、引文为证，全程离线。",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="\b\n例：\n  auditor check 草稿.docx\n  auditor check 报告文件夹 -f json -o 结果.json\n"
    "  auditor rules show E2",
)
app.command("check", epilog=check.EPILOG)(check.check)
app.command("schema")(schema.schema)
app.add_typer(rules.app, name="rules")


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"auditor {__version__}")
        raise typer.Exit


@app.callback()
def main(
    version: bool = typer.Option(False, "--version", callback=_version, is_eager=True, help="显示版本号。"),
) -> None:
    """乡镇（街道）法治政府建设年度报告自查与评分：逐项对照、引文为证，全程离线。"""


def run(arguments: list[str] | None = None) -> None:
    """Run the command line and exit; the one place where failures become messages."""
    for stream in (sys.stdout, sys.stderr):
        # a GBK console cannot print every character of a report; a question mark is better than a traceback
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        code = app(arguments, standalone_mode=False)
    except AuditorError as error:
        code = _explain(error.message, error.hint, error.exit_code)
    except (KeyboardInterrupt, EOFError):
        code = _explain("已中断。", "", ExitCode.INTERRUPTED)
    except BrokenPipeError:
        # the reader of the pipe has gone: nothing more to say to it
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = ExitCode.OK
    except Exception as error:
        code = _other(error)
    sys.exit(code if isinstance(code, int) else 0)


def _other(error: Exception) -> int:
    """Explain a wrong command line, or own up to a fault of the program."""
    form = getattr(error, "format_message", None)
    if form is not None:
        return _explain(
            f"命令写得不对：{_in_chinese(type(error).__name__, form())}",
            "用 auditor --help 或 auditor check --help 查看用法。",
            ExitCode.USAGE,
        )
    if type(error).__name__ == "Abort":
        return _explain("已中断。", "", ExitCode.INTERRUPTED)
    if os.environ.get("AUDITOR_DEBUG"):
        raise error
    said = f"程序出错了（{type(error).__name__}：{error}）。"
    return _explain(
        said,
        "这是程序的缺陷，不是您的操作问题。设置环境变量 AUDITOR_DEBUG=1 再运行一次，把输出发给维护者。",
        ExitCode.FAULT,
    )


_USAGE = {
    "MissingParameter": "缺少必填的参数 {0}",
    "NoSuchOption": "没有选项 {0}",
    "BadParameter": "选项的值不对（{0}）",
    "NoSuchCommand": "没有命令 {0}",
}


def _in_chinese(kind: str, message: str) -> str:
    """Say in Chinese what the command line library says in English; what it names stays."""
    named = re.findall(r"'[^']+'|--?[a-z][\w-]*", message)
    if "No such command" in message:
        kind = "NoSuchCommand"
    if kind in _USAGE and (named or kind == "BadParameter"):
        return _USAGE[kind].format(message if kind == "BadParameter" else named[0]) + "。"
    return message


def _explain(message: str, hint: str, code: ExitCode) -> int:
    print(message, file=sys.stderr)
    if hint:
        print(hint, file=sys.stderr)
    return int(code)


if __name__ == "__main__":
    run()
