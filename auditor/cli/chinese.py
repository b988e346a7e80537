"""What the command line library says in English -> Chinese: its help pages and its complaints."""

from __future__ import annotations

import re
from typing import Any

from typer.core import TyperCommand, TyperGroup

from auditor.cli.plain import spared

_HELP = (
    (r"^Usage:", "用法："),
    (r"^Options:", "选项："),
    (r"^Arguments:", "参数："),
    (r"^Commands:", "命令："),
    (r"\[OPTIONS\]", "[选项]"),
    (r"COMMAND \[ARGS\]\.\.\.", "命令 [参数]..."),
    (r"Show\s+this\s+message\s+and\s+exit\.", "显示这份说明。"),
    (r"Install\s+completion\s+for\s+the\s+current\s+shell\.", "为当前的命令行安装按键补全。"),
    (
        r"Show\s+completion\s+for\s+the\s+current\s+shell,\s+to\s+copy\s+it\s+or\s+customize\s+the\s+installation\.",
        "显示按键补全的脚本。",
    ),
    (r" *<[\w\[\]| ]+>", ""),
    (r"([\d.]+)<=x<=([\d.]+)", r"\1 到 \2"),
    (r"x>=([\d.]+)", r"不小于 \1"),
    (r"\[required\]", "[必填]"),
    (r"\[default:\s", "[默认 "),
)
_COMPLAINTS = (
    (r"Missing \w+ '?(?P<name>[^']+?)'?\.?$", "缺少必填的参数 {name}"),
    (r"No such option:? '?(?P<name>--?[\w-]+)", "没有选项 {name}"),
    (r"No such command '(?P<name>[^']+)'", "没有命令 {name}"),
    (r"Option '?(?P<name>--?[\w-]+)'? requires", "选项 {name} 后面缺少值"),
    (r"Option '?(?P<name>--?[\w-]+)'? does not take a value", "选项 {name} 后面不带值"),
    (r"unexpected extra arguments?(?:\(s\))? \((?P<name>[^)]*)\)", "多了参数 {name}"),
    (
        r"Invalid value for '?(?P<name>[^':]+)'?: .*range (?P<least>[\d.]+)<=x<=(?P<most>[\d.]+)",
        "{name} 的值应在 {least} 到 {most} 之间",
    ),
    (r"Invalid value for '?(?P<name>[^':]+)'?: .*range x>=(?P<least>[\d.]+)", "{name} 的值不能小于 {least}"),
    (
        r"Invalid value for '?(?P<name>[^':]+)'?: .*greater than or equal to (?P<least>[\d.]+)",
        "{name} 的值不能小于 {least}",
    ),
    (r"Invalid value for '?(?P<name>[^':]+)'?: .*less than or equal to (?P<most>[\d.]+)", "{name} 的值不能大于 {most}"),
    (r"Invalid value for '?(?P<name>[^':]+)'?: .*valid (?:integer|number)", "{name} 的值应是数字"),
    (r"Invalid value for '?(?P<name>[^':]+)'?", "{name} 的值不合要求"),
)


def complaint(message: str) -> str:
    """Say in Chinese what is wrong with a command line; an unknown complaint stays as it is."""
    for pattern, said in _COMPLAINTS:
        found = re.search(pattern, message)
        if found:
            return said.format(**found.groupdict())
    return message


def _help(text: str) -> str:
    for pattern, said in _HELP:
        text = re.sub(pattern, said, text, flags=re.MULTILINE)
    return text


class ChineseCommand(TyperCommand):
    """A command whose help page is Chinese throughout."""

    def get_help(self, ctx: Any) -> str:
        """Return the help page."""
        return _help(str(super().get_help(ctx)))

    def get_params(self, ctx: Any) -> list[Any]:
        """Return the parameters, those that need no check without one."""
        return [spared(param) for param in super().get_params(ctx)]


class ChineseGroup(TyperGroup):
    """A group of commands whose help page is Chinese throughout."""

    def get_help(self, ctx: Any) -> str:
        """Return the help page."""
        return _help(str(super().get_help(ctx)))

    def get_params(self, ctx: Any) -> list[Any]:
        """Return the parameters, those that need no check without one."""
        return [spared(param) for param in super().get_params(ctx)]
