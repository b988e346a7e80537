"""Everything that can go wrong for a user, and the exit code it ends with.

AuditorError
├── UsageError     the command line asks for what cannot be          2
├── ReadError      a file cannot be read, or there is none           3
├── RulesError     the rule set is wrong; nothing is audited         4
└── OutputError    a result cannot be written where it was asked     3
"""

from __future__ import annotations

import errno
from enum import IntEnum


class ExitCode(IntEnum):
    """What the program tells the shell; the table stands in the README."""

    OK = 0
    BELOW_BAR = 1
    USAGE = 2
    UNREADABLE = 3
    BAD_RULES = 4
    FAULT = 70
    INTERRUPTED = 130


_REASONS = {
    errno.ENOENT: "文件夹不存在",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EISDIR: "那是一个文件夹",
    errno.EEXIST: "已有同名的文件",
    errno.ENOTDIR: "上一级不是文件夹",
    errno.ENOSPC: "磁盘已满",
    errno.EROFS: "磁盘只读",
    errno.ENAMETOOLONG: "文件名太长",
    errno.ELOOP: "链接绕成了圈",
    errno.EBUSY: "正被别的程序占用",
}


def why(error: OSError) -> str:
    """Say in Chinese why the system refused; what is not in the table stays as the system says it."""
    return _REASONS.get(error.errno or 0) or error.strerror or type(error).__name__


class AuditorError(Exception):
    """A failure that is explained to the user in Chinese: what happened, and what to do about it."""

    exit_code = ExitCode.FAULT

    def __init__(self, code: str, message: str, hint: str = "") -> None:
        """`code` is a stable kebab-case name for programs; `message` and `hint` are shown to people."""
        # all three, so that an error comes whole from another process
        super().__init__(code, message, hint)
        self.code = code
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        """Return what happened."""
        return self.message


class UsageError(AuditorError):
    """The command line asks for something that cannot be done."""

    exit_code = ExitCode.USAGE


class ReadError(AuditorError):
    """A file is missing, empty, locked, too large, damaged or of an unknown kind."""

    exit_code = ExitCode.UNREADABLE


class RulesError(AuditorError):
    """A rule file is wrong: says where (`file`, `line` from 1; 0 when no line can be named)."""

    exit_code = ExitCode.BAD_RULES

    def __init__(self, code: str, message: str, hint: str = "", *, file: str = "", line: int = 0) -> None:
        """See the class."""
        super().__init__(code, message, hint)
        self.file = file
        self.line = line


class OutputError(AuditorError):
    """A result cannot be written."""

    exit_code = ExitCode.UNREADABLE
