"""Time to read the labelled reports as Word files and PDF, beside the best libraries in the same run.

    python tests/bench/readers.py

Medians of interleaved rounds in one process. docx2txt loses numbers and shows text boxes twice, mammoth loses numbers;
both are here for speed alone. Then the modules that auditing a plain text imports.
"""

from __future__ import annotations

import io
import statistics
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random
from time import perf_counter

TESTS = Path(__file__).parents[1]
sys.path[:0] = [str(TESTS), str(TESTS.parent)]

import docx2txt  # noqa: E402
import mammoth  # noqa: E402
import pypdfium2  # noqa: E402
from formats import office, word  # noqa: E402

from auditor.load import load_bytes  # noqa: E402
from auditor.load.from_pdf import read_page  # noqa: E402
from auditor.load.layout import lay_out  # noqa: E402

ROUNDS = 5
HEAVY = ("lxml", "pypdfium2", "rapidocr", "onnxruntime", "numpy", "PIL", "cv2", "psutil")


def main() -> None:
    """Print a line a reader."""
    texts = [path.read_text("utf-8") for path in sorted((TESTS / "gold" / "texts").glob("*.txt"))]
    plain = [word.plain(text) for text in texts]
    tracked = [word.tracked(text, Random(len(text))) for text in texts]
    for name, files in (("plain", plain), ("tracked changes", tracked)):
        race(
            f"docx, {name}",
            files,
            {
                "own": lambda data: load_bytes(data, "a.docx").text,
                "docx2txt": lambda data: docx2txt.process(io.BytesIO(data)),
                "mammoth": lambda data: mammoth.extract_raw_text(io.BytesIO(data)).value,
            },
        )
    if office.AVAILABLE:
        pdfs = office.convert_all({f"{at}.docx": data for at, data in enumerate(plain)}, "pdf")
        race("PDF", list(pdfs.values()), {"own": by_layout, "pypdfium2, bare text": by_pdfium})
    print("modules that auditing a plain text imports of", ", ".join(HEAVY) + ":", imported() or "none")


def race(title: str, files: list[bytes], readers: dict[str, Callable[[bytes], str]]) -> None:
    """Read all files with every reader in turn, several times; print medians."""
    times: dict[str, list[float]] = {name: [] for name in readers}
    for _ in range(ROUNDS):
        for name, read in readers.items():
            start = perf_counter()
            for data in files:
                read(data)
            times[name].append(perf_counter() - start)
    own = statistics.median(times["own"])
    print(f"{title}, {len(files)} files")
    for name, rounds in times.items():
        each = statistics.median(rounds)
        print(f"  {name:<22}{1000 * each / len(files):8.2f} ms a file   own / it {own / each:5.2f}")


def by_layout(data: bytes) -> str:
    """Read a PDF as the child process does, without the process."""
    document = pypdfium2.PdfDocument(data)
    text = lay_out([read_page(page) for page in document]).text
    document.close()
    return text


def by_pdfium(data: bytes) -> str:
    """Read nothing but the text of a PDF."""
    document = pypdfium2.PdfDocument(data)
    text = "".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return text


def imported() -> str:
    """Return which heavy modules a run over one plain text loads."""
    seed = min((TESTS.parent / "seeds").glob("*.txt"))
    code = (
        "import sys\nfrom auditor.cli.main import run\n"
        f"try:\n    run(['check', '-q', {str(seed)!r}])\nexcept SystemExit:\n    pass\n"
        f"print(' '.join(name for name in {HEAVY!r} if name in sys.modules), file=sys.stderr)"
    )
    ran = subprocess.run([sys.executable, "-c", code], cwd=TESTS.parent, capture_output=True, text=True, check=True)
    return ran.stderr.strip()


if __name__ == "__main__":
    main()
