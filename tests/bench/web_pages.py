"""Our reader of web pages against trafilatura: what each keeps of reports in generated pages, and what it leaves in.

python tests/bench/web_pages.py [--all]

Needs trafilatura, which is no dependency. Ten labelled reports, or all of them, in every kind of page of
`tests/formats/web.py`. A paragraph counts as kept if it stands alone in a line, white space apart; every line that is
neither a paragraph nor a row of a table is junk.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from formats import web  # noqa: E402

from auditor.load import from_html  # noqa: E402

TEXTS = sorted((ROOT / "tests" / "gold" / "texts").glob("*.txt"))


def ours(page: bytes) -> str:
    """Read with the program's own reader."""
    return from_html.read(page, "page").text


def theirs(page: bytes) -> str:
    """Read with trafilatura, as friendly to long texts as it can be asked to, its title above; no archives."""
    import trafilatura

    text = trafilatura.extract(page, favor_recall=True, include_tables=True, include_comments=False) or ""
    found = trafilatura.extract_metadata(page)
    title = (found.title if found else "") or ""
    return text if bare(text).startswith(bare(title)) else f"{title}\n{text}"


def bare(line: str) -> str:
    """Return a line without white space, and without the strokes that trafilatura draws around cells."""
    return "" if set(line) <= set("|- ") else web.squeezed(line).replace("|", "")


def tally(read: Callable[[bytes], str], texts: list[str]) -> dict[str, Counter[str]]:
    """Count by kind of page: paragraphs, those kept, junk, rows of tables, those kept, pages right, seconds."""
    counts: dict[str, Counter[str]] = {}
    for text in texts:
        for kind, page in web.pages(text).items():
            if page.startswith(b"From:"):
                continue
            began = time.perf_counter()
            lines = read(page).splitlines()
            taken = time.perf_counter() - began
            rows = ["".join(row) for row in web.TABLE] if kind in web.WITH_TABLE else []
            wanted = Counter(map(bare, web.expected(kind, text)[: -len(rows) or None]))
            found = Counter(filter(None, map(bare, lines)))
            kept = wanted & found
            count = counts.setdefault(kind, Counter())
            count["paragraphs"] += wanted.total()
            count["kept"] += kept.total()
            count["rows"] += len(rows)
            count["rows kept"] += sum(1 for row in rows if found[row])
            count["junk"] += (found - wanted - Counter(rows)).total()
            count["pages"] += 1
            count["right"] += kept == wanted and not found - wanted - Counter(rows)
            count["microseconds"] += int(taken * 1e6)
    return counts


def show(name: str, counts: dict[str, Counter[str]]) -> None:
    """Print a table, a line a kind, the sum last."""
    print(f"\n{name:<16}{'kept %':>8}{'junk/page':>11}{'rows':>8}{'right':>9}{'ms':>7}")
    total: Counter[str] = Counter()
    for count in counts.values():
        total.update(count)
    for kind, count in [*counts.items(), ("all", total)]:
        rows = f"{count['rows kept']}/{count['rows']}" if count["rows"] else ""
        print(
            f"{kind:<16}{100 * count['kept'] / count['paragraphs']:8.2f}{count['junk'] / count['pages']:11.2f}{rows:>8}"
            f"{count['right']:5}/{count['pages']}{count['microseconds'] / count['pages'] / 1000:7.1f}"
        )


def main() -> int:
    """Compare both readers on the same pages; ends with 1 where ours is the worse."""
    paths = TEXTS if "--all" in sys.argv else TEXTS[:: len(TEXTS) // 10][:10]
    texts = [path.read_text(encoding="utf-8") for path in paths]
    results = {read.__name__: tally(read, texts) for read in (ours, theirs)}
    for name, counts in results.items():
        show(name, counts)
    right = {name: sum(count["right"] for count in counts.values()) for name, counts in results.items()}
    return 0 if right["ours"] >= right["theirs"] else 1


if __name__ == "__main__":
    sys.exit(main())
