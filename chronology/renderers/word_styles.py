"""The looks of the Word file: its named styles, its list and its settings, as parts of the package. Enters: a Layout. Leaves: XML.

A panel secretary changes the looks in Word's own style pane: nothing in the text is formatted by hand that a style can say. Arial,
because every machine with Word has it and LibreOffice has a face of the same widths.
"""

from __future__ import annotations

from chronology.document import Layout

WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_LINK_COLOUR = "0B3D91"
_LINE = '{side} w:val="single" w:sz="4" w:space="0" w:color="969696"'
_HEADING_SCALE = {1: 1.35, 2: 1.15, 3: 1.05, 4: 1.0}  # times the size of the text
_TITLE_SCALE = 1.8
INSET_X, INSET_Y = 90, 40  # twips, inside the lines of a cell
_OWN = frozenset(
    ("TableText", "TableNumber", "TableHeading", "Picture", "Marking")
)  # styles that Word itself does not know
_HANG = 284  # twips: half a centimetre for a bullet


def styles(layout: Layout, language: str, room: int) -> str:
    """`word/styles.xml`. `room` is the width between the margins in twips."""
    size = layout.text_points
    line = round(240 * layout.line_spacing)
    return "".join(
        (
            DECLARATION,
            f"<w:styles {WORD}>",
            "<w:docDefaults><w:rPrDefault><w:rPr>",
            '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:eastAsia="Arial" w:cs="Arial"/>',
            _size(size),
            f'<w:lang w:val="{language}" w:eastAsia="{language}" w:bidi="ar-SA"/>',
            "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>",
            _paragraph(
                "Normal", "Normal", f'<w:spacing w:before="0" w:after="100" w:line="{line}" w:lineRule="auto"/>'
            ),
            *(_heading(level, size * scale) for level, scale in _HEADING_SCALE.items()),
            _title(size * _TITLE_SCALE),
            *_texts(layout, line),
            *_contents(room),
            *_characters(),
            *_tables(),
            "</w:styles>",
        )
    )


