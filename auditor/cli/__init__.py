"""The command line: opens files, prints, and ends with the exit codes of `auditor.errors`."""
