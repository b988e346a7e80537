"""Audit township reports on law-based government against a checklist of duties."""

__version__ = "0.1.0"