def numbering() -> str:
    """`word/numbering.xml`: the bullets of the style List Bullet."""
    return (
        f'{DECLARATION}<w:numbering {WORD}><w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="singleLevel"/>'
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:pStyle w:val="ListBullet"/><w:lvlText w:val="•"/>'
        f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{_HANG}" w:hanging="{_HANG}"/></w:pPr>'
        '<w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial"/></w:rPr></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )


def settings(language: str) -> str:
    """`word/settings.xml`: the present form of the format, so that Word opens it without its compatibility mode."""
    return (
        f'{DECLARATION}<w:settings {WORD}><w:zoom w:percent="100"/><w:defaultTabStop w:val="567"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        f'<w:themeFontLang w:val="{language}"/><w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>'
    )


def _size(points: float) -> str:
    half_points = round(2 * points)
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def _paragraph(style: str, name: str, paragraph: str, looks: str = "", based_on: str = "Normal", then: str = "") -> str:
    kind = ' w:default="1"' if style == "Normal" else ' w:customStyle="1"' if style in _OWN else ""
    based = "" if style == "Normal" else f'<w:basedOn w:val="{based_on}"/>'
    following = f'<w:next w:val="{then}"/>' if then else ""
    return (
        f'<w:style w:type="paragraph"{kind} w:styleId="{style}"><w:name w:val="{name}"/>{based}{following}<w:qFormat/>'
        f"<w:pPr>{paragraph}</w:pPr>{f'<w:rPr>{looks}</w:rPr>' if looks else ''}</w:style>"
    )


def _heading(level: int, points: float) -> str:
    before = {1: 300, 2: 240}.get(level, 180)
    place = (
        "<w:keepNext/><w:keepLines/>"
        f'<w:spacing w:before="{before}" w:after="100" w:line="240" w:lineRule="auto"/><w:outlineLvl w:val="{level - 1}"/>'
    )
    return _paragraph(f"Heading{level}", f"heading {level}", place, f"<w:b/><w:bCs/>{_size(points)}", then="Normal")


def _title(points: float) -> str:
    place = '<w:keepNext/><w:keepLines/><w:spacing w:before="0" w:after="160" w:line="240" w:lineRule="auto"/>'
    return _paragraph("Title", "Title", place, f"<w:b/><w:bCs/>{_size(points)}", then="Normal")


def _texts(layout: Layout, line: int) -> tuple[str, ...]:
    small = _size(min(layout.text_points, 9.0))
    close = f'<w:spacing w:before="0" w:after="0" w:line="{line}" w:lineRule="auto"/>'
    single = '<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>'
    return (
        _paragraph("ListBullet", "List Bullet", '<w:numPr><w:numId w:val="1"/></w:numPr><w:contextualSpacing/>'),
        _paragraph("Caption", "caption", '<w:keepNext/><w:spacing w:before="160" w:after="60"/>', "<w:b/><w:bCs/>"),
        _paragraph("TableText", "Table Text", close),
        _paragraph("TableNumber", "Table Number", '<w:jc w:val="right"/>', based_on="TableText"),
        _paragraph("TableHeading", "Table Heading", f"<w:keepNext/>{single}", "<w:b/><w:bCs/>", based_on="TableText"),
        _paragraph("Picture", "Picture", '<w:spacing w:before="0" w:after="160" w:line="240" w:lineRule="auto"/>'),
        _paragraph("Header", "header", single, small),
        _paragraph("Footer", "footer", single, small),
        _paragraph(
            "Marking",
            "Handling Mark",
            f'{single}<w:jc w:val="center"/>',
            f'<w:b/><w:bCs/><w:spacing w:val="10"/>{small}',
        ),
    )


def _contents(room: int) -> tuple[str, ...]:
    """The tab is for the page numbers that Word puts in when it brings the table up to date."""
    tab = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{room}"/></w:tabs>'
    return (
        _paragraph(
            "TOCHeading", "TOC Heading", '<w:keepNext/><w:spacing w:before="240" w:after="80"/>', "<w:b/><w:bCs/>"
        ),
        _paragraph("TOC1", "toc 1", f'{tab}<w:spacing w:before="0" w:after="20"/>'),
        _paragraph("TOC2", "toc 2", f'{tab}<w:spacing w:before="0" w:after="0"/><w:ind w:left="284"/>'),
    )


def _characters() -> tuple[str, ...]:
    return (
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:semiHidden/></w:style>',
        '<w:style w:type="character" w:styleId="Strong"><w:name w:val="Strong"/><w:basedOn w:val="DefaultParagraphFont"/><w:qFormat/>'
        "<w:rPr><w:b/><w:bCs/></w:rPr></w:style>",
        '<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/><w:basedOn w:val="DefaultParagraphFont"/>'
        f'<w:rPr><w:color w:val="{_LINK_COLOUR}"/></w:rPr></w:style>',
    )


def _tables() -> tuple[str, ...]:
    margins = "".join(
        f'<w:{side} w:w="{width}" w:type="dxa"/>'
        for side, width in (("top", INSET_Y), ("left", INSET_X), ("bottom", INSET_Y), ("right", INSET_X))
    )
    lines = "".join(f"<{_LINE.format(side=f'w:{side}')}/>" for side in ("top", "bottom", "insideH"))
    return (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:semiHidden/>'
        '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>'
        '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>',
        '<w:style w:type="table" w:customStyle="1" w:styleId="ChronologyTable"><w:name w:val="Chronology Table"/>'
        '<w:basedOn w:val="TableNormal"/><w:qFormat/>'
        f"<w:tblPr><w:tblBorders>{lines}</w:tblBorders><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>"
        '<w:tblStylePr w:type="firstRow"><w:tblPr/><w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="E4E4E4"/>'
        '<w:vAlign w:val="bottom"/></w:tcPr></w:tblStylePr></w:style>',
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/><w:semiHidden/></w:style>',
    )
