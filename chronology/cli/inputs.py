"""PATH arguments → the case and its exports. Which files count is decided here; reading them is the pipeline's business.

What a case names stays inside its folder: a path, or a link among the files, that leads out of it stops the run unless the
command says `--allow-outside`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from chronology.case import Case, StatedSource, load_case
from chronology.cli.manifest import MANIFEST
from chronology.errors import UsageError
from chronology.pipeline import Export
from chronology.readers import SUFFIXES

CASE_FILE = "case.yaml"
OUTPUT_FOLDER = "chronology-out"
OWN_RESULT = "chronology.json"
_NOT_EXPORTS = frozenset((OUTPUT_FOLDER, "expected", "profiles", MANIFEST))
_OUTSIDE = "chronology.cli.inputs.allow_outside"


def _remember_outside(context: click.Context, _option: click.Parameter, allowed: bool) -> None:
    context.meta[_OUTSIDE] = allowed


# Taken by every verb (see `Verbs`); it changes which files may be opened, so no verb needs to know of it.
ALLOW_OUTSIDE = click.Option(
    ["--allow-outside"],
    is_flag=True,
    expose_value=False,
    callback=_remember_outside,
    help="Read files that the case names, or links to, outside its own folder.",
)


def open_case(paths: Sequence[Path]) -> tuple[Case, list[Export], Path]:
    """The case, its exports, and the folder in which its results go by default.

    One folder with a case file (or the case file itself) is a case; anything else is loose files, for which everything is
    worked out. Raises UsageError when there is nothing to read or a file may not be read, DefinitionError for a case file
    that cannot be used.
    """
    for path in paths:
        _refuse_missing(path)
    if len(paths) == 1 and not paths[0].is_dir() and _is_case_file(paths[0].name):
        _refuse_name(paths[0])
        paths = (paths[0].parent,)
    if any(path.is_dir() and find_case_file(path) for path in paths):
        if len(paths) > 1:
            raise UsageError(
                "a case folder stands alone", "", "give one case folder, or loose files without a case file"
            )
        return _stated_case(paths[0])
    return _loose_case(paths)


def _refuse_missing(path: Path) -> None:
    try:
        there = path.exists()
    except OSError as error:
        raise UsageError(f"cannot be reached ({error.strerror})", str(path), "check its permissions") from None
    if not there:
        raise UsageError("there is no such file or folder", str(path), "check the path")


def find_case_file(folder: Path) -> Path | None:
    """The case file of a folder, None where it has none. Raises UsageError for one under a name that would go unread."""
    for found, _ in _members(folder):
        if _is_case_file(found.name):
            _refuse_name(found)
            return found
    return None


def find_exports(folder: Path) -> list[Export]:
    """The files below a folder that look like exports, named as from the folder, as though it had no case file."""
    return [Export(path, path.relative_to(folder).as_posix()) for path in _readable(folder, folder)]


def _is_case_file(name: str) -> bool:
    return name.casefold() in (CASE_FILE, "case.yml")


def _refuse_name(path: Path) -> None:
    if path.name != CASE_FILE:
        raise UsageError("a case file is read under the name case.yaml alone", str(path), f"rename it to {CASE_FILE}")


def _stated_case(folder: Path) -> tuple[Case, list[Export], Path]:
    _keep_inside(folder / CASE_FILE, folder, str(folder / CASE_FILE))
    case = load_case(folder / CASE_FILE)
    exports = [_stated_export(folder, stated) for stated in case.sources] or find_exports(folder)
    _refuse_one_file_twice(exports)
    if not exports:
        raise UsageError("no export was found", str(folder), "put the agencies' files into the folder")
    return case, exports, folder / OUTPUT_FOLDER


def _stated_export(folder: Path, stated: StatedSource) -> Export:
    for key, named in (("path", stated.path), ("profile", stated.profile)):
        where = f"{CASE_FILE} line {stated.line}, key {key}"
        if Path(named).is_absolute() and not _may_lead_outside():
            raise UsageError(
                f"`{key}` is a whole path", where, "write it as from the case folder, such as exports/file.csv"
            )
        _keep_inside(folder / named, folder, where)
    return Export(folder / stated.path, stated.path, stated, folder / stated.profile if stated.profile else None)


def _keep_inside(path: Path, folder: Path, where: str) -> None:
    """Raises UsageError for a path that leads out of the folder, itself or by a link on its way."""
    if _may_lead_outside():
        return
    try:
        inside = path.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError):  # links that lead round in a circle, or a path that no system has
        inside = False
    if not inside:
        raise UsageError(
            "this path leads out of the case folder", where, "put the file into the folder, or give --allow-outside"
        )


def _may_lead_outside() -> bool:
    context = click.get_current_context(silent=True)
    return bool(context and context.meta.get(_OUTSIDE))


def _refuse_one_file_twice(exports: Sequence[Export]) -> None:
    """Raises UsageError where two stated sources are one file under two names: its records would be two agencies'."""
    seen: dict[tuple[int, int], StatedSource] = {}
    for export in exports:
        if export.stated is None or not export.path.is_file():
            continue
        found = export.path.stat()
        earlier = seen.setdefault((found.st_dev, found.st_ino), export.stated)
        if earlier is not export.stated:
            raise UsageError(
                f"this source and the one on line {earlier.line} are one file",
                f"{CASE_FILE} line {export.stated.line}, key path",
                "keep one of them",
            )


