"""Documents of other programs: word processors, tables, data, markup; and files that are none."""

from __future__ import annotations

import csv
import io
import json
import zipfile

import pytest
from small_talk import TALK, A, B, assert_talk, clock, hms, read, written

from turncue.errors import ReadError
from turncue.formats.source import Source
from turncue.reading import read_captions, read_transcript
from turncue.transcripts import params

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_NUMBER = {A: 0, B: 1}


def packed(**parts: str) -> bytes:
    """A zip file; ``__`` in a name stands for a slash, ``_`` before ``xml`` for a dot."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return out.getvalue()


def run(text: str, bold: bool = False) -> str:
    return f'<w:r>{"<w:rPr><w:b/></w:rPr>" if bold else ""}<w:t xml:space="preserve">{text}</w:t></w:r>'


def docx(body: str) -> bytes:
    return packed(word__document_xml=f"<w:document {_W}><w:body>{body}</w:body></w:document>")


def paragraph(*runs: str) -> str:
    return f"<w:p>{''.join(runs)}</w:p>"


def cells(*texts: str) -> str:
    return f"<w:tr>{''.join(f'<w:tc>{paragraph(run(t))}</w:tc>' for t in texts)}</w:tr>"


WORD = {
    "bold names": docx("".join(paragraph(run(f"{s}: ", True), run(x)) for s, a, b, x in TALK)),
    "split runs": docx(
        "".join(paragraph(run(s[:3], True), run(s[3:], True), run(": "), run(x)) for s, a, b, x in TALK)
    ),
    "name, time, text": docx(
        "".join(paragraph(run(s, True), run(f"   {clock(a)}")) + paragraph(run(x)) for s, a, b, x in TALK)
    ),
    "name (time):": docx("".join(paragraph(run(f"{s} ({hms(a)}):")) + paragraph(run(x)) for s, a, b, x in TALK)),
    "line break": docx("".join(f"<w:p><w:r><w:t>{s}</w:t><w:br/><w:t>{x}</w:t></w:r></w:p>" for s, a, b, x in TALK)),
    "table": docx(
        "<w:tbl>"
        + cells("Time", "Speaker", "Text")
        + "".join(cells(clock(a), s, x) for s, a, b, x in TALK)
        + "</w:tbl>"
    ),
    "table without a head": docx("<w:tbl>" + "".join(cells(clock(a), s, x) for s, a, b, x in TALK) + "</w:tbl>"),
    "tracked changes": docx(
        "".join(
            f"<w:p>{run(s + ': ', True)}<w:del><w:r><w:delText>Well, "
            f"</w:delText></w:r></w:del><w:ins>{run(x)}</w:ins></w:p>"
            for s, a, b, x in TALK
        )
    ),
    "headings": docx(
        "".join(
            f'<w:p><w:pPr><w:pStyle w:val="Heading2"/></w:pPr>{run(s)}</w:p>{paragraph(run(x))}' for s, a, b, x in TALK
        )
    ),
}


@pytest.mark.parametrize("data", WORD.values(), ids=WORD)
def test_word(data: bytes) -> None:
    assert_talk(read(data, "t.docx"))


def test_opendocument() -> None:
    body = "".join(
        f'<text:p><text:span text:style-name="T1">{s}:</text:span><text:s/>{x}</text:p>' for s, a, b, x in TALK
    )
    content = (
        '<office:document-content xmlns:office="urn:o" xmlns:text="urn:t" xmlns:style="urn:s" xmlns:fo="urn:f">'
        '<style:style style:name="T1"><style:text-properties fo:font-weight="bold"/></style:style>'
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    assert_talk(read(packed(content_xml=content), "t.odt"))


def test_spreadsheet() -> None:
    rows = "".join(
        f'<row><c r="A{n}"><v>{a}</v></c><c r="B{n}" t="s"><v>{_NUMBER[s]}</v></c>'
        f'<c r="C{n}" t="inlineStr"><is><t>{x}</t></is></c></row>'
        for n, (s, a, b, x) in enumerate(TALK, 1)
    )
    data = packed(
        xl__workbook_xml="<workbook/>",
        xl__sharedStrings_xml=f"<sst><si><t>{A}</t></si><si><t>{B}</t></si></sst>",
        xl__worksheets__sheet1_xml=f"<worksheet><sheetData>{rows}</sheetData></worksheet>",
    )
    assert_talk(read(data, "t.xlsx"), starts=True)


def table(delimiter: str, head: list[str], *columns: int) -> str:
    out = io.StringIO()
    rows = csv.writer(out, delimiter=delimiter, lineterminator="\n")
    if head:
        rows.writerow(head)
    rows.writerows([[a, b, s, x, n][k] for k in columns] for n, (s, a, b, x) in enumerate(TALK, 1))
    return out.getvalue()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (table(",", ["start", "end", "speaker", "text"], 0, 1, 2, 3), "t.csv"),
        (table(";", ["Sprecher", "Beginn", "Text"], 2, 0, 3), "t.csv"),
        (table("\t", ["#", "Time", "Name", "Transcript"], 4, 0, 2, 3), "t.tsv"),
        (table("|", ["speaker", "text", "start"], 2, 3, 0), "t.txt"),
        (table(",", [], 0, 1, 2, 3), "t.csv"),
        (table("\t", [], 0, 2, 3), "t.txt"),
    ],
)
def test_tables_as_text(text: str, name: str) -> None:
    assert_talk(read(text, name), starts=True)


def test_names_in_the_text_of_a_table() -> None:
    text = "start,end,text\n" + "".join(f'{a},{b},"{s}: {x}"\n' for s, a, b, x in TALK)
    assert_talk(read(text, "t.csv"))


def test_milliseconds_are_told_by_the_speed_of_speech() -> None:
    text = "start,speaker,text\n" + "".join(f'{int(a * 1000)},{s},"{x}"\n' for s, a, b, x in TALK)
    assert_talk(read(text, "t.csv"), starts=True)


def words(of: str) -> list[dict[str, object]]:
    made: list[dict[str, object]] = []
    for s, a, b, x in TALK:
        parts = x.split()
        for k, word in enumerate(parts):
            u, v = a + (b - a) * k / len(parts), a + (b - a) * (k + 1) / len(parts)
            if of == "deepgram":
                made.append({"word": word, "punctuated_word": word, "start": u, "end": v, "speaker": _NUMBER[s]})
            elif of == "aws":
                alternatives = [{"content": word}]
                made.append(
                    {
                        "type": "pronunciation",
                        "start_time": str(u),
                        "end_time": str(v),
                        "speaker_label": f"spk_{_NUMBER[s]}",
                        "alternatives": alternatives,
                    }
                )
            else:
                made.append(
                    {
                        "type": "word",
                        "start_time": u,
                        "end_time": v,
                        "alternatives": [{"content": word, "speaker": f"S{_NUMBER[s]}"}],
                    }
                )
    return made


JSON: dict[str, tuple[object, tuple[str, str]]] = {
    "list": ([{"speaker": s, "start": a, "end": b, "text": x} for s, a, b, x in TALK], (A, B)),
    "pairs": ([{s: x} for s, a, b, x in TALK], (A, B)),
    "podcast": (
        {"version": "1.0.0", "segments": [{"speaker": s, "startTime": a, "body": x} for s, a, b, x in TALK]},
        (A, B),
    ),
    "utterances": (
        {"utterances": [{"speaker": "AB"[_NUMBER[s]], "start": int(a * 1000), "text": x} for s, a, b, x in TALK]},
        ("A", "B"),
    ),
    "nested speaker": ({"data": {"items": [{"speaker": {"name": s}, "content": x} for s, a, b, x in TALK]}}, (A, B)),
    "deepgram": (
        {"results": {"channels": [{"alternatives": [{"words": words("deepgram")}]}]}},
        ("0", "1"),
    ),
    "aws": ({"results": {"items": words("aws")}}, ("spk_0", "spk_1")),
    "speechmatics": ({"results": words("speechmatics")}, ("S0", "S1")),
    "names by id": (
        {
            "speakers": [{"id": "x", "name": A}, {"id": "y", "name": B}],
            "turns": [{"speaker": "xy"[_NUMBER[s]], "text": x} for s, a, b, x in TALK],
        },
        (A, B),
    ),
}


@pytest.mark.parametrize(("data", "names"), JSON.values(), ids=JSON)
def test_json(data: object, names: tuple[str, str]) -> None:
    assert_talk(read(json.dumps(data), "t.json"), names=names)


def test_json_lines_and_yaml() -> None:
    lines = "\n".join(json.dumps({"speaker": s, "text": x, "start": a}) for s, a, b, x in TALK)
    assert_talk(read(lines, "t.jsonl"), starts=True)
    yaml = "".join(f'- speaker: {s}\n  start: {a}\n  text: "{x}"\n' for s, a, b, x in TALK)
    assert_talk(read(yaml, "t.yaml"), starts=True)


def test_yaml_anchors_are_refused() -> None:
    text = "a: &a [x, x]\nb:\n- speaker: A\n  text: *a\n- speaker: B\n  text: y\n"
    with pytest.raises(ReadError, match="anchors"):
        read(text, "t.yaml")


HTML = {
    "podcast": written(lambda s, a, b, x: f"<cite>{s}:</cite>\n<time>{clock(a)}</time>\n<p>{x}</p>", "\n"),
    "article": written(lambda s, a, b, x: f"<p><strong>{s}:</strong> {x}</p>", "\n"),
    "classes": written(
        lambda s, a, b, x: (
            f'<div><span class="speaker">{s}</span> <span class="t">{clock(a)}</span><div>{x}</div></div>'
        )
    ),
    "list of terms": "<dl>" + written(lambda s, a, b, x: f"<dt>{s}</dt><dd>{x}</dd>", "\n") + "</dl>",
    "table": "<table>"
    + written(lambda s, a, b, x: f"<tr><td>{clock(a)}</td><td>{s}</td><td>{x}</td></tr>")
    + "</table>",
    "headings": written(lambda s, a, b, x: f"<h3>{s}</h3><p>{x}</p>", "\n"),
    "breaks": "<p>" + written(lambda s, a, b, x: f"<b>{s}</b>: {x}<br/>", "\n") + "</p>",
}


@pytest.mark.parametrize("body", HTML.values(), ids=HTML)
def test_web_pages(body: str) -> None:
    head = "<head><title>Mill</title><script>x()</script></head>"
    page = f"<!DOCTYPE html><html>{head}<body><nav>Home</nav>{body}</body></html>"
    made = read(page, "t.html")
    assert_talk(made)
    assert made.metadata["title"] == "Mill"


def test_rich_text() -> None:
    text = "{\\rtf1\\ansi{\\fonttbl{\\f0 Times;}}\n" + written(lambda s, a, b, x: f"{{\\b {s}:}} {x}\\par", "\n") + "}"
    assert_talk(read(text, "t.rtf"))


def test_screenplays() -> None:
    scene = "Title: Mill\n\nINT. MILL - NIGHT\n\nThe wheel turns.\n\n"
    text = scene + written(lambda s, a, b, x: f"{s.upper()}{' (CONT’D)' if a > 12 else ' (V.O.)'}\n(softly)\n{x}")
    assert_talk(read(text, "t.fountain"))
    content = "".join(
        f'<Paragraph Type="Character"><Text>{s.upper()} (O.S.)</Text></Paragraph>'
        f'<Paragraph Type="Dialogue"><Text>{x}</Text></Paragraph>'
        f'<Paragraph Type="Action"><Text>He waits.</Text></Paragraph>'
        for s, a, b, x in TALK
    )
    assert_talk(read(f'<?xml version="1.0"?><FinalDraft><Content>{content}</Content></FinalDraft>', "t.fdx"))


def test_speech_in_xml() -> None:
    people = "".join(f'<person xml:id="p{k}"><persName>{n}</persName></person>' for n, k in _NUMBER.items())
    said = "".join(f'<u who="#p{_NUMBER[s]}">{x}<pause/></u>' for s, a, b, x in TALK)
    tei = f'<?xml version="1.0"?><TEI xmlns="urn:tei"><teiHeader>{people}</teiHeader><text>{said}</text></TEI>'
    assert_talk(read(tei, "t.xml"))
    play = "".join(f"<sp><speaker>{s}.</speaker><p>{x}</p></sp>" for s, a, b, x in TALK)
    assert_talk(read(f"<TEI><text>{play}</text></TEI>", "t.xml"))
    debate = "".join(f'<speech by="#p{_NUMBER[s]}"><from>{s}</from><p>{x}</p></speech>' for s, a, b, x in TALK)
    assert_talk(read(f'<akomaNtoso xmlns="urn:akn"><debate>{debate}</debate></akomaNtoso>', "t.xml"))
    lines = "".join(f'<line speaker="{s}" start="{a}">{x}</line>' for s, a, b, x in TALK)
    assert_talk(read(f"<transcript>{lines}</transcript>", "t.xml"), starts=True)


def test_chat() -> None:
    body = "".join(
        f"*{'ANA' if s == A else 'BOL'}:\t{x} \x15{int(a * 1000)}_{int(b * 1000)}\x15\n%mor:\tx\n"
        for s, a, b, x in TALK
    )
    head = "@UTF8\n@Begin\n@Participants:\tANA Ana_Roe Host, BOL Bo_Lund Guest\n"
    assert_talk(read(f"{head}{body}@End\n", "t.cha"), starts=True)


def test_people_as_tags() -> None:
    text = written(lambda s, a, b, x: f"<Person{_NUMBER[s]}>{x}</Person{_NUMBER[s]}>", "\n")
    assert_talk(read(text, "t.txt"), names=("Person0", "Person1"))
    assert_talk(read(text.replace(">", ">\n").replace("</", "\n</"), "t.txt"), names=("Person0", "Person1"))


def test_records() -> None:
    assert_talk(read(written(lambda s, a, b, x: f"Speaker: {s}\nTime: {clock(a)}\nText: {x}"), "t.txt"), starts=True)


# ---------------------------------------------------------------- what is refused


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n", "PDF"),
        (b"\x00\x00\x00\x18ftypmp42" + bytes(64), "video or audio"),
        (b"OggS" + bytes(64), "audio"),
        (b"\x89PNG\r\n\x1a\n" + bytes(64), "picture"),
        (b"7z\xbc\xaf'\x1c" + bytes(64), "7-Zip"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(64), r"\.doc"),
        (b"PK\x03\x04" + bytes(300), "zip"),
        (packed(a_xml="<a/>"), "zip"),
    ],
)
def test_files_that_are_no_text_are_named(data: bytes, what: str) -> None:
    with pytest.raises(ReadError, match=what):
        read_transcript(io.BytesIO(data))


def test_a_zip_bomb_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("turncue.transcripts.documents.archive.LARGEST_PART", 1000)
    assert params.LARGEST_PART > 1000
    with pytest.raises(ReadError, match="unpacks to more"):
        read(docx(paragraph(run("x" * 5000))), "t.docx")


@pytest.mark.parametrize("name", ["t.xml", "t.fdx"])
def test_entities_are_refused(name: str) -> None:
    root = "FinalDraft" if name == "t.fdx" else "transcript"
    text = (
        f'<?xml version="1.0"?><!DOCTYPE {root} [<!ENTITY a "aaaa">]><{root}>'
        '<u who="A">&a;</u><u who="B">&a;</u></' + root + ">"
    )
    with pytest.raises(ReadError, match="entities"):
        read(text, name)


def test_swapped_files_are_noticed() -> None:
    with pytest.raises(ReadError, match="swapped"):
        read_captions(Source.of_text(written(lambda s, a, b, x: f"**{s}:** {x}"), "talk.md"))


def test_a_table_without_text_is_no_transcript() -> None:
    with pytest.raises(ReadError):
        read_transcript(Source.of_text('{"a": [1, 2, 3], "speaker": "x"}', "t.json"))
