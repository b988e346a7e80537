"""Ranking -> one web page that needs nothing but itself: readable without script, on a phone and on paper.

Everything that comes from a file or its name is escaped by the template engine and shown by `visible`.
"""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from auditor.model import Level
from auditor.ranking import MARK, Ranking
from auditor.render import charts, wording
from auditor.render.figures import core_places, gained, weakest_first
from auditor.render.visible import visible

HEAT_UNITS = 300
"""Units of a year in the heat map: more are slow to draw, and nobody's eye takes them in."""
_TEMPLATES = Path(__file__).with_name("templates")


def ranking_html(ranking: Ranking, heat_units: int = HEAT_UNITS) -> str:
    """Render the whole run; the heat map of a year shows at most so many units, the best, and says so."""
    page = _environment().get_template("ranking.html.j2")
    return page.render(ranking=ranking, heat_units=heat_units, mark=MARK)


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
    style, script = (
        Markup((_TEMPLATES / name).read_text("utf-8"))  # the page's own, not from a report
        for name in ("ranking.css", "ranking.js")
    )
    made.globals.update(
        charts=charts, core_places=core_places, gained=gained, levels=tuple(Level), weakest_first=weakest_first,
        wording=wording, style=style, script=script, policy=_policy(style, script),
    )  # fmt: skip
    return made


def _shown(value: object) -> object:
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _policy(style: str, script: str) -> str:
    """Return a content security policy: nothing is loaded, and nothing runs but the page's own style and script."""
    styled, run = (b64encode(sha256(text.encode()).digest()).decode() for text in (style, script))
    return (
        f"default-src 'none'; style-src 'sha256-{styled}'; script-src 'sha256-{run}'; "
        "base-uri 'none'; form-action 'none'"
    )
