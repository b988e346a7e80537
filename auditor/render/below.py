"""A shortcoming -> the few words that name it in a line."""

from __future__ import annotations

from auditor.render.wording import LEVELS
from auditor.shortcoming import Shortcoming


def told(found: Shortcoming) -> str:
    """Say in short what a draft falls short in: B1 第一责任人 缺失（要求落实）."""
    if found.level is None:
        return f"{found.title} {found.message.rstrip('。')}"
    wanted = f"（要求{LEVELS[found.wanted]}）" if found.wanted is not None else ""
    return f"{found.rule} {found.title} {LEVELS[found.level]}{wanted}"
