"""JSON that no reader of lines breaks in two and no terminal obeys, whatever a record says."""

import json

from click.testing import CliRunner

from chronology.cli.build import command as build
from chronology.renderers import FORMATS
from chronology.renderers.to_json import encode

ODD = "delete\x7f, next line\x85, csi\x9b31m, separators\u2028\u2029, escape\x1b, é and 王 and no-break\u00a0space"


def test_what_steers_or_ends_a_line_is_escaped_and_read_back():
    written = encode({"said": ODD})
    assert json.loads(written) == {"said": ODD}
    assert len(written.decode().splitlines()) == 1
    assert not any(character in written.decode() for character in "\x7f\x85\x9b\u2028\u2029\x1b")
    assert "é and 王 and no-break\u00a0space" in written.decode()


def test_an_odd_character_in_a_record_withholds_no_format(tmp_path):
    said = ODD.replace("\x1b", "")
    (tmp_path / "gp.csv").write_text(f'Date,Child,Details\n12/03/2007,Amy Lowe,"{said}"\n', encoding="utf-8")
    (tmp_path / "case.yaml").write_text("schema: 1\ntitle: Amy\nnation: england\n", encoding="utf-8")
    formats = [option for name in FORMATS for option in ("--format", name)]
    done = CliRunner().invoke(build, [str(tmp_path), *formats])
    assert done.exit_code == 0, done.output
    line = (tmp_path / "chronology-out" / "chronology.jsonl").read_text(encoding="utf-8").splitlines()[0]
    assert "delete\x7f" in json.loads(line)["summary"]
