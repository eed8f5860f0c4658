"""Changes to valid inputs. Enters: bytes and a source of chance. Leaves: other bytes, most of them no longer valid."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from random import Random

WORDS = (
    '"', '""', "\n", "\r", "\r\n\r\n", ",", ";", "\t", "|", "\0", "\x1b[31m", "\u2028", "\u0085", "\u202e", "\ufeff", "é", "Ã«",
    "=1+1", "<", "&", "&x;", "]]>", "-->", "<!DOCTYPE x [<!ENTITY a 'b'>]>", "-1", "0", "1e309", "99999999999999999999",
    "XFD1048576", "A0", "39142", "60", "31/02/2007", "12/13/2007", "2007", "01/04/07", "NaN", "null", "None", "N/A", "true",
    "Total", "Page 2 of 9", "Date", "Name", "########", "#REF!", "{", "}", "[", "]", ":", "- ", "? ", "& a", "*a", "!!python/object:x",
    "%", "'", "\\u12", "\\ud800", "(" * 60, "a" * 5000, "1/" * 300, "and " * 300, "\x85", "\xa0", "𝟙", "٣", "½", "O'", "SMITH, ",
)  # fmt: skip
CELLS = tuple(word for word in WORDS if "\0" not in word and "\x1b" not in word and word not in ("\x85", "\u0085"))
NUMBERS = ("-1", "0", "1", "2", "16384", "65536", "1048577", "4294967296", "1e9", "x", "")


def mutate(data: bytes, others: list[bytes], chance: Random) -> bytes:
    """One to a few changes that know nothing of the format, or of a package some to the XML within."""
    if data.startswith(b"PK") and chance.random() < 0.85:
        return _mutate_package(data, chance)
    if data.startswith((b"\xd0\xcf", b"%PDF")):
        return _mutate_bytes(data, chance)
    return _mutate_text(data, others, chance) if chance.random() < 0.8 else _mutate_bytes(data, chance)


def _mutate_bytes(data: bytes, chance: Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 4, 16))):
        if not changed:
            break
        place = chance.randrange(len(changed))
        act = chance.randrange(6)
        if act == 0:
            changed[place] ^= 1 << chance.randrange(8)
        elif act == 1:
            changed[place] = chance.choice((0, 255, 127, 128, 10, 34))
        elif act == 2:
            changed[place : place + chance.randint(1, 40)] = b""
        elif act == 3:
            changed[place:place] = changed[place : place + chance.randint(1, 200)]
        elif act == 4:
            changed[place:place] = bytes(chance.randrange(256) for _ in range(chance.randint(1, 8)))
        elif chance.random() < 0.3:
            del changed[place:]
    return bytes(changed)


def _mutate_text(data: bytes, others: list[bytes], chance: Random) -> bytes:
    """Words put in, slices moved, lines swapped; half of another input joined on now and then."""
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8"
    text = data.decode(encoding, "replace")
    for _ in range(chance.choice((1, 1, 2, 3, 8))):
        place = chance.randrange(len(text) + 1)
        end = min(len(text), place + chance.randint(0, 60))
        act = chance.randrange(7)
        if act <= 2:
            text = text[:place] + chance.choice(WORDS) + text[end if act == 2 else place :]
        elif act == 3:
            text = text[:place] + text[end:]
        elif act == 4:
            text = text[:place] + text[place:end] * chance.choice((2, 3, 50)) + text[end:]
        elif act == 5:
            lines = text.splitlines(keepends=True)
            chance.shuffle(lines)
            text = "".join(lines) if chance.random() < 0.5 else "".join(lines[: len(lines) // 2])
        elif others and chance.random() < 0.3:
            text = text[:place] + chance.choice(others).decode("utf-8", "replace")[-2000:]
    return text.encode(encoding, "surrogatepass")


def _mutate_package(data: bytes, chance: Random) -> bytes:
    """The package with one member changed, dropped, doubled or renamed, and zipped anew."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        members = [(one.filename, package.read(one)) for one in package.infolist()]
    place = chance.randrange(len(members))
    telling = [number for number, (name, _) in enumerate(members) if _TELLING.search(name)]
    if telling and chance.random() < 0.8:
        place = chance.choice(telling)
    name, content = members[place]
    act = chance.randrange(12)
    if act == 0:
        del members[place]
    elif act == 1:
        members.append((name, _mutate_bytes(content, chance)))
    elif act == 2:
        members[place] = (
            chance.choice(("../x.xml", name.upper(), "xl/vbaProject.bin", "xl/worksheets/sheet9.xml")),
            content,
        )
    elif act == 3:
        members[place] = (name, _mutate_bytes(content, chance))
    else:
        members[place] = (name, mutate_markup(content, chance))
    out = io.BytesIO()
    with (
        warnings.catch_warnings(action="ignore"),
        zipfile.ZipFile(out, "w", chance.choice((zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED))) as package,
    ):
        for member, body in members:
            package.writestr(zipfile.ZipInfo(member), body)
    return out.getvalue()


_TELLING = re.compile(r"document\.xml$|content\.xml$|sheet\d+\.xml$|sharedStrings|styles\.xml$|workbook\.xml$")
_PIECE = re.compile(r"<[^>]*>|[^<]+")
_ATTRIBUTE = re.compile(r'="[^"]*"')


def mutate_markup(content: bytes, chance: Random) -> bytes:
    """Tags dropped, doubled, moved, their attributes and the text between them replaced."""
    pieces = _PIECE.findall(content.decode("utf-8", "replace"))
    for _ in range(chance.choice((1, 1, 2, 5, 20))):
        if not pieces:
            break
        place = chance.randrange(len(pieces))
        act = chance.randrange(6)
        if act == 0:
            del pieces[place]
        elif act == 1:
            pieces[place:place] = pieces[place : place + chance.randint(1, 30)]
        elif act == 2:
            pieces.insert(chance.randrange(len(pieces)), pieces.pop(place))
        elif pieces[place].startswith("<"):
            value = chance.choice((*NUMBERS, "a", "true", "s", "d", "e", "inlineStr", "A1:XFD1048576", "zzz"))
            pieces[place] = _ATTRIBUTE.sub(f'="{value}"', pieces[place], count=1)
        else:
            pieces[place] = chance.choice(WORDS)
    return "".join(pieces).encode("utf-8", "replace")


def mutate_date(text: str, chance: Random) -> str:
    """A date text with signs and words put in, taken out or joined to another."""
    for _ in range(chance.choice((1, 1, 2, 4))):
        place = chance.randrange(len(text) + 1)
        act = chance.randrange(4)
        if act == 0:
            text = (
                text[:place]
                + chance.choice((*WORDS, *"0123456789/-.: ?~'", " to ", " or ", "th ", "Feb", "9999"))
                + text[place:]
            )
        elif act == 1:
            text = text[:place] + text[place + 1 :]
        elif act == 2:
            text = text[:place] + str(chance.randrange(10 ** chance.randint(1, 9))) + text[place + 1 :]
        else:
            text = text[place:] + chance.choice((" ", "/", " - ", "")) + text[:place]
    return text
