"""All labelled reports as Word files of every make: does a comment stand at every quote, and is all else untouched?

python tests/bench/commented.py                  all reports, printed by LibreOffice too where it is installed
python tests/bench/commented.py w10 w22          these reports only
python tests/bench/commented.py --no-office      without printing
"""

from __future__ import annotations

import argparse
import io
import sys
from pathlib import Path
from random import Random
from time import perf_counter

TESTS = Path(__file__).parents[1]
sys.path[:0] = [str(TESTS), str(TESTS.parent)]

import docx  # noqa: E402
from formats import office, word  # noqa: E402
from formats.tabled import tabled  # noqa: E402
from marked import check_quotes, check_same_but_for_comments  # noqa: E402

from auditor.annotate.commented import commented  # noqa: E402
from auditor.load import load_bytes  # noqa: E402
from auditor.pipeline import Auditor  # noqa: E402
from auditor.rulebook import read_rules  # noqa: E402

KINDS = {
    "plain": word.plain,
    "automatic numbers": word.numbered,
    "tracked changes": lambda text: word.tracked(text, Random(len(text))),
    "boxes and fields": word.boxed,
    "tables": tabled,
}


def main() -> None:
    """Print a line a kind; fail at the first file that is not as it should be."""
    parser = argparse.ArgumentParser()
    parser.add_argument("reports", nargs="*")
    parser.add_argument("--no-office", action="store_true")
    args = parser.parse_args()
    names = args.reports or [path.stem for path in sorted((TESTS / "gold" / "texts").glob("*.txt"))]
    texts = {name: (TESTS / "gold" / "texts" / f"{name}.txt").read_text("utf-8") for name in names}
    auditor = Auditor(read_rules())
    for kind, make in KINDS.items():
        files: dict[str, bytes] = {}
        exact = quoted = comments = 0
        seconds = 0.0
        for name, text in texts.items():
            data = make(text)
            card = auditor.audit(load_bytes(data, "a.docx"))
            start = perf_counter()
            made = commented(data, card, auditor.book)
            seconds += perf_counter() - start
            added = check_same_but_for_comments(data, made)
            here = check_quotes(card, made, added, numbered=kind == "automatic numbers")
            assert load_bytes(made, "a.docx").text == card.document.text, (kind, name)
            opened = {str(one.comment_id): one.text.split("\n") for one in docx.Document(io.BytesIO(made)).comments}
            assert all(opened[number] == one.said for number, one in added.items()), (kind, name)
            files[f"{name}.docx"] = made
            exact, quoted, comments = exact + here[0], quoted + here[1], comments + len(added)
        print(
            f"{kind:<20}{len(files)} files, {comments} comments; quotes: {exact} exact, {quoted} told in the comment; "
            f"{1000 * seconds / len(files):.0f} ms a file",
            flush=True,
        )
        if office.AVAILABLE and not args.no_office:
            printed = office.convert_all(files, "pdf")
            assert all(data.startswith(b"%PDF") for data in printed.values())
            print(f"{'':<20}{len(printed)} printed by LibreOffice", flush=True)


if __name__ == "__main__":
    main()
