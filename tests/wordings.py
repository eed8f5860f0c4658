"""Wordings in a test, a line each: `kind | sector | text`, or `sector: text` under the `[kind]` of them all."""


def read_lines(block: str) -> list[tuple[str, str, str]]:
    """Kind, sector and text of each line; ` / ` stands between the cells of a record."""
    found = []
    for line in block.strip().splitlines():
        kind, sector, text = (part.strip() for part in line.split("|"))
        found.append((kind, sector, text.replace(" / ", "\n")))
    return found


def read_groups(block: str) -> list[tuple[str, str, str]]:
    """Kind, sector and text of each line; ` // ` stands between the cells of a record."""
    found, kind = [], ""
    for line in filter(None, block.splitlines()):
        if line.startswith("["):
            kind = line.strip("[]")
        else:
            sector, text = line.split(": ", 1)
            found.append((kind, sector, text.replace(" // ", "\n")))
    return found
