"""Hits and sections -> findings: the ladder for nearly every row, judges of form for A1-A7."""
