"""The real reports and two made ones, and the levels that an audit gives."""

from collections.abc import Callable
from pathlib import Path

import pytest

from auditor.model import Document
from auditor.pipeline import Auditor

HERE = Path(__file__).parent
REPORTS = {
    path.stem: path.read_text(encoding="utf-8")
    for folder in (HERE.parents[1] / "seeds", HERE / "reports")
    for path in sorted(folder.glob("*.txt"))
}
Levels = dict[str, int]


@pytest.fixture(params=REPORTS)
def text(request: pytest.FixtureRequest) -> str:
    return REPORTS[request.param]


@pytest.fixture(scope="session")
def reports() -> dict[str, str]:
    return REPORTS


@pytest.fixture(scope="session")
def levels(auditor: Auditor) -> Callable[[str], Levels]:
    return lambda text: {v.rule: int(v.level) for v in auditor.audit(Document.of(text)).verdicts}
