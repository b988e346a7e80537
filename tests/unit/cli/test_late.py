"""Commands are imported when they are called, and the help page says what they say of themselves."""

import subprocess
import sys

import pytest
from typer.main import get_command

from auditor.cli.late import loaded
from auditor.cli.main import app

GROUP = get_command(app)
SLOW = ("pydantic.main", "yaml", "rapidfuzz", "rich.console", "lxml", "auditor.pipeline", "auditor.rulebook")


def modules_after(*arguments: str) -> set[str]:
    """Return what a run of the program has imported."""
    code = (
        "import sys\nfrom auditor.cli.main import run\n"
        f"try:\n    run({list(arguments)!r})\nexcept SystemExit:\n    print(' '.join(sys.modules), file=sys.stderr)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, encoding="utf-8")
    return set(ran.stderr.splitlines()[-1].split())


@pytest.mark.parametrize("arguments", [["--version"], ["--help"]], ids=" ".join)
def test_what_needs_no_report_imports_nothing_of_the_stages(arguments):
    assert modules_after(*arguments).isdisjoint(SLOW)


@pytest.mark.parametrize("name", GROUP.commands)
def test_the_line_of_help_is_the_commands_own(name):
    assert GROUP.commands[name].get_short_help_str(200) == loaded(name).get_short_help_str(200)


def test_a_group_is_imported_with_its_commands():
    assert list(loaded("rules").commands) == ["list", "show", "test", "stress"]


def test_the_module_is_imported_without_running_the_program():
    # as a process started for a reader does
    code = "import runpy; runpy.run_module('auditor.__main__', run_name='__mp_main__')"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")
