"""Imports go one way: stages know the foundation, only the pipeline knows the stages, only the command line knows it."""

import ast
from pathlib import Path

PACKAGE = Path(__file__).parent.parent / "chronology"

FOUNDATION = {
    "model", "when", "dates", "calendar", "errors", "issues", "definitions", "kinds", "case", "profile", "rule",
    "people", "identifiers", "narrative", "words", "sectors", "processes", "supplied", "key_events", "kept",
}  # fmt: skip
STAGES = {"readers", "recognise", "normalise", "linking", "correct", "assemble", "audit", "knowledge"}
MAY_IMPORT = {
    **dict.fromkeys(STAGES, FOUNDATION),
    **dict.fromkeys(FOUNDATION, FOUNDATION),
    "report": FOUNDATION | {"knowledge"},
    "document": {"model"},
    "pictures": FOUNDATION | {"report", "document", "knowledge"},
    "compose": FOUNDATION | {"report", "document", "knowledge", "pictures"},
    "renderers": FOUNDATION | {"report", "document", "knowledge"},
    "review": FOUNDATION | {"report"},
    "select": FOUNDATION | {"report"},
    "template": FOUNDATION | {"report", "compose", "readers", "recognise", "renderers"},
    "inspection": {"errors"},
    "verify": FOUNDATION,
    "pipeline": FOUNDATION | STAGES | {"report", "review"},
    "cli": FOUNDATION
    | {"report", "document", "compose", "renderers", "pipeline", "readers", "review", "knowledge", "cli"}
    | {"pictures", "template"}
    | {"select", "inspection", "verify"},
    "__init__": set(),
    "__main__": {"cli"},
    "installation": FOUNDATION | {"linking", "recognise"},
}


def modules():
    return sorted(path.relative_to(PACKAGE) for path in PACKAGE.rglob("*.py"))


def room_of(path):
    return path.parts[0].removesuffix(".py")


def rooms_imported(path):
    for node in ast.walk(ast.parse((PACKAGE / path).read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute"
            names = (
                [f"{node.module}.{alias.name}" for alias in node.names]
                if node.module == "chronology"
                else [node.module]
            )
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        else:
            continue
        for name in names:
            if name.split(".")[0] == "chronology" and name != "chronology":
                yield name.split(".")[1]


def test_imports_go_one_way():
    for path in modules():
        room = room_of(path)
        assert room in MAY_IMPORT, f"{path} stands in no known room"
        allowed = MAY_IMPORT[room] | {room, "__version__"}
        assert set(rooms_imported(path)) <= allowed, path


def test_foundation_has_no_circle():
    edges = {room: set() for room in FOUNDATION}
    for path in modules():
        if room_of(path) in FOUNDATION:
            edges[room_of(path)] |= set(rooms_imported(path)) - {room_of(path)}
    while edges:
        free = {room for room, needs in edges.items() if not needs & set(edges)}
        assert free, f"these rooms import each other in a circle: {sorted(edges)}"
        edges = {room: needs for room, needs in edges.items() if room not in free}
