"""With what earlier runs have kept the program says the same, byte for byte; changed rules are seen at once."""

import json
import shutil
import subprocess
import sys

import pytest

FORMS = (["-f", "terminal"], ["-f", "json"], ["-v"], ["--year", "2016", "--as", "街道"])


@pytest.fixture
def cache(tmp_path):
    return tmp_path / "缓存"


@pytest.fixture
def kept(program, cache):
    """Run with a cache folder of the test's own."""

    def run(*arguments, at=cache):
        return program(*arguments, env={"AUDITOR_CACHE": str(at)})

    return run


@pytest.fixture
def rules(few_rules, tmp_path):
    return shutil.copytree(few_rules, tmp_path / "规则")


def auditors(cache):
    """Return how many of the files hold an auditor; the others hold patterns."""
    return sum(b"auditor.pipeline" in path.read_bytes() for path in (cache / "kept").iterdir())


def test_verdicts_are_the_same_with_and_without(kept, seeds, tmp_path):
    for form in FORMS:
        without = kept("check", *seeds, *form, at="")
        assert kept("check", *seeds, *form).raw == without.raw
        assert kept("check", *seeds, *form).raw == without.raw


@pytest.mark.parametrize("command", [["list"], ["show", "E2"], ["test"]], ids=lambda command: command[0])
def test_rules_are_shown_the_same_with_and_without(kept, command):
    without = kept("rules", *command, at="")
    assert [kept("rules", *command).raw for _ in range(2)] == [without.raw] * 2


def test_a_changed_rule_is_seen_at_once(kept, rules, report):
    def title():
        ran = kept("check", report, "--rules", rules, "-f", "json")
        return next(v["title"] for v in json.loads(ran.raw)["documents"][0]["verdicts"] if v["rule"] == "B1")

    before = title()
    assert title() == before
    path = next((rules / "B").glob("B1-*.yaml"))
    path.write_text(path.read_text("utf-8").replace(before, "改过的标题"), "utf-8")
    assert title() == "改过的标题"


def test_a_mistake_is_told_every_time_and_as_without(kept, rules, report):
    assert kept("check", report, "--rules", rules).code == 0
    path = next((rules / "B").glob("B1-*.yaml"))
    path.write_text(path.read_text("utf-8") + "\n多余的键: 1\n", "utf-8")
    told = [kept("check", report, "--rules", rules, at=at) for at in ("", *[rules.parent / "缓存"] * 2)]
    assert {(ran.code, ran.err) for ran in told} == {(4, told[0].err)}
    assert "多余的键" in told[0].err


def test_rules_with_a_wrong_phrase_can_be_listed_but_not_used(kept, rules, report):
    path = next((rules / "B").glob("B1-*.yaml"))
    path.write_text(path.read_text("utf-8").replace("    deeds:\n", "    deeds:\n      - 写错?的\n", 1), "utf-8")
    for _ in range(2):
        assert kept("rules", "list", "--rules", rules).code == 0
        assert "写错?的" in kept("check", report, "--rules", rules).err


def test_an_overlay_and_what_lies_beside_it_are_seen(kept, rules, report, tmp_path):
    base, overlay = tmp_path / "层" / "base.yaml", tmp_path / "层" / "mine.yaml"
    base.parent.mkdir()
    base.write_text("id: base\ntitle: 底\nextends: township\nrows: { B1: { title: 甲 } }\n", "utf-8")
    overlay.write_text("id: mine\ntitle: 面\nextends: base.yaml\n", "utf-8")
    assert ["甲" in kept("rules", "list", "--rules", overlay).out for _ in range(2)] == [True, True]
    assert kept("check", report, "--rules", overlay).code == 0
    base.write_text(base.read_text("utf-8").replace("甲", "乙"), "utf-8")
    assert "乙" in kept("rules", "list", "--rules", overlay).out


def test_an_overlay_over_one_that_lies_elsewhere_is_not_kept(kept, report, cache, tmp_path):
    base, overlay = tmp_path / "别处" / "base.yaml", tmp_path / "层" / "mine.yaml"
    for path in (base, overlay):
        path.parent.mkdir()
    base.write_text("id: base\ntitle: 底\nextends: township\n", "utf-8")
    overlay.write_text("id: mine\ntitle: 面\nextends: ../别处/base.yaml\n", "utf-8")
    assert kept("check", report, "--rules", overlay).code == 0
    assert auditors(cache) == 0


def test_a_damaged_cache_is_made_anew(kept, few_rules, report, cache):
    first = kept("check", report, "--rules", few_rules)
    path = max((cache / "kept").iterdir(), key=lambda path: path.stat().st_size)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    assert kept("check", report, "--rules", few_rules).raw == first.raw
    assert path.stat().st_size > 0.9 * len(whole)


def test_a_folder_that_cannot_be_written_is_passed_over(kept, few_rules, report):
    ran = kept("check", report, "--rules", few_rules, at=report)
    assert (ran.code, ran.err) == (0, "")


def test_two_runs_at_the_same_time(program, few_rules, report, cache):
    runs = [program.start("check", report, "--rules", few_rules, env={"AUDITOR_CACHE": str(cache)}) for _ in range(2)]
    said = [run.communicate() for run in runs]
    assert said[0] == said[1]
    assert [run.returncode for run in runs] == [0, 0]
    assert auditors(cache) == 1


def test_a_text_is_judged_without_what_reads_rules_and_other_formats(kept, report, cache, root):
    kept("check", report)
    names = ("yaml", "pydantic.main", "lxml", "pypdfium2", "psutil", "opencc", "asyncio", "auditor.rulebook.read")
    code = (
        "import sys\nfrom auditor.cli.main import run\n"
        f"try:\n    run(['check', {str(report)!r}])\nexcept SystemExit:\n"
        f"    print([name for name in {names!r} if name in sys.modules], file=sys.stderr)"
    )
    env = {"AUDITOR_CACHE": str(cache)}
    ran = subprocess.run([sys.executable, "-c", code], cwd=root, env=env, capture_output=True, check=True)
    assert ran.stderr.decode().strip() == "[]"
