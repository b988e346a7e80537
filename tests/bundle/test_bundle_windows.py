"""A bundle for Windows holds all that Windows asks for, and batch files that its console can read.

Windows itself runs nowhere here: what the batch files do there is read, not seen.
"""

import email
import re
import sys
import zipfile

import pytest
from offline import MAKER, ROOT, run
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name, parse_wheel_filename

THERE = default_environment() | {
    "os_name": "nt",
    "platform_machine": "AMD64",
    "platform_system": "Windows",
    "python_full_version": "3.12.4",
    "python_version": "3.12",
    "sys_platform": "win32",
    "extra": "",
}
RUNS_THERE = re.compile(r"(cp312|cp3\d+-abi3|py3|py2\.py3)-.*(win_amd64|any)$")
BATCHES = ("安装.bat", "自查.bat")


def metadata(path):
    with zipfile.ZipFile(path) as archive:
        name = next(name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        return email.message_from_bytes(archive.read(name))


def test_every_wheel_runs_there_and_finds_what_it_requires_there(windows):
    wheels = {parse_wheel_filename(path.name)[0]: path for path in windows.glob("wheels/*.whl")}
    for path in wheels.values():
        assert RUNS_THERE.search(path.stem), path.name
        for line in metadata(path).get_all("Requires-Dist", []):
            wanted = Requirement(line)
            if wanted.marker is None or wanted.marker.evaluate(THERE):
                there = wheels.get(canonicalize_name(wanted.name))
                assert there, f"{path.name} requires {line}"
                assert wanted.specifier.contains(parse_wheel_filename(there.name)[1]), line
    assert "colorama" in wheels, "asked for on Windows alone"


def test_the_list_pins_every_wheel_with_its_hash(windows):
    import hashlib

    listed = set(re.findall(r"--hash=sha256:([0-9a-f]{64})", (windows / "requirements.txt").read_text("utf-8")))
    wheels = [path for path in windows.glob("wheels/*.whl") if not path.name.startswith("pip-")]
    assert listed == {hashlib.sha256(path.read_bytes()).hexdigest() for path in wheels}


@pytest.mark.parametrize("name", BATCHES)
def test_batch_files_are_what_a_chinese_console_reads(windows, name):
    raw = (windows / name).read_bytes()
    text = raw.decode("gbk")
    assert raw.count(b"\n") == raw.count(b"\r\n") > 5
    assert not raw.startswith(b"\xef\xbb\xbf")
    assert re.search("[一-鿿]", text)
    # read in another code page, the second byte of a character must be none that the console acts upon
    special = b'^|&<>%!"()\\'
    assert sum(raw.count(bytes([sign])) for sign in special) == sum(text.count(chr(sign)) for sign in special)
    for line in text.splitlines():
        said = line.isascii() or line.startswith(("echo ", "title "))
        assert said, f"only messages hold Chinese: {line}"


def test_batch_files_name_only_files_that_are_there(windows):
    for name in BATCHES:
        text = (windows / name).read_bytes().decode("gbk")
        named = set(re.findall(r"%~dp0([\w.\\-]+)", text)) - {r"python\python.exe", "python-installer.exe"}
        for path in named:
            assert (windows / path.rstrip("\\").replace("\\", "/")).exists(), path
        assert not re.search(r"@[A-Z]+@", text), "every mark is filled in"
    installs = (windows / "install.py").read_text("utf-8")
    for path in re.findall(r'BUNDLE / "([^"]+)"', installs):
        assert (windows / path).exists(), path
    dropped = re.findall(r"auditor\\([\w.\\]+)", (windows / "自查.bat").read_bytes().decode("gbk"))
    assert {"drop.py", r"program\python.exe", r"program\Scripts\python.exe"} == set(dropped)


@pytest.mark.parametrize("name", ["说明.txt", "示例报告.txt"])
def test_texts_open_in_any_notepad(windows, name):
    raw = (windows / name).read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    assert raw.count(b"\n") == raw.count(b"\r\n") > 5


def test_scripts_run_as_they_were_checked(windows):
    for name in ("install.py", "drop.py"):
        assert (windows / name).read_bytes() == (ROOT / "packaging" / "parts" / name).read_bytes()
        compile((windows / name).read_bytes(), name, "exec")


def test_the_same_tree_gives_the_same_zip(windows, tmp_path):
    sys.path.insert(0, str(ROOT / "packaging"))
    from contents import write_zip

    for name in ("a.zip", "b.zip"):
        write_zip(windows, tmp_path / name)
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    ran = run(sys.executable, MAKER, "--check", tmp_path / "a.zip")
    assert (ran.returncode, "Windows" in ran.stdout) == (0, True)
    (windows / "extra.txt").write_text("x")
    try:
        ran = run(sys.executable, MAKER, "--check", windows)
    finally:
        (windows / "extra.txt").unlink()
    assert (ran.returncode, "多出：extra.txt" in ran.stderr) == (1, True)
