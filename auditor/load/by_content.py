"""Stub to be replaced: plain UTF-8."""
from __future__ import annotations
import hashlib
from pathlib import Path
from auditor.model import Document

def load_bytes(data: bytes, name: str = "-") -> Document:
    return Document.of(data.decode("utf-8-sig"), path=name, sha256=hashlib.sha256(data).hexdigest())

def load_file(path: Path) -> Document:
    return load_bytes(path.read_bytes(), str(path))
