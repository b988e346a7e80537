"""Finished values -> text: one module a format. Nothing here opens a file or prints."""
