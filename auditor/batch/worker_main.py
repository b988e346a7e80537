"""The worker's process: takes an order, then judges one file after another until its owner goes away.

Messages come on standard input, outcomes go to what was standard output, both pickled. Nothing that a library prints
can get between them.
"""

from __future__ import annotations

import os
import pickle
import sys

from auditor.batch.task import Judge


def main() -> None:
    """Answer until standard input ends."""
    source = sys.stdin.buffer
    target = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    try:
        judge = Judge(pickle.load(source))
        while True:
            pickle.dump(judge(pickle.load(source)), target, pickle.HIGHEST_PROTOCOL)
            target.flush()
    except (EOFError, BrokenPipeError):
        # whoever wanted to know has gone
        return
    finally:
        os._exit(0)
