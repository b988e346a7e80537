"""Settings read as the gate reads them, without what the user's own machine holds."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from auditor.gate import sources
from auditor.gate.layers import Layers
from auditor.gate.sources import layers_for


@pytest.fixture
def users(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the user's own settings, empty."""
    folder = tmp_path / "用户"
    folder.mkdir()
    monkeypatch.setattr(sources, "user_config_path", lambda *_, **__: folder)
    return folder


@pytest.fixture
def drafts(tmp_path: Path) -> Path:
    """A folder of drafts at the top of a repository."""
    folder = tmp_path / "库" / "草稿 箱"
    folder.mkdir(parents=True)
    (tmp_path / "库" / ".git").mkdir()
    return folder


@pytest.fixture
def told(users: Path, drafts: Path) -> Callable[..., Layers]:
    """Gather settings from flags, variables and what the files hold."""

    def gather(
        flags: dict[str, object] | None = None,
        environment: dict[str, str] | None = None,
        project: str = "",
        user: str = "",
        named: Path | None = None,
    ) -> Layers:
        if project:
            (drafts.parent / "auditor.toml").write_text(project, "utf-8")
        if user:
            (users / "auditor.toml").write_text(user, "utf-8")
        return layers_for(drafts, flags or {}, environment or {}, named).above(60)

    return gather
