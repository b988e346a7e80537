"""Ranking -> one web page that needs nothing but itself: readable without script, on a phone and on paper.

Everything that comes from a file or its name is escaped by the template engine and shown by `visible`.
"""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from auditor.model import Level
from auditor.ranking import Ranking
from auditor.render import charts, wording
from auditor.render.figures import gained, weakest_first
from auditor.render.visible import visible

HEAT_UNITS = 300
"""Units of a year in the heat map: more are slow to draw, and nobody's eye takes them in."""


def ranking_html(ranking: Ranking, heat_units: int = HEAT_UNITS) -> str:
    """Render the whole run; the heat map of a year shows at most so many units, the best, and says so."""
    page = _environment().get_template("ranking.html.j2")
    return page.render(ranking=ranking, heat_units=heat_units)


@cache
def _environment() -> Environment:
    """Return the engine: names that are not there fail, text is escaped wherever it stands."""
    made = Environment(
        loader=PackageLoader("auditor.render"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(
        charts=charts,
        gained=gained,
        levels=tuple(Level),
        policy=_policy(made),
        source=lambda name: Markup(_source(made, name)),
        weakest_first=weakest_first,
        wording=wording,
    )
    return made


def _shown(value: object) -> object:
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _source(environment: Environment, name: str) -> str:
    assert environment.loader
    return environment.loader.get_source(environment, name)[0]


def _policy(environment: Environment) -> str:
    """Return a content security policy: nothing is loaded, and nothing runs but the page's own style and script."""
    style, script = (
        b64encode(sha256(_source(environment, name).encode()).digest()).decode()
        for name in ("ranking.css", "ranking.js")
    )
    return (
        f"default-src 'none'; style-src 'sha256-{style}'; script-src 'sha256-{script}'; "
        "base-uri 'none'; form-action 'none'"
    )
