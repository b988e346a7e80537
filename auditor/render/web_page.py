"""A template and what it shows -> one web page that needs nothing but itself: readable without script, loads nothing.

Everything that comes from a file or its name is escaped by the template engine and shown by `visible`.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from auditor.model import Level
from auditor.render import wording
from auditor.render.visible import visible

_TEMPLATES = Path(__file__).with_name("templates")


def web_page(template: str, styles: Sequence[str], *, script: str = "", rules: str = "", **shown: object) -> str:
    """Render a template with the styles and the script named, and with further rules of style that the page needs.

    `rules` and the files named are put in as they are: nothing of a report belongs in them.
    """
    style = Markup("".join(map(_file, styles)) + rules)
    run = Markup(_file(script)) if script else Markup()
    return _environment().get_template(template).render(style=style, script=run, policy=_policy(style, run), **shown)


@cache
def _environment() -> Environment:
    """Return the engine: names that are not there fail, text is escaped wherever it stands."""
    made = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(levels=tuple(Level), wording=wording)
    return made


@cache
def _file(name: str) -> str:
    return (_TEMPLATES / name).read_text("utf-8")


def _shown(value: object) -> object:
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _policy(style: str, script: str) -> str:
    """Return a content security policy: nothing is loaded, and nothing runs but the page's own style and script."""
    allowed = [f"{kind}-src {_hash(text)}; " for kind, text in (("style", style), ("script", script)) if text]
    return f"default-src 'none'; {''.join(allowed)}base-uri 'none'; form-action 'none'"


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
