"""Why a run stops. Trouble with a row is an `Issue` (issues.py); what a rule says of the case is a `Finding`."""


class ChronologyError(Exception):
    """Root of every error this program raises on purpose; the command line prints it without a traceback, exit code 2.

    `what` happened, `where` (file, sheet, row, key), and what to do `next`. No cell contents, no names of people.
    """

    def __init__(self, what: str, where: str = "", next_step: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.next_step = next_step

    def __str__(self) -> str:
        lines = [f"{self.where}: {self.what}" if self.where else self.what]
        if self.next_step:
            lines.append(f"Next: {self.next_step}")
        return "\n".join(lines)


class DefinitionError(ChronologyError):
    """A case file, profile or rule that cannot be used as it is written."""


class SourceError(ChronologyError):
    """A file that cannot be read as an export."""


class OutputError(ChronologyError):
    """A result that cannot be written where it was asked for."""


class UsageError(ChronologyError):
    """A command that asks for something that is not there."""
