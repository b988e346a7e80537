"""A bundle installs the program without a network, and nothing that was tampered with."""

import shutil
import sys
import zipfile

import pytest
from offline import HERE, MAKER, run

WITHOUT_NETWORK = ("unshare", "-rn")


def can_leave_the_network():
    return shutil.which("unshare") is not None and run(*WITHOUT_NETWORK, "true").returncode == 0


@pytest.fixture
def copy(linux, tmp_path):
    """A bundle that may be spoilt; the wheels are the same files, each until it is written anew."""
    return shutil.copytree(linux, tmp_path / linux.name)


def spoilt(bundle):
    wheel = next(bundle.glob("wheels/rich-*.whl"))
    with zipfile.ZipFile(wheel, "a") as archive:
        archive.writestr("rich/more.py", "print('more')")
    return wheel


def with_sums_renewed(bundle, wheel):
    """Have the list of hashes agree with a wheel that was changed, as one who forges would."""
    import hashlib

    path = bundle / "SHA256SUMS"
    lines = path.read_text("utf-8").splitlines()
    name = f"wheels/{wheel.name}"
    sums = [
        f"{hashlib.sha256(wheel.read_bytes()).hexdigest()}  {name}" if line.endswith(name) else line for line in lines
    ]
    path.write_text("\n".join(sums) + "\n", "utf-8")


@pytest.mark.skipif(not can_leave_the_network(), reason="a namespace without a network may not be made here")
def test_what_is_installed_without_a_network_judges_as_the_tree_does(linux, install, tmp_path, program, seeds):
    ran = install(linux, *WITHOUT_NETWORK)
    assert ran.returncode == 0, ran.stderr
    installed = tmp_path / "家" / ".local" / "bin" / "auditor"
    arguments = ("check", *seeds, "-f", "json")
    theirs = run(*WITHOUT_NETWORK, installed, *arguments, env={"HOME": str(tmp_path), "LANG": "C.UTF-8"}, cwd=tmp_path)
    assert (theirs.returncode, theirs.stderr) == (0, "")
    assert theirs.stdout == program(*arguments).out


def test_the_bundle_is_whole_by_its_own_lists_and_by_sha256sum(linux):
    ran = run(sys.executable, MAKER, "--check", linux)
    assert ran.returncode == 0, ran.stderr
    assert HERE in ran.stdout
    assert run("sha256sum", "-c", "--quiet", "SHA256SUMS", cwd=linux).returncode == 0


def test_a_changed_wheel_is_refused_before_anything_is_installed(copy, install, tmp_path):
    wheel = spoilt(copy)
    ran = install(copy)
    assert ran.returncode == 1
    assert f"被改动或损坏 wheels/{wheel.name}" in ran.stderr
    assert not (tmp_path / "家").exists()
    checked = run(sys.executable, MAKER, "--check", copy)
    assert (checked.returncode, wheel.name in checked.stderr) == (1, True)


def test_a_changed_wheel_is_refused_by_pip_where_the_sums_were_renewed(copy, install, tmp_path):
    with_sums_renewed(copy, spoilt(copy))
    program = tmp_path / "家" / ".local" / "share" / "auditor" / "program"
    program.mkdir(parents=True)
    (program / "before").write_text("an earlier version")
    ran = install(copy)
    assert ran.returncode == 1
    assert "HASHES" in ran.stderr
    assert "没有装成" in ran.stderr
    assert (program / "before").exists(), "the earlier version is still there"
    checked = run(sys.executable, MAKER, "--check", copy)
    assert (checked.returncode, "requirements.txt" in checked.stderr) == (1, True)


def test_a_wheel_more_or_less_is_told(copy, install):
    lost = next(copy.glob("wheels/rapidfuzz-*.whl"))
    lost.rename(lost.with_name("strange-1.0-py3-none-any.whl"))
    ran = install(copy)
    assert ran.returncode == 1
    assert f"缺少 wheels/{lost.name}" in ran.stderr
    assert "多出 wheels/strange-1.0-py3-none-any.whl" in ran.stderr


def test_other_versions_of_python_are_refused_by_name(copy, install):
    (copy / "install.sh").write_text((copy / "install.sh").read_text("utf-8").replace(HERE, "3.99"), "utf-8")
    ran = install(copy)
    assert ran.returncode == 1
    assert "没有合用的 Python（需要 3.99 之一）" in ran.stderr


def test_another_kind_of_machine_is_refused(copy):
    plan = copy / "bundle.json"
    plan.write_text(plan.read_text("utf-8").replace('"machine": "', '"machine": "other-'), "utf-8")
    ran = run(sys.executable, copy / "install.py", env={"HOME": str(copy)})
    assert (ran.returncode, "不合这台电脑" in ran.stderr) == (1, True)
