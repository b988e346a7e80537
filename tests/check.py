"""The project's one command: format, lint, types, tests. Any later argument goes to pytest.

python tests/check.py            check everything
python tests/check.py --fix      format and mend what can be mended first
python tests/check.py --regold   write the golden outputs anew (review the diff)
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def run(*command: str) -> bool:
    """Run a tool of this interpreter's environment in the project's root."""
    print("+", *command, flush=True)
    return subprocess.run([sys.executable, "-m", *command], cwd=ROOT, check=False).returncode == 0


def main(arguments: list[str]) -> int:
    """Run the checks in order; go on after a failure so that one run shows all."""
    fix = "--fix" in arguments
    if "--regold" in arguments:
        os.environ["REGOLD"] = "1"
    rest = [a for a in arguments if a not in ("--fix", "--regold")]
    if fix:
        run("ruff", "check", "--fix", "-q", ".")
        run("ruff", "format", "-q", ".")
    good = [
        run("ruff", "format", "--check", "-q", "."),
        run("ruff", "check", "-q", "."),
        run("mypy"),
        run("pytest", "-n", "auto", *rest),
    ]
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
