"""Measurements of the whole way of a report: how verdicts hold up, for those who keep the rules."""
