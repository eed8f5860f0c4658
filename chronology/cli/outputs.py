"""Which files a run writes and how each is made. Enters: options and a report. Leaves: file → what writes it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from msgspec import Struct
from msgspec.structs import replace

from chronology.case import Case
from chronology.cli.inputs import OUTPUT_FOLDER, OWN_RESULT
from chronology.cli.writing import Writer
from chronology.compose import compose
from chronology.compose.court import Court
from chronology.compose.volumes import MOST_IN_ONE, volumes
from chronology.document import Document, Sheet, Sheets, with_rows_at_hand
from chronology.errors import OutputError, UsageError
from chronology.readers import SUFFIXES
from chronology.renderers import FORMATS, Rendered, renderer
from chronology.report import Report

if TYPE_CHECKING:
    from chronology.template import Template


LONGEST_MARKING = 80  # characters, that fit on one line of a narrow page; a header of a spreadsheet holds 255 in all


class Target(Struct, frozen=True):
    """A file to write, and its format (a key of FORMATS)."""

    path: Path
    form: str


class Look(Struct, frozen=True):
    """How documents look: the handling mark, what a court asks for where it is for one, and the board's own Word document to fill."""

    marking: str = ""
    court: Court | None = None
    template: Template | None = None


def read_look(marking: str, court: Court | None, template: Path | None) -> Look:
    """How documents are to look. Raises UsageError for a mark too long, DefinitionError for a template that cannot be filled."""
    if len(marking) > LONGEST_MARKING:
        raise UsageError(f"longer than {LONGEST_MARKING} characters", "--marking", "shorten it")
    if template is None:
        return Look(marking.strip(), court)
    from chronology.template import open_template  # most runs fill none

    try:
        data = template.read_bytes()
    except OSError as error:
        raise UsageError(f"cannot be read ({error.strerror})", f"--template {template}", "check the path") from None
    return Look(marking.strip(), court, open_template(data, template.name))


def refuse_unused_template(look: Look, targets: Sequence[Target]) -> None:
    """Raises UsageError for a template without a Word document to write."""
    if look.template and not any(target.form == "docx" for target in targets):
        raise UsageError("no Word document is to be written", "--template", "add -o FILE.docx or --format docx")


def plan_targets(folder: Path, formats: Sequence[str], files: Sequence[Path]) -> list[Target]:
    """The files to write: one a format in `folder`, and those named. Raises UsageError for a suffix that is no format, or a file named twice."""
    targets = [Target(folder / f"chronology.{FORMATS[name].suffix}", name) for name in FORMATS if name in formats]
    by_suffix = {f".{known.suffix}": name for name, known in FORMATS.items()}
    for path in files:
        if path.suffix.casefold() not in by_suffix:
            known = ", ".join(by_suffix)
            raise UsageError("the suffix says no format", f"-o {path}", f"end the name in one of {known}")
        targets.append(Target(path, by_suffix[path.suffix.casefold()]))
    seen: set[Path] = set()
    for target in targets:
        if target.path.resolve() in seen:
            raise UsageError("this file is to be written twice", str(target.path), "name it once")
        seen.add(target.path.resolve())
    return targets


def refuse_among_exports(targets: Sequence[Target], case: Case, paths: Sequence[Path]) -> None:
    """Raises OutputError for a file that the next run would take for an export: one below a folder whose files are all read."""
    scanned = [path.resolve() for path in paths if path.is_dir()] if not case.sources else []
    for target in targets:
        place = target.path.resolve()
        below = any(place.is_relative_to(folder) for folder in scanned) and OUTPUT_FOLDER not in place.parts
        if below and place.suffix.casefold() in SUFFIXES and place.name != OWN_RESULT:
            raise OutputError(
                "the result would lie among the exports, and the next run would read it as one",
                str(target.path),
                f"write it to {OUTPUT_FOLDER}/, or name the exports under `sources:` in the case file",
            )


def plan_writers(report: Report, targets: Sequence[Target], look: Look, pages: dict[Path, int]) -> dict[Path, Writer]:
    """File → what writes it. What formats share is composed when the first of them asks for it, and once.

    A document too long for a typesetter becomes several, the further ones under names of their own. `pages` is filled, when a paged
    file is written, with the number of its pages.
    """
    made = _Made(report, look, pictured=any(FORMATS[target.form].pictured for target in targets))
    writers: dict[Path, Writer] = {}
    entries = len(report.chronology.entries) + len(report.chronology.undated)
    for target in targets:
        if target.form == "docx" and look.template:
            writers[target.path] = partial(_fill, look.template, report)
        elif FORMATS[target.form].in_volumes and entries > MOST_IN_ONE:
            for number, volume in enumerate(volumes(made.document()), 1):
                path = target.path.with_stem(f"{target.path.stem}-volume-{number}") if number > 1 else target.path
                writers[path] = partial(_write, target.form, partial(_given, volume), pages, path)
        else:
            make = made.makers[FORMATS[target.form].takes]
            writers[target.path] = partial(_write, target.form, make, pages, target.path)
    return writers


def _write(form: str, make: Callable[[], Rendered], pages: dict[Path, int], path: Path, stream: BinaryIO) -> None:
    counted = renderer(form)(make(), stream)
    if isinstance(counted, int):
        pages[path] = counted


def _given(volume: Document) -> Document:
    return volume


def _fill(template: Template, report: Report, stream: BinaryIO) -> None:
    from chronology.template import fill  # most runs fill none

    fill(template, report, stream)


class _Made:
    """What the formats are made from, each composed once."""

    def __init__(self, report: Report, look: Look, pictured: bool) -> None:
        self.report, self.look, self.pictured = report, look, pictured
        self.document = cache(self._document)
        self.makers: dict[type[Rendered], Callable[[], Rendered]] = {
            Report: lambda: report,
            Document: self.document,
            Sheets: cache(self._sheets),
            Sheet: cache(self._sheet),
        }

    def _document(self) -> Document:
        document = compose(self.report, self.look.court, self.pictured)
        document = replace(document, layout=replace(document.layout, marking=self.look.marking))
        return with_rows_at_hand(document) if self.pictured else document

    def _sheets(self) -> Sheets:
        from chronology.compose.sheets import compose_sheets  # here and below: most runs write no sheets

        return replace(compose_sheets(self.report), marking=self.look.marking)

    def _sheet(self) -> Sheet:
        from chronology.compose.sheets import compose_chronology_sheet

        return compose_chronology_sheet(self.report)


def is_day(written: str) -> bool:
    """Whether an option names a day rather than a folder."""
    try:
        date.fromisoformat(written)
    except ValueError:
        return False
    return len(written) == len("2007-06-01")
