"""Where a rule set lies -> all the files it can be made of; what they say is read elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from auditor.book import RuleBook


def default_rules() -> Path:
    """Return the folder of the rules that come with the program."""
    package = Path(__file__).resolve().parents[1]
    shipped = package / "rules"
    return shipped if shipped.is_dir() else package.parent / "rules"


def root_of(source: Path | None) -> Path:
    """Return the rule folder or overlay that a user means, the program's own folder by default."""
    if source is None:
        return default_rules()
    return source.parent if source.name == "checklist.yaml" else source


def shelf_of(overlay: Path) -> Path:
    """Return the folder of the checklist that an overlay extends: its own, or the program's."""
    folder = overlay.resolve().parent
    own = folder.parent
    return own if folder.name == "overlays" and (own / "checklist.yaml").is_file() else default_rules()


def sources_of(source: Path | None) -> dict[Path, bytes] | None:
    """Read the files that a rule set can be made of, by path; for an overlay also those beside it.

    None where they cannot be read: reading the rules gives the reason.
    """
    root = root_of(source)
    try:
        paths = _files_of(root) if root.is_dir() else [*_files_in(root.parent), root, *_files_of(shelf_of(root))]
        return {path: path.read_bytes() for path in sorted(paths)}
    except OSError:
        return None


def all_among(book: RuleBook, paths: Iterable[Path]) -> bool:
    """Return whether a rule set was made of these files alone; an overlay may extend one that lies elsewhere."""
    known = {path.resolve() for path in paths}
    overlays = book.overlays
    used = [rule.path for rules in (book.rules, *(o.rows for o in overlays)) for rule in rules]
    return known.issuperset(Path(path).resolve() for path in [*used, *(o.path for o in overlays)])


def _files_of(root: Path) -> list[Path]:
    return [
        root / "checklist.yaml",
        *(path for folder in root.iterdir() if folder.is_dir() for path in _files_in(folder)),
    ]


def _files_in(folder: Path) -> list[Path]:
    return [path for path in folder.iterdir() if path.suffix == ".yaml"]
