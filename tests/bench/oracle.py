"""Search all phrases of the shipped rules in documents made from the labelled reports, and hold it against the oracle.

    python tests/bench/oracle.py [documents]

A thousand documents by default, sentences shuffled and one character in thirty spoilt; ends with 1 where a place is
lost or added.
"""

from __future__ import annotations

import sys
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(TESTS), str(TESTS.parent)]

from against_oracle import differing, documents, field_of, phrases_of  # noqa: E402 - the folder of tests is no package

from auditor.match.index import Index  # noqa: E402
from auditor.match.language import compile_phrase  # noqa: E402
from auditor.rulebook import read_rules  # noqa: E402


def main(count: int) -> int:
    """Print the first differences and one line of result."""
    sources = phrases_of(read_rules().rules)
    phrases = [compile_phrase(source) for source in sources]
    index = Index(phrases)
    wrong = 0
    for sentences in documents(count):
        field = field_of(sentences)
        for number, line, wanted, got in differing(index, phrases, field):
            wrong += 1
            if wrong <= 5:
                print(f"{sources[number]} in {line}: {wanted} by definition, {got} found")
    print(f"{count} documents, {len(phrases)} phrases, {wrong} lines differ")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000))
