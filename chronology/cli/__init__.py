"""The command line: a lazy click group, one file per verb; the only place where an error becomes an exit code.

Only click is imported here. A verb's own module, and with it rich and the pipeline, is imported when the verb is run.
"""

from __future__ import annotations

import gc
import os
import sys
from contextlib import suppress
from importlib import import_module
from io import TextIOWrapper
from typing import NoReturn

import click

from chronology import __version__
from chronology.errors import ChronologyError

VERBS = {
    "new": "Start a case: look at the exports and draft its case file.",
    "build": "Read the exports and write the chronology.",
    "check": "Read everything, write nothing, print every question and the account.",
    "identify": "Say what an export is and which column means what.",
    "subjects": "Who is who in the records, with the evidence.",
    "gaps": "Print the findings.",
    "show": "Print the chronology on the terminal.",
    "knew": "Who knew what by the end of a day.",
    "picture": "Draw the case: lanes along time, contacts by month, who told whom.",
    "verify": "Check written results against the exports they were made from.",
    "rules": "List the gap rules, or try one that you are writing.",
    "explain": "Explain a rule, a question's code, a kind, an entry or a finding.",
}


class Verbs(click.Group):
    """Looks a verb up in the table above and imports its module only then."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """The verbs in the order of the table."""
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The verb's command, or None for a word that is no verb."""
        if cmd_name not in VERBS:
            return None
        command: click.Command = import_module(f"chronology.cli.{cmd_name}").command
        allow_outside = import_module("chronology.cli.inputs").ALLOW_OUTSIDE
        if allow_outside not in command.params:
            command.params.append(allow_outside)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """The list of verbs, written without importing any."""
        with formatter.section("Verbs"):
            formatter.write_dl(list(VERBS.items()))


@click.group(
    cls=Verbs,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Example: chronology build my_case",
)
@click.version_option(__version__, prog_name="chronology")
def chronology() -> None:
    """Builds the chronology for a child case review from the agencies' own exports.

    Shell completion: eval "$(_CHRONOLOGY_COMPLETE=bash_source chronology)" (or zsh_source, fish_source).
    """


def main() -> NoReturn:
    """Runs the command and ends the process. Exit codes: 0 done, 1 done but in doubt and --strict was given, 2 could not run."""
    gc.disable()  # the values of a run hold no cycles and live to its end: collecting would cost time and free nothing
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")  # a name that the terminal cannot show must not end the run
    status = _run()
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError):  # whoever read it is gone, or what is lost was said when it was written
            stream.flush()
    os._exit(status)  # the system takes the memory back at once; value by value it takes a twelfth of a long run


def _run() -> int:
    try:
        chronology(prog_name="chronology")
        sys.stdout.flush()
    except ChronologyError as error:
        click.echo(f"chronology: {error}", err=True)
        return 2
    except SystemExit as end:
        return int(end.code or 0)
    except BrokenPipeError:
        return 0
    except OSError as error:
        with suppress(OSError):
            place = error.filename or "the output"
            click.echo(
                f"chronology: {place}: {error.strerror}. Next: check permissions and the room on the disk.", err=True
            )
        return 2
    return 0
