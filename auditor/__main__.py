"""`python -m auditor`."""

import sys

if __name__ == "__main__":
    # processes started for the readers, and the workers of a cluster, import this module again
    try:
        from auditor.cli.main import run
    except KeyboardInterrupt:
        # interrupted before there was anything to interrupt
        sys.exit(130)
    run()
