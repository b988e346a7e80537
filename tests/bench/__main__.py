"""All figures of speed and memory, one after another.

python tests/bench [name…]

Names are those of the files beside this one; by default matching, growth, start, stages, workers and memory. On a
machine that does nothing else this takes half an hour. Ends with 1 where a bar is broken.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
NAMES = ("matching", "growth", "start", "stages", "workers", "memory")


def main(names: list[str]) -> int:
    """Run the benches and say which of them held."""
    ended: dict[str, int] = {}
    for name in names or NAMES:
        print(f"== {name}", flush=True)
        ended[name] = subprocess.run([sys.executable, str(HERE / f"{name}.py")], check=False).returncode
        print(flush=True)
    for name, code in ended.items():
        print(f"{name:12} {'held' if code == 0 else 'BROKEN'}")
    return max(ended.values())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
