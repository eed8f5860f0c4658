"""PATH arguments → the case and its exports. Which files count is decided here; reading them is the pipeline's business."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from chronology.case import Case, StatedSource, load_case
from chronology.errors import UsageError
from chronology.pipeline import Export
from chronology.readers import SUFFIXES

CASE_FILE = "case.yaml"
OUTPUT_FOLDER = "chronology-out"
OWN_RESULT = "chronology.json"
_NOT_EXPORTS = frozenset((OUTPUT_FOLDER, "expected", "profiles"))


def open_case(paths: Sequence[Path]) -> tuple[Case, list[Export], Path]:
    """The case, its exports, and the folder in which its results go by default.

    One folder with a case file (or the case file itself) is a case; anything else is loose files, for which everything is
    worked out. Raises UsageError when there is nothing to read, DefinitionError for a case file that cannot be used.
    """
    for path in paths:
        if not path.exists():
            raise UsageError("there is no such file or folder", str(path), "check the path")
    if len(paths) == 1 and paths[0].is_file() and paths[0].name == CASE_FILE:
        paths = (paths[0].parent,)
    if any(path.is_dir() and (path / CASE_FILE).is_file() for path in paths):
        if len(paths) > 1:
            raise UsageError(
                "a case folder stands alone", "", "give one case folder, or loose files without a case file"
            )
        return _stated_case(paths[0])
    return _loose_case(paths)


def _stated_case(folder: Path) -> tuple[Case, list[Export], Path]:
    case = load_case(folder / CASE_FILE)
    if case.sources:
        exports = [_stated_export(folder, stated) for stated in case.sources]
    else:
        exports = [Export(path, path.relative_to(folder).as_posix()) for path in _readable(folder)]
    if not exports:
        raise UsageError("no export was found", str(folder), "put the agencies' files into the folder")
    return case, exports, folder / OUTPUT_FOLDER


def _stated_export(folder: Path, stated: StatedSource) -> Export:
    for named in (stated.path, stated.profile):
        if not (folder / named).resolve().is_relative_to(folder.resolve()):
            raise UsageError(
                "a path leads out of the case folder", f"{CASE_FILE}, sources", "put the file into the case folder"
            )
    return Export(folder / stated.path, stated.path, stated, folder / stated.profile if stated.profile else None)


def _loose_case(paths: Sequence[Path]) -> tuple[Case, list[Export], Path]:
    files: list[tuple[Path, str]] = []
    for path in paths:
        if path.is_dir():
            files += [(found, found.relative_to(path).as_posix()) for found in _readable(path)]
        else:
            files.append((path, path.name))
    if not files:
        raise UsageError(
            "no export was found", str(paths[0]), "give CSV, Excel, Word or JSON files, or a folder of them"
        )
    names = [named for _, named in files]
    if len(set(names)) < len(names):
        files = [(path, path.as_posix().lstrip("/")) for path, _ in files]
    case = Case(folder=Path(), title="Chronology", nation="england", stated=False, assumed_nation=True)
    return case, [Export(path, named) for path, named in dict(files).items()], Path(OUTPUT_FOLDER)


def _readable(folder: Path) -> Iterator[Path]:
    """The files below `folder` that look like exports, in order of name; hidden ones and results are passed over."""
    for path in sorted(folder.iterdir()):
        if path.name.startswith((".", "~$")):
            continue
        if path.is_dir():
            if path.name not in _NOT_EXPORTS and not path.is_symlink():
                yield from _readable(path)
        elif path.suffix.casefold() in SUFFIXES and not _is_own_result(path):
            yield path


def _is_own_result(path: Path) -> bool:
    """Whether a file is a JSON result of this program, written among the exports by an earlier run."""
    if path.name != OWN_RESULT or not path.is_file():
        return False
    with path.open("rb") as stream:
        return b'"tool": {"name":"chronology"' in stream.read(200)
