"""Picture of a page -> lines of print, by an engine whose models lie on this machine. Runs in the child process.

One adapter, so that another engine can take its place: `Engine.lines`.
"""

from __future__ import annotations

import math
import os
from functools import cache
from statistics import fmean, median
from typing import Any, Protocol

import numpy as np

from auditor.load.page import Line, Page

Picture = np.ndarray[Any, np.dtype[np.uint8]]
"""Height x width x 3, blue, green, red."""
Found = tuple[list[list[float]], str, float]
"""Four corners x, y, clockwise from the upper left; the text; the confidence, 0-1."""
_SURE = 0.8
"""Mean confidence from which a page surely stands upright."""
_MAX_SIDE = 1280
"""Pixels. Larger pictures are shrunk for finding lines: more makes it slower, not better."""


class Engine(Protocol):
    """Finds and reads the lines of an upright picture."""

    def lines(self, picture: Picture) -> list[Found]:
        """Return the lines in any order."""


class RapidEngine:
    """PP-OCR models run by onnxruntime; the models are part of the package."""

    def __init__(self) -> None:
        # it would note an id of the device and events to be sent
        os.environ["ORT_DISABLE_TELEMETRY"] = "1"
        from rapidocr import RapidOCR

        self._engine = RapidOCR(
            params={
                # the classifier of upside-down lines turns right ones over: the page as a whole is turned instead
                "Global.use_cls": False,
                "Global.max_side_len": _MAX_SIDE,
                "Global.log_level": "critical",
                "Rec.rec_batch_num": 1,
                "EngineConfig.onnxruntime.intra_op_num_threads": 1,
                "EngineConfig.onnxruntime.inter_op_num_threads": 1,
            }
        )

    def lines(self, picture: Picture) -> list[Found]:
        """See `Engine`."""
        result = self._engine(picture)
        if result.boxes is None or result.txts is None or result.scores is None:
            return []
        return [
            (box.tolist(), text, float(sure))
            for box, text, sure in zip(result.boxes, result.txts, result.scores, strict=True)
        ]


@cache
def engine() -> Engine:
    """Return the engine, made on first use: its models take a second to load."""
    return RapidEngine()


def read_picture(picture: Picture) -> Page:
    """Recognise a page, whichever way up it lies, a little askew or not. Coordinates are pixels of the page upright."""
    best = _read(picture)
    if not _upright(best):
        turned = [1, 3] if _sideways(best) else [2, 1, 3]
        for quarters in turned:
            other = _read(np.ascontiguousarray(np.rot90(picture, quarters)))
            best = max(best, other, key=_sense)
            if _upright(best):
                break
    return best


def _read(picture: Picture) -> Page:
    height, width = picture.shape[:2]
    found = [(corners, text.strip(), sure) for corners, text, sure in engine().lines(picture) if text.strip()]
    level = _levelled(found, width, height)
    lines = tuple(
        Line(text, *box, confidence=sure) for box, (_, text, sure) in zip(level, found, strict=True)
    )  # fmt: skip
    return Page(float(width), float(height), lines, recognised=True)


def _levelled(found: list[Found], width: int, height: int) -> list[tuple[float, float, float, float]]:
    """Return left, right, top, bottom of every line, the page's slant taken out."""
    slants = [
        math.atan2(corners[1][1] - corners[0][1], corners[1][0] - corners[0][0])
        for corners, text, _ in found
        if len(text) > 5
    ]
    slant = median(slants) if slants else 0.0
    cos, sin = math.cos(-slant), math.sin(-slant)
    boxes = []
    for corners, _, _ in found:
        away = [(x - width / 2, y - height / 2) for x, y in corners]
        across = [x * cos - y * sin + width / 2 for x, y in away]
        down = [x * sin + y * cos + height / 2 for x, y in away]
        boxes.append((min(across), max(across), (down[0] + down[1]) / 2, (down[2] + down[3]) / 2))
    return boxes


def _sideways(page: Page) -> bool:
    """Return whether most lines stand upright: the page lies on its side."""
    return bool(page.lines) and fmean(line.bottom - line.top > line.right - line.left for line in page.lines) > 0.5


def _upright(page: Page) -> bool:
    return bool(page.lines) and not _sideways(page) and _certainty(page) >= _SURE


def _sense(page: Page) -> float:
    """Return how many characters were read with certainty."""
    return sum(len(line.text) * max(line.confidence - 0.5, 0) for line in page.lines)


def _certainty(page: Page) -> float:
    weight = sum(len(line.text) for line in page.lines)
    return sum(line.confidence * len(line.text) for line in page.lines) / weight