def _loose_case(paths: Sequence[Path]) -> tuple[Case, list[Export], Path]:
    files: list[tuple[Path, str]] = []
    for path in paths:
        if path.is_dir():
            files += [(export.path, export.named) for export in find_exports(path)]
        else:
            files.append((path, path.name))
    if not files:
        raise UsageError(
            "no export was found", str(paths[0]), "give CSV, Excel, Word or JSON files, or a folder of them"
        )
    names = [named for _, named in files]
    if len(set(names)) < len(names):
        files = [(path, path.as_posix().lstrip("/")) for path, _ in files]
    return loose_case(), [Export(path, named) for path, named in dict(files).items()], Path(OUTPUT_FOLDER)


def loose_case() -> Case:
    """The case of files without a case file: everything is worked out."""
    return Case(folder=Path(), title="Chronology", nation="england", stated=False, assumed_nation=True)


def _readable(folder: Path, top: Path, above: tuple[Path, ...] = ()) -> Iterator[Path]:
    """The files below `folder` that look like exports, in order of name; hidden ones and results are passed over.

    Links are followed as far as they stay below `top`, and never in a circle (`above`: the folders on the way here).
    """
    above = (*above, folder.resolve())
    for path, is_folder in _members(folder):
        if path.name.startswith((".", "~$")) or path.name in _NOT_EXPORTS:
            continue
        if is_folder:
            if path.resolve() not in above:
                _keep_inside(path, top, str(path))
                yield from _readable(path, top, above)
        elif path.suffix.casefold() in SUFFIXES and not _is_own_result(path):
            _keep_inside(path, top, str(path))
            yield path


def _members(folder: Path) -> list[tuple[Path, bool]]:
    """What stands in a folder, in order of name, and whether each is a folder itself."""
    try:
        return [(path, path.is_dir()) for path in sorted(folder.iterdir())]
    except OSError as error:
        raise UsageError(
            f"the folder cannot be read ({error.strerror})", str(folder), "check its permissions"
        ) from None


def _is_own_result(path: Path) -> bool:
    """Whether a file is a JSON result of this program, written among the exports by an earlier run."""
    if path.name != OWN_RESULT or not path.is_file():
        return False
    try:
        with path.open("rb") as stream:
            return b'"tool": {"name":"chronology"' in stream.read(200)
    except OSError:  # the reader says why
        return False
