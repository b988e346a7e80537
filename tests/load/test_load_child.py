"""The process that reads PDF and pictures: what it answers, and what its death costs."""

import os
import signal
import time

import pytest
from formats import scan

from auditor.errors import ReadError
from auditor.load import child
from auditor.load.child import Child

pytestmark = pytest.mark.skipif(os.name == "nt", reason="kills processes as POSIX does")


def made_pdf(pages: int = 1) -> bytes:
    """A PDF without text, small and quick to make."""
    from PIL import Image

    return scan._as_pdf([Image.new("RGB", (200, 280), "white") for _ in range(pages)], 100, 60)


@pytest.fixture
def reader():
    made = Child()
    yield made
    made.stop()


def failure(call, *arguments) -> ReadError:
    with pytest.raises(ReadError) as caught:
        call(*arguments)
    assert "「甲.pdf」" in caught.value.message
    return caught.value


def test_pages_are_told_as_they_are_read(reader):
    told = []
    pages = reader.pages("pdf", made_pdf(3), "甲.pdf", on_page=lambda done, of: told.append((done, of)))
    assert [page.picture for page in pages] == [True] * 3
    assert told == [(0, 3), (1, 3), (2, 3), (3, 3)]


def test_one_process_reads_file_after_file(reader):
    reader.pages("pdf", made_pdf(), "甲.pdf")
    first = reader._process.pid
    reader.pages("pdf", made_pdf(), "乙.pdf")
    assert reader._process.pid == first


def test_a_bad_file_leaves_the_next_one_alone(reader):
    assert failure(reader.pages, "pdf", b"%PDF-1.7 nothing", "甲.pdf").code == "damaged"
    assert len(reader.pages("pdf", made_pdf(), "甲.pdf")) == 1


def test_a_process_that_dies_is_replaced(reader):
    reader.pages("pdf", made_pdf(), "甲.pdf")
    os.kill(reader._process.pid, signal.SIGSTOP)
    os.kill(reader._process.pid, signal.SIGKILL)
    reader._process.wait()
    assert len(reader.pages("pdf", made_pdf(), "甲.pdf")) == 1


def test_death_in_the_middle_is_told(reader):
    def kill(done: int, of: int) -> None:
        os.kill(reader._process.pid, signal.SIGKILL)

    with pytest.raises(ReadError) as caught:
        reader.pages("pdf", made_pdf(200), "甲.pdf", on_page=kill)
    assert caught.value.code == "crashed"
    assert len(reader.pages("pdf", made_pdf(), "甲.pdf")) == 1


def test_a_process_that_hangs_is_killed_in_time(reader, monkeypatch):
    reader.pages("pdf", made_pdf(), "甲.pdf")
    monkeypatch.setattr(child, "SECONDS_A_PAGE", 0.3)
    process = reader._process
    os.kill(process.pid, signal.SIGSTOP)
    start = time.monotonic()
    assert failure(reader.pages, "pdf", made_pdf(), "甲.pdf").code == "timeout"
    assert time.monotonic() - start < 10
    assert process.poll() is not None


def test_stopping_twice_is_no_fault(reader):
    reader.stop()
    reader.pages("pdf", made_pdf(), "甲.pdf")
    reader.stop()
    reader.stop()
