"""Picture file -> its pages as arrays for recognition, upright by what the camera noted. Runs in the child process."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import numpy as np
from PIL import Image, ImageOps, ImageSequence

from auditor.load.child import LimitError

MAX_PIXELS = 40_000_000
"""Of one picture: A4 at 600 dpi has 35 million. Opened, each takes three bytes."""
SIDE = 2400
"""Pixels of a picture's longer side, A4 at 200 dpi: more takes memory and is read no better."""
_FORMATS = ("PNG", "JPEG", "TIFF", "BMP", "GIF", "WEBP")
_DEEP = ("I", "I;16", "I;16B", "I;16L", "F")


def pictures(data: bytes, most: int) -> Iterator[tuple[int, int, np.ndarray[Any, np.dtype[np.uint8]]]]:
    """Yield number, from 1, and count of the pages, and each as height x width x blue, green, red.

    Raises `LimitError`: pixels, or pages for more than `most`; for a file that is none, whatever Pillow does.
    """
    Image.MAX_IMAGE_PIXELS = MAX_PIXELS // 2  # it raises from twice as many on
    try:
        image = Image.open(io.BytesIO(data), formats=_FORMATS)
        count = getattr(image, "n_frames", 1)
    except Image.DecompressionBombError as error:
        raise LimitError("pixels") from error
    if count > most:
        raise LimitError("pages")
    for number, frame in enumerate(ImageSequence.Iterator(image), 1):
        if frame.width * frame.height > MAX_PIXELS:
            raise LimitError("pixels")
        frame.draft("RGB", (SIDE, SIDE))
        yield number, count, np.asarray(_on_paper(frame))[:, :, ::-1].copy()


def _on_paper(frame: Image.Image) -> Image.Image:
    """Return a picture as it looks on white paper, no larger than is of use."""
    frame = ImageOps.exif_transpose(frame)
    if frame.mode in _DEEP:
        # 16 bits a pixel would all turn white
        low, high = frame.getextrema()
        frame = frame.point(lambda value: (value - low) * (255 / max(high - low, 1))).convert("L")
    elif "A" in frame.mode or "transparency" in frame.info:
        layer = frame.convert("RGBA")
        frame = Image.new("RGB", layer.size, "white")
        frame.paste(layer, mask=layer.getchannel("A"))
    elif frame.mode in ("1", "P"):
        # these would be made smaller by leaving pixels out
        frame = frame.convert("L" if frame.mode == "1" else "RGB")
    if max(frame.size) > SIDE:
        frame = ImageOps.contain(frame, (SIDE, SIDE))
    return frame.convert("RGB")
