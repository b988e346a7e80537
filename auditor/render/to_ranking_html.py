"""Ranking -> one web page: readable without script, on a phone and on paper."""

from __future__ import annotations

from auditor.ranking import MARK, Ranking
from auditor.render import charts
from auditor.render.figures import core_places, gained, weakest_first
from auditor.render.web_page import web_page

HEAT_UNITS = 300
"""Units of a year in the heat map: more are slow to draw, and nobody's eye takes them in."""


def ranking_html(ranking: Ranking, heat_units: int = HEAT_UNITS) -> str:
    """Render the whole run; the heat map of a year shows at most so many units, the best, and says so."""
    return web_page(
        "ranking.html.j2", ("house.css", "ranking.css"), script="ranking.js", mark=MARK, charts=charts,
        ranking=ranking, heat_units=heat_units, core_places=core_places, gained=gained, weakest_first=weakest_first,
    )  # fmt: skip
