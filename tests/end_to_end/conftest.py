"""What several end-to-end tests need of the system."""

import signal

import pytest


@pytest.fixture
def heeded():
    """Undo what a shell does to background jobs: a child would inherit that an interrupt is ignored."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)
