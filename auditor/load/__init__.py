"""File -> `Document`: one module a format, the format decided by content. What the text means does not belong here."""

from auditor.load.by_content import load_bytes, load_file, read_bytes
from auditor.load.disk import absolute
from auditor.load.page import OnPage

__all__ = ["OnPage", "absolute", "load_bytes", "load_file", "read_bytes"]
