"""The import ladder: values, stages that do not know one another, the pipeline that knows their order, the shell."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import auditor

PACKAGE = Path(auditor.__file__).parent
STAGES = {"load", "text", "rulebook", "match", "judge", "score", "render"}
# room -> the rooms it may import, from the bottom up; "" is the package itself, the public face
LADDER = {
    "version": set(),
    "model": set(),
    "errors": set(),
    "written": set(),
    "book": {"model"},
    "card": {"model"},
    "evaluation": {"model"},
    "explanation": {"model", "book", "card"},
    "overlay": {"model", "book"},
    "quoting": {"model", "card"},
    "ranking": {"model", "card"},
    "verification": set(),
    "steadiness": {"model", "card"},
    "shortcoming": {"model", "card"},
    "gating": {"model", "card", "shortcoming"},
    "load": {"model", "errors"},
    "text": {"model", "book"},
    "rulebook": {"model", "errors", "written", "book"},
    "match": {"model", "book"},
    "judge": {"model", "book", "card", "match"},
    "score": {"model", "book", "card"},
    "render": {
        "model",
        "book",
        "card",
        "evaluation",
        "steadiness",
        "explanation",
        "ranking",
        "gating",
        "shortcoming",
        "verification",
        "version",
    },
    "annotate": {"model", "errors", "book", "card", "load", "render"},
    "explaining": {"model", "book", "card", "explanation", "judge", "quoting"},
    "pipeline": {"model", "errors", "book", "card", "overlay", "explanation", "explaining", "quoting", *STAGES},
    "evaluate": {"model", "errors", "book", "card", "evaluation", "steadiness", "text", "match", "pipeline", "load"},
    "kept": {"version"},
    "prepare": {"book", "rulebook", "kept", "pipeline"},
    "batch": {
        "version",
        "model",
        "errors",
        "book",
        "card",
        "overlay",
        "ranking",
        "verification",
        "load",
        "pipeline",
    },
    "gate": {"model", "errors", "written", "card", "shortcoming", "gating", "load", "render"},
    "": {"version", "model", "book", "card", "load", "rulebook", "pipeline"},
    "cli": {
        "version",
        "model",
        "errors",
        "book",
        "card",
        "overlay",
        *STAGES,
        "annotate",
        "pipeline",
        "prepare",
        "kept",
        "batch",
        "gate",
        "gating",
        "ranking",
        "shortcoming",
        "verification",
        "evaluate",
        "evaluation",
        "steadiness",
        "explanation",
    },
    "__main__": {"cli"},
}
MODULES = sorted(PACKAGE.rglob("*.py"))
ON_DISK = {path.stem for path in PACKAGE.iterdir()}


def name_of(path: Path) -> tuple[str, ...]:
    """Return a module's name below the package, by parts; empty for the package itself."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return parts[:-1] if parts[-1] == "__init__" else parts


def rooms_imported(source: str, package: tuple[str, ...]) -> Iterator[str]:
    """Yield the rooms that a module's source imports anywhere in it; `package` is where it stands, below the top."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names = [alias.name.split(".") for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            above = ["auditor", *package][: len(package) + 2 - node.level] if node.level else []
            base = above + (node.module.split(".") if node.module else [])
            names = [[*base, alias.name] for alias in node.names]
        else:
            continue
        for name in names:
            if name[0] == "auditor":
                yield name[1] if len(name) > 1 and name[1] in ON_DISK else ""


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_a_module_imports_only_what_stands_below_it(path: Path) -> None:
    name = name_of(path)
    room = name[0] if name else ""
    assert room in LADDER, f"{room} has no place on the ladder"
    package = name if path.name == "__init__.py" else name[:-1]
    imported = set(rooms_imported(path.read_text(encoding="utf-8"), package))
    assert imported - {room} - LADDER[room] == set()


def test_every_room_of_the_ladder_exists() -> None:
    rooms = {name[0] if (name := name_of(path)) else "" for path in MODULES}
    assert rooms == set(LADDER)


def test_no_arrow_of_the_ladder_goes_up() -> None:
    rooms = list(LADDER)
    for at, room in enumerate(rooms):
        assert LADDER[room] <= set(rooms[:at]), room


def test_stages_do_not_know_one_another_but_judge_knows_match() -> None:
    known = {(stage, other) for stage in STAGES for other in LADDER[stage] & STAGES}
    assert known == {("judge", "match")}


@pytest.mark.parametrize(
    ("source", "rooms"),
    [
        ("import auditor.cli.main", {"cli"}),
        ("import auditor", {""}),
        ("from auditor import audit", {""}),
        ("from auditor import pipeline", {"pipeline"}),
        ("from auditor.render.wording import points", {"render"}),
        ("from ..render.wording import points", {"render"}),
        ("from .ladder import judge_ladder", {"judge"}),
        ("from .. import score", {"score"}),
        ("def late():\n    from auditor.text import clean", {"text"}),
        ("if TYPE_CHECKING:\n    import re, auditor.load", {"load"}),
        ("import re\nfrom auditors.load import x\nfrom pathlib import Path", set()),
    ],
)
def test_an_import_is_seen_in_every_form(source: str, rooms: set[str]) -> None:
    assert set(rooms_imported(source, ("judge",))) == rooms
