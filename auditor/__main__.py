"""`python -m auditor`."""

from auditor.cli.main import run

if __name__ == "__main__":
    # processes started for the readers, and the workers of a cluster, import this module again
    run()
