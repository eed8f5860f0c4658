"""What starts with the command: help must not wait for tables, YAML, fuzzy matching or readers."""

import subprocess
import sys

HEAVY = ("rich", "yaml", "rapidfuzz", "python_calamine", "msgspec", "chronology.readers", "chronology.pipeline")


def modules_after(arguments):
    code = (
        "import sys\n"
        f"sys.argv = ['chronology', *{arguments!r}]\n"
        "from chronology.cli import chronology\n"
        "try:\n    chronology()\nexcept SystemExit:\n    pass\n"
        "print('\\n'.join(sys.modules), file=sys.stderr)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stderr.split())


def test_help_imports_nothing_heavy():
    loaded = modules_after(["--help"])
    assert "click" in loaded
    assert not [name for name in loaded if name.startswith(HEAVY)]


def test_version_imports_nothing_heavy():
    assert not [name for name in modules_after(["--version"]) if name.startswith(HEAVY)]


def test_a_verb_imports_what_it_needs():
    assert "yaml" in modules_after(["explain", "kinds"])
