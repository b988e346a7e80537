"""Audit a folder from Python and print the reports, weakest first: python examples/ranking.py seeds"""

from __future__ import annotations

import sys
from pathlib import Path

from auditor import load_rules
from auditor.errors import ReadError
from auditor.load import load_file
from auditor.pipeline import Auditor


def main(folder: Path) -> None:
    """Print score, grade, missing rows and file of every report in a folder."""
    auditor = Auditor(load_rules())
    cards = []
    for path in sorted(folder.glob("*.txt")):
        try:
            cards.append(auditor.audit(load_file(path)))
        except ReadError as error:
            print(f"{path.name}: {error.message}", file=sys.stderr)
    for card in sorted(cards, key=lambda c: c.score):
        missing = [v.rule for v in card.verdicts if v.level == 0]
        print(f"{card.score:5.1f}  {card.grade}  {Path(card.document.path).name}  缺 {'、'.join(missing) or '无'}")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "seeds"))
