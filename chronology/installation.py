"""Installing the program: setuptools' own step, and what is made of the definitions kept beside them. No run of the program comes here.

It is done for a copy of the program that is to be installed, not for a checkout that is worked on.
"""

from __future__ import annotations

import subprocess
import sys

from setuptools.command.build_py import build_py


class Build(build_py):
    """Copies the program, and lets the copy keep what it makes of its own files."""

    def run(self) -> None:
        """Raises nothing of its own: a program that could not keep anything makes it anew in each run."""
        super().run()
        if self.editable_mode:
            return
        code = "from chronology.installation import keep_all; keep_all()"
        if subprocess.run([sys.executable, "-c", code], cwd=self.build_lib, check=False).returncode:
            self.warn("nothing is kept of what is made of the definitions: each run will take longer to start")


def keep_all() -> None:
    """Keeps what the runs of the program would each make of its definitions."""
    from chronology.calendar import NATIONS  # here and below: setuptools alone needs none of it
    from chronology.kept import keeping
    from chronology.linking.names import load_names
    from chronology.narrative.categories import categories
    from chronology.narrative.lexicon import lexicon
    from chronology.profile import shipped_profiles
    from chronology.recognise.headings import date_words
    from chronology.rule import load_rules

    with keeping():
        for make in (load_names, categories, lexicon, shipped_profiles, date_words, load_rules):
            make()
        for nation in NATIONS:
            load_rules(nation, with_examples=False)
