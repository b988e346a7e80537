"""An interpreter in a bundle is one that the bundle's system can start, and stays what its makers made."""

import hashlib
import io
import sys
import tarfile
import zipfile

import pytest
from offline import ROOT

sys.path.insert(0, str(ROOT / "packaging"))

from contents import Plan, add_interpreter  # noqa: E402
from targets import TARGETS  # noqa: E402
from wheelhouse import BundleError  # noqa: E402

WINDOWS = Plan(TARGETS["windows-x64"], ((3, 12),), "1.0", interpreter=True)
LINUX = Plan(TARGETS["linux-x86_64"], ((3, 12),), "1.0", interpreter=True)


@pytest.fixture
def embeddable(tmp_path):
    def write(*names):
        path = tmp_path / "python-3.12.10-embed-amd64.zip"
        with zipfile.ZipFile(path, "w") as archive:
            for name in names:
                archive.writestr(name, name)
        return path

    return write


@pytest.fixture
def tarred(tmp_path):
    def write(*names):
        path = tmp_path / "cpython-3.12.10-x86_64-unknown-linux-gnu-install_only.tar.gz"
        with tarfile.open(path, "w:gz") as archive:
            for name in names:
                archive.addfile(tarfile.TarInfo(name), io.BytesIO())
        return path

    return write


@pytest.fixture
def bundle(tmp_path):
    folder = tmp_path / "bundle"
    folder.mkdir()
    return folder


def test_an_embeddable_zip_is_unpacked_with_the_hash_that_it_had(embeddable, bundle):
    file = embeddable("python.exe", "python312._pth")
    add_interpreter(bundle, file, WINDOWS)
    assert (bundle / "python" / "python.exe").read_text() == "python.exe"
    said = (bundle / "python" / "来源.txt").read_text("utf-8").split()
    assert said == [file.name, "sha256", hashlib.sha256(file.read_bytes()).hexdigest()]


def test_an_installer_and_a_tar_stay_as_they_are(tarred, bundle, tmp_path):
    installer = tmp_path / "python-3.12.10-amd64.exe"
    installer.write_bytes(b"MZ")
    add_interpreter(bundle, installer, WINDOWS)
    assert (bundle / "python-installer.exe").read_bytes() == b"MZ"
    file = tarred("python/bin/python3")
    add_interpreter(bundle, file, LINUX)
    assert (bundle / "python.tar.gz").read_bytes() == file.read_bytes()


def test_what_that_system_cannot_start_is_refused(embeddable, tarred, bundle, tmp_path):
    with pytest.raises(BundleError, match="没有 python.exe"):
        add_interpreter(bundle, embeddable("bin/python3"), WINDOWS)
    with pytest.raises(BundleError, match="没有 python/bin/python3"):
        add_interpreter(bundle, tarred("python.exe"), LINUX)
    broken = tmp_path / "python-3.12.1.zip"
    broken.write_bytes(b"PK")
    for plan in (WINDOWS, LINUX):
        with pytest.raises(BundleError, match="解不开"):
            add_interpreter(bundle, broken, plan)


def test_its_name_tells_bundles_with_an_interpreter_from_those_without():
    assert WINDOWS.name == "auditor-1.0-windows-x64-python3.12"
    assert Plan(WINDOWS.target, WINDOWS.pythons, "1.0").name == "auditor-1.0-windows-x64"
