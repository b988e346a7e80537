"""`Scorecard` -> a Word file with the findings as comments beside the words that they are about."""
