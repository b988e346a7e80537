"""Plain values -> JSON as every result has it: Chinese as it is, what would steer a screen escaped."""

from __future__ import annotations

import json
import re

from auditor.render.visible import UNSEEN, encodable


def json_text(value: object, indent: int | None = 2) -> str:
    """Render a value without a line end. Reading it gives the value back, but for what UTF-8 cannot hold."""
    return UNSEEN.sub(_escape, encodable(json.dumps(value, ensure_ascii=False, indent=indent)))


def _escape(found: re.Match[str]) -> str:
    # such characters stand nowhere in JSON but inside strings
    return f"\\u{ord(found[0]):04x}"
