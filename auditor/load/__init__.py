"""File -> `Document`: one module a format, the format decided by content."""

from auditor.load.by_content import load_bytes, load_file

__all__ = ["load_bytes", "load_file"]
