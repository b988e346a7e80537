"""What a system needs is followed through wheels' metadata, by the system's own markers; what stops it is said."""

import os
import sys
import zipfile

import pytest
from offline import MAKER, ROOT, run

sys.path.insert(0, str(ROOT / "packaging"))

from targets import TARGETS  # noqa: E402
from wheelhouse import BundleError, Requirement, closure, fetch, read_lock, read_wheels  # noqa: E402

WINDOWS, LINUX = TARGETS["windows-x64"], TARGETS["linux-x86_64"]
ROOTS = [Requirement("top==1.0")]
NO_INDEX = {"PIP_NO_INDEX": "1", "PIP_CONFIG_FILE": os.devnull, "PIP_FIND_LINKS": ""}


@pytest.fixture
def wheel(tmp_path):
    """Put a wheel with some metadata into the test's folder."""

    def write(name, *requires, version="1.0", tag="py3-none-any", python=">=3.8"):
        path = tmp_path / f"{name}-{version}-{tag}.whl"
        lines = ["Metadata-Version: 2.1", f"Name: {name}", f"Version: {version}", f"Requires-Python: {python}"]
        lines += [f"Requires-Dist: {line}" for line in requires]
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr(f"{name}-{version}.dist-info/METADATA", "\n".join(lines) + "\n")
        return path

    return write


def found(folder, target=WINDOWS, python=(3, 12), roots=ROOTS):
    return closure(read_wheels(folder), target, python, roots)


@pytest.mark.parametrize(
    ("marker", "windows", "linux"),
    [
        ('sys_platform == "win32"', True, False),
        ('platform_system == "Windows"', True, False),
        ('os_name != "nt"', False, True),
        ('platform_machine == "AMD64"', True, False),
        ('python_version < "3.12"', False, False),
        ('python_full_version < "3.12.4"', True, True),
        ('python_full_version > "3.12.4"', True, True),
        ('extra == "more"', False, False),
        ('implementation_name == "cpython"', True, True),
    ],
)
def test_markers_are_those_of_the_system_that_the_bundle_is_for(wheel, tmp_path, marker, windows, linux):
    wheel("top", f"low; {marker}")
    assert found(tmp_path, WINDOWS).missing == ({"low": "top"} if windows else {})
    assert found(tmp_path, LINUX).missing == ({"low": "top"} if linux else {})


def test_extras_are_followed_whoever_asks_for_them(wheel, tmp_path):
    wheel("top", "mid[more]>=1")
    wheel("mid", 'low; extra == "more"', 'other; extra == "less"')
    wheel("low", "top")
    assert set(found(tmp_path).chosen) == {"top", "mid", "low"}
    assert found(tmp_path).missing == {}


@pytest.mark.parametrize(
    ("tag", "fits"),
    [
        ("cp312-cp312-win_amd64", True),
        ("cp39-abi3-win_amd64", True),
        ("py3-none-win_amd64", True),
        ("cp311-cp311-win_amd64", False),
        ("cp312-cp312-win32", False),
        ("cp312-cp312-manylinux_2_17_x86_64", False),
        ("cp313-abi3-win_amd64", False),
    ],
)
def test_only_wheels_for_the_system_and_the_version_count(wheel, tmp_path, tag, fits):
    wheel("top", tag=tag)
    assert ("top" in found(tmp_path).chosen) is fits


@pytest.mark.parametrize(("minor", "fits"), [(17, True), (28, True), (29, False), (34, False)])
def test_wheels_that_ask_for_a_newer_system_library_are_left(wheel, tmp_path, minor, fits):
    wheel("top", tag=f"cp312-cp312-manylinux_2_{minor}_x86_64")
    assert ("top" in found(tmp_path, LINUX).chosen) is fits


def test_the_wheel_that_fits_best_is_taken(wheel, tmp_path):
    wheel("top", tag="py3-none-any")
    best = wheel("top", tag="cp312-cp312-win_amd64")
    assert found(tmp_path).chosen["top"].path == best


def test_a_wheel_for_later_versions_of_python_does_not_count(wheel, tmp_path):
    wheel("top", python=">=3.13")
    assert found(tmp_path).missing == {"top": ""}
    assert found(tmp_path, python=(3, 13)).missing == {}


def test_a_version_that_does_not_fit_is_told(wheel, tmp_path):
    wheel("top", "low>=2")
    wheel("low")
    with pytest.raises(BundleError, match="top 要求 low>=2，钉住的却是 1.0"):
        found(tmp_path)


def test_a_file_that_is_no_wheel_is_told(wheel, tmp_path):
    wheel("top").write_bytes(b"PK\x03\x04")
    with pytest.raises(BundleError, match="top-1.0-py3-none-any.whl"):
        read_wheels(tmp_path)


def test_what_the_lock_does_not_pin_is_told_with_who_asks(wheel, tmp_path):
    wheel("top", 'low; sys_platform == "win32"')
    with pytest.raises(BundleError, match=r"没有钉住：low（top 要用）"):
        fetch(tmp_path, WINDOWS, (3, 12), ROOTS, {})


def test_a_wheel_that_was_never_made_for_a_system_is_told_apart_from_an_index_out_of_reach(
    wheel, tmp_path, monkeypatch
):
    wheel("top", "low")
    for name, value in NO_INDEX.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(BundleError, match="low==1.0：软件源里没有合用的 wheel"):
        fetch(tmp_path, WINDOWS, (3, 12), ROOTS, {"low": "1.0"})
    monkeypatch.setenv("PIP_NO_INDEX", "0")
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/simple")
    with pytest.raises(BundleError, match="连不上软件源"):
        fetch(tmp_path, WINDOWS, (3, 12), ROOTS, {"low": "1.0"})


def test_the_lock_pins_names_however_they_are_written():
    pins = read_lock(ROOT / "requirements.lock")
    assert {"pyyaml", "opencc", "typing-extensions", "colorama", "pip"} <= pins.keys()


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["windows-x64", "--versions", "3"], 3, "写得不对"),
        (["windows-x64", "--python", "missing-3.12.1.zip"], 3, "没有“missing-3.12.1.zip”"),
        (["windows-x64", "--python", "python.zip"], 3, "看不出 Python 版本"),
        (["windows-x64", "--python", "x-3.12.1.zip", "--versions", "3.11,3.12"], 3, "只供那一个版本"),
        (["--check", "missing.zip"], 1, "解不开"),
        (["--check", "."], 1, "不是完整的离线包"),
        (["macos"], 2, "invalid choice"),
        ([], 2, "为哪个系统"),
    ],
)
def test_what_cannot_be_done_is_said(tmp_path, arguments, code, said):
    ran = run(sys.executable, MAKER, *arguments, cwd=tmp_path)
    assert (ran.returncode, said in ran.stderr) == (code, True), ran.stderr
    assert "Traceback" not in ran.stderr
    assert list(tmp_path.iterdir()) == [], "nothing is left behind"


def test_a_version_below_what_the_program_asks_for_is_told(tmp_path):
    ran = run(sys.executable, MAKER, "windows-x64", "--versions", "3.10", "-o", tmp_path)
    if "连不上软件源" in ran.stderr:
        pytest.skip("the package index cannot be reached")
    assert (ran.returncode, "不能用 3.10" in ran.stderr) == (3, True), ran.stderr
    assert list(tmp_path.iterdir()) == []
