"""The child process: reads one untrusted PDF or picture after another within limits, and tells page by page.

Requests come on standard input, replies go to what was standard output, in the frames of `child`. Nothing that a
parser prints can reach either.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from dataclasses import replace

from auditor.load.child import LimitError, receive, send
from auditor.load.limits import LAST_RESORT
from auditor.load.page import SCANNED_CHARS, Page

MAX_PAGES = 1_000
DPI = 200


def main() -> None:
    """Answer requests until standard input ends."""
    _limit_memory()
    source = sys.stdin.buffer
    target = os.fdopen(os.dup(1), "wb")
    # what libraries print must not get between the frames
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    while (request := receive(source)) is not None:
        data = source.read(request["size"])
        try:
            for number, of, page in _PAGES[request["kind"]](data, request["recognise"]):
                send(target, {"page": number, "of": of, "read": page.as_json() if page else None})
            send(target, {"done": True})
        except MemoryError:
            send(target, {"failed": "memory"})
        except LimitError as error:
            send(target, {"failed": str(error)})
        except Exception as error:  # whatever a parser throws at a bad file is the file's fault
            send(target, {"failed": "damaged", "why": type(error).__name__})


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:
        # Windows has no such limit; the wall clock still holds
        return
    # data, not address space: libraries reserve far more than they use
    resource.setrlimit(resource.RLIMIT_DATA, (LAST_RESORT, LAST_RESORT))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _pdf(data: bytes, recognise: bool) -> Iterator[tuple[int, int, Page | None]]:
    import pypdfium2
    from pypdfium2 import raw

    from auditor.load.from_pdf import is_drawn, read_page

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise LimitError("encrypted" if error.err_code == raw.FPDF_ERR_PASSWORD else "damaged") from error
    count = len(document)
    if count > MAX_PAGES:
        raise LimitError("pages")
    yield 0, count, None
    for number in range(count):
        page = document[number]
        read = read_page(page)
        if sum(len(line.text) for line in read.lines) < SCANNED_CHARS and is_drawn(page):
            if recognise:
                read = _recognised(page.render(scale=_scale(read)).to_numpy()).scaled(read.width)
            else:
                read = replace(read, picture=True)
        page.close()
        yield number + 1, count, read


def _scale(page: Page) -> float:
    """Return pixels a point: as many as the resolution asks for, fewer for a poster."""
    from auditor.load.from_picture import SIDE

    return min(DPI / 72, SIDE / max(page.width, page.height, 1))


def _pictures(data: bytes, recognise: bool) -> Iterator[tuple[int, int, Page | None]]:
    from auditor.load.from_picture import pictures

    for number, count, picture in pictures(data, MAX_PAGES):
        if number == 1:
            yield 0, count, None
        yield number, count, _recognised(picture)


def _recognised(picture: object) -> Page:
    from auditor.load.ocr import read_picture

    return read_picture(picture)  # type: ignore[arg-type]


_PAGES = {"pdf": _pdf, "picture": _pictures}


if __name__ == "__main__":
    main()
