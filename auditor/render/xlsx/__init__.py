"""The sheets of the workbook that a ranking makes."""
