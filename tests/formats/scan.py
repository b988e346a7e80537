"""PDF -> pictures of its pages as scanners hand them over; the same seed gives the same bytes."""

from __future__ import annotations

import io
import math
import time
from functools import cache

import numpy as np
import pypdfium2
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

_DPI = 200
_LONG_AGO = time.gmtime(0)
_RED = (214, 40, 36)
_SEAL_MM = 42
_SEAL_FACE = "NotoSansCJK-Regular.ttc"
_RED_LINE_MM = (27, 30, 184)
"""From the left, from the top, and where it ends."""


def images(pdf: bytes, dpi: int = _DPI) -> list[Image.Image]:
    """Return the pages as pictures in colour."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.render(scale=dpi / 72).to_pil().convert("RGB") for page in document]
    finally:
        document.close()


@cache
def clean(pdf: bytes, dpi: int = _DPI) -> bytes:
    """Return a PDF of pictures alone, as sharp as they come."""
    return _as_pdf(images(pdf, dpi), dpi, quality=90)


@cache
def noisy(pdf: bytes, seed: int, dpi: int = _DPI) -> bytes:
    """Return a PDF as a worn scanner makes it: askew, soft, grainy, with seal and red line, grey for odd seeds."""
    rng = np.random.default_rng(seed)
    pages = images(pdf, dpi)
    _draw_red_line(pages[0], dpi)
    pages[-1] = _sealed(pages[-1], _seal_place(pdf, dpi), dpi)
    worn = [_worn(page, rng) for page in pages]
    return _as_pdf([page.convert("L") for page in worn] if seed % 2 else worn, dpi, quality=60)


def turned(pdf: bytes, degrees: int, dpi: int = _DPI) -> bytes:
    """Return a PDF of pages that lay sideways or upside down; `degrees` count against the clock."""
    return _as_pdf([page.rotate(degrees, expand=True) for page in images(pdf, dpi)], dpi, quality=90)


def png(pdf: bytes, page: int = 0, dpi: int = _DPI) -> bytes:
    """Return one page as a picture."""
    out = io.BytesIO()
    images(pdf, dpi)[page].save(out, "PNG", dpi=(dpi, dpi))
    return out.getvalue()


def tiff(pdf: bytes, dpi: int = _DPI) -> bytes:
    """Return all pages as one file of pictures in black and white, as copiers save faxes and files."""
    out = io.BytesIO()
    first, *rest = [page.convert("L").point(lambda grey: 255 * (grey > 150)).convert("1") for page in images(pdf, dpi)]
    first.save(out, "TIFF", save_all=True, append_images=rest, compression="group4", dpi=(dpi, dpi))
    return out.getvalue()


def _as_pdf(pages: list[Image.Image], dpi: int, quality: int) -> bytes:
    out = io.BytesIO()
    first, *rest = pages
    # the hour of making would give other bytes every time
    when = {"creationDate": _LONG_AGO, "modDate": _LONG_AGO}
    first.save(out, "PDF", save_all=True, append_images=rest, resolution=dpi, quality=quality, **when)
    return out.getvalue()


def _worn(page: Image.Image, rng: np.random.Generator) -> Image.Image:
    """Turn a page by less than a degree, soften it and strew grain over it."""
    angle = rng.uniform(0.6, 0.8) * rng.choice([-1, 1])
    page = page.rotate(angle, Image.Resampling.BICUBIC, fillcolor="white").filter(ImageFilter.GaussianBlur(0.6))
    grain = 8 * rng.standard_normal((page.height, page.width, 1), np.float32)
    # paper is never quite white, or half of the grain would be cut off
    return Image.fromarray(np.clip(np.asarray(page) * 0.96 + grain, 0, 255).astype(np.uint8))


def _draw_red_line(page: Image.Image, dpi: int) -> None:
    left, top, right = (mm * dpi / 25.4 for mm in _RED_LINE_MM)
    ImageDraw.Draw(page).line((left, top, right, top), fill=_RED, width=max(2, dpi // 50))


def _seal_place(pdf: bytes, dpi: int) -> tuple[float, float]:
    """Return the middle of the last page's last line that names a unit; without one a place at the lower right."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        page = document[len(document) - 1]
        textpage = page.get_textpage()
        width, height = page.get_size()
        for word in ("人民政府", "办事处"):
            searcher = textpage.search(word)
            found = None
            while (occurrence := searcher.get_next()) is not None:
                found = occurrence
            if found is not None:
                left, bottom, right, top = textpage.get_charbox(found[0], loose=True)
                return left * dpi / 72, (height - (top + bottom) / 2) * dpi / 72
        return width * 0.65 * dpi / 72, height * 0.7 * dpi / 72
    finally:
        document.close()


def _sealed(page: Image.Image, place: tuple[float, float], dpi: int) -> Image.Image:
    """Stamp a round red seal with a star, and words along its edge where there is a typeface for them."""
    radius = _SEAL_MM * dpi / 25.4 / 2
    x, y = place
    layer = Image.new("RGB", page.size, "white")
    draw = ImageDraw.Draw(layer)
    draw.ellipse((x - radius, y - radius, x + radius, y + radius), outline=_RED, width=int(radius / 16))
    star = [
        (x + r * math.sin(at * math.pi / 5), y - r * math.cos(at * math.pi / 5))
        for at, r in enumerate([radius * 0.3, radius * 0.115] * 5)
    ]
    draw.polygon(star, fill=_RED)
    _write_round(layer, "某某县某某镇人民政府", (x, y), radius)
    # ink over ink: what is black stays black
    return ImageChops.multiply(page, layer)


def _write_round(layer: Image.Image, words: str, middle: tuple[float, float], radius: float) -> None:
    try:
        face = ImageFont.truetype(_SEAL_FACE, int(radius * 0.28))
    except OSError:
        return
    side = int(radius * 0.42)
    for at, char in enumerate(words):
        degrees = (at - (len(words) - 1) / 2) * 26
        stamp = Image.new("L", (side, side))
        ImageDraw.Draw(stamp).text((side / 2, side / 2), char, fill=255, font=face, anchor="mm")
        stamp = stamp.rotate(-degrees, Image.Resampling.BICUBIC)
        turn = math.radians(degrees)
        left = int(middle[0] + 0.78 * radius * math.sin(turn) - side / 2)
        top = int(middle[1] - 0.78 * radius * math.cos(turn) - side / 2)
        layer.paste(_RED, (left, top), stamp)
