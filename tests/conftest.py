"""What several folders of tests need: the rule set made ready, the real reports, and the real program."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest
import yaml

from auditor.book import RuleBook
from auditor.pipeline import Auditor
from auditor.rulebook import read_rules

ROOT = Path(__file__).resolve().parents[1]
SEEDS = sorted((ROOT / "seeds").glob("*.txt"))
FEW_ROWS = ["A6", "A7", "B1", "E1"]
REPORT = """\
青山县白水镇2023年度法治政府建设情况报告

2023年，我镇扎实推进法治政府建设。现报告如下：
一、工作开展情况
全镇22名执法人员持有行政执法证，一律持证上岗。
青山县白水镇人民政府
2024年1月5日
"""


@dataclass(frozen=True, slots=True)
class Ran:
    """What a run of the program left behind."""

    code: int
    raw: bytes
    out: str
    err: str


class Program:
    """`auditor` as users start it, in an environment with nothing of the test run's own."""

    def __init__(self, home: Path) -> None:
        kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
        self.env = kept | {"HOME": str(home), "LANG": "C.UTF-8"}

    def start(
        self, *arguments: str | Path, env: Mapping[str, str] | None = None, **streams: int
    ) -> subprocess.Popen[bytes]:
        streams = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | streams
        command = [sys.executable, "-m", "auditor", *map(str, arguments)]
        # the root as working directory makes `-m` find this tree's package before an installed one
        return subprocess.Popen(command, cwd=ROOT, env=self.env | dict(env or {}), **streams)  # type: ignore[call-overload]

    def __call__(
        self,
        *arguments: str | Path,
        stdin: bytes = b"",
        env: Mapping[str, str] | None = None,
        encoding: str = "utf-8",
    ) -> Ran:
        """Run to the end; a traceback or a fault of the program is never right."""
        with self.start(*arguments, env=env, stdin=subprocess.PIPE) as process:
            raw, err = process.communicate(stdin)
        ran = Ran(process.returncode, raw, _unified(raw.decode(encoding)), _unified(err.decode(encoding)))
        assert "Traceback" not in ran.err, ran.err
        assert ran.code != 70, ran.err
        return ran


def _unified(text: str) -> str:
    return text.replace("\r\n", "\n")


@pytest.fixture(scope="session")
def program(tmp_path_factory: pytest.TempPathFactory) -> Program:
    return Program(tmp_path_factory.mktemp("home"))


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def seeds() -> list[Path]:
    return SEEDS


@pytest.fixture(params=SEEDS, ids=lambda path: path.stem)
def seed(request: pytest.FixtureRequest) -> Path:
    return request.param


@pytest.fixture(scope="session")
def book() -> RuleBook:
    return read_rules()


@pytest.fixture(scope="session")
def auditor(book: RuleBook) -> Auditor:
    return Auditor(book)


@pytest.fixture(scope="session")
def few_rules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped rules cut down to a few rows: most of a run's time goes into reading all of them.

    Without overlays, which change rows that are gone.
    """
    folder = Path(shutil.copytree(ROOT / "rules", tmp_path_factory.mktemp("少") / "规则"))
    checklist = yaml.safe_load((folder / "checklist.yaml").read_text("utf-8"))
    checklist["rows"] = {row: checklist["rows"][row] for row in FEW_ROWS}
    (folder / "checklist.yaml").write_text(yaml.safe_dump(checklist, allow_unicode=True, sort_keys=False), "utf-8")
    shutil.rmtree(folder / "overlays")
    for path in folder.glob("?/*.yaml"):
        if path.name.partition("-")[0] not in FEW_ROWS:
            path.unlink()
    return folder


@pytest.fixture(scope="session")
def check(program: Program, few_rules: Path) -> Callable[..., Ran]:
    """Run `auditor check` with a few rules, for what does not hang on the verdicts."""
    return partial(program, "check", "--rules", few_rules)


@pytest.fixture
def put(tmp_path: Path) -> Callable[..., Path]:
    """Write a file below the test's folder, a short good report by default."""

    def write(name: str, content: str | bytes = REPORT) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


@pytest.fixture
def report(put: Callable[..., Path]) -> Path:
    """A short report: A6 and E1 stand at level 3, B1 at 0."""
    return put("报告.txt")


@pytest.fixture
def rules_copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT / "rules", tmp_path / "规则"))
