"""Kinds of files: judged by their content, and what is refused is told with the way out."""

import io
import struct
import tracemalloc
import zipfile
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.files.file_kind import MOST_BYTES, FileKind, Refused, judge_file, refusal_words
from models.language.clean_text import MOST_NAME_LENGTH
from models.language.wording import words

PDF = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\nstartxref\n9\n%%EOF\n"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def png_chunk(kind: bytes, data: bytes = b"") -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int = 1, height: int = 1, *, image: bytes = b"x", end: bytes = b"IEND") -> bytes:
    header = png_chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    body = png_chunk(b"IDAT", image) if image else b""
    return b"\x89PNG\r\n\x1a\n" + header + body + png_chunk(end)


def jpeg_segment(marker: int, data: bytes) -> bytes:
    return bytes([0xFF, marker]) + struct.pack(">H", len(data) + 2) + data


def jpeg(
    *, width: int = 1, app: bytes = b"JFIF\0", frame: int = 0xC0, scan: bytes = b"\x12\x34", end: bytes = b"\xff\xd9"
):
    size = struct.pack(">BHHB", 8, 1, width, 1) + b"\x01\x11\0"
    segments = jpeg_segment(0xE0, app) + jpeg_segment(frame, size) + jpeg_segment(0xDA, b"\x01\x01\0\0\x3f\0")
    return b"\xff\xd8" + segments + scan + end


def packed(*names: str, content: bytes = b"<xml/>", method: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        for name in names:
            archive.writestr(name, content)
    return target.getvalue()


PARTS = ("[Content_Types].xml", "_rels/.rels", "word/document.xml")
DOCX = packed(*PARTS)


def patched(content: bytes, record: bytes, offset: int, value: bytes) -> bytes:
    at = content.rindex(record) + offset
    return content[:at] + value + content[at + len(value) :]


def refusal(content: bytes, name: str = "x") -> str:
    with pytest.raises(Refused) as refused:
        judge_file(content, name)
    return refused.value.reason


@pytest.mark.parametrize(
    ("content", "extension", "media_type"),
    [
        (PDF, "pdf", "application/pdf"),
        (DOCX, "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (jpeg(), "jpg", "image/jpeg"),
        (png(), "png", "image/png"),
    ],
)
@pytest.mark.parametrize("name", ["bewijs", "bewijs.exe"])
def test_a_file_is_what_its_content_says(content, extension, media_type, name):
    assert judge_file(content, name) == FileKind(
        media_type=media_type, extension=extension, name=f"{name}.{extension}", size=len(content)
    )


def test_a_file_on_disk_is_judged_the_same(tmp_path):
    path = tmp_path / "stored"
    path.write_bytes(PDF)
    assert judge_file(path, "besluit.pdf") == judge_file(PDF, "besluit.pdf")


@pytest.mark.parametrize(
    ("content", "name", "kept"),
    [
        (jpeg(), "foto.JPEG", "foto.JPEG"),
        (jpeg(), "foto.jpg", "foto.jpg"),
        (jpeg(), "foto.png", "foto.png.jpg"),
        (PDF, "../../besluit.PDF", "besluit.PDF"),
        (PDF, "", "document.pdf"),
        (PDF, "verslag 12.11", "verslag 12.11.pdf"),
        (PDF, "x" * 500, "x" * (MOST_NAME_LENGTH - 4) + ".pdf"),
    ],
)
def test_the_name_stays_and_ends_on_what_it_is(content, name, kept):
    assert judge_file(content, name).name == kept


@pytest.mark.parametrize(
    "content",
    [
        b"\n" * 1024 + PDF,  # the header begins at byte 1024, just behind what viewers read
        PDF.replace(b"%%EOF", b"%%E0F"),
        PDF[:30],
        PDF + b"\0" * 64 * 1024,
        b"%PDF-1.4 nothing here %%EOF",
    ],
)
def test_a_pdf_that_no_viewer_would_open_is_refused(content):
    assert refusal(content) in {"broken", "plain_text"}


@pytest.mark.parametrize(
    "content",
    [
        b"\n" * 1023 + PDF,
        b"\xef\xbb\xbf" + PDF,
        PDF + b"\0" * 10_000,
        PDF + DOCX,
        PDF.replace(b"1 0 obj", b" " * 300_000 + b"1 0 obj"),
        PDF.replace(b"1 0 obj", b" " * (256 * 1024 - 12) + b"1 0 obj"),  # across two pieces that are read
    ],
)
def test_a_pdf_with_something_around_it_is_a_pdf(content):
    assert judge_file(content, "x").extension == "pdf"


@pytest.mark.parametrize(
    "content",
    [
        png()[:-1],
        png()[:20],
        png(width=0),
        png(height=0),
        png(image=b""),
        png(end=b"IENX"),
        png().replace(b"IHDR", b"IHDX"),
        png()[:8] + png_chunk(b"tEXt") * 10,
    ],
)
def test_half_a_png_is_refused(content):
    assert refusal(content) == "broken"


@pytest.mark.parametrize(
    "content",
    [
        jpeg(end=b""),
        jpeg(app=b"thumbnail \xff\xd9", end=b""),
        jpeg(width=0),
        jpeg(frame=0xC4),
        jpeg()[:12],
        b"\xff\xd8\xff\xd9",
        b"\xff\xd8\xff",
        b"\xff\xd8\xff\xe0\0\x01" + jpeg()[2:],
        b"\xff\xd8" + b"\xff\xd0" * 20_000 + jpeg()[2:],
        b"\xff\xd8" + b"\xff" * 20_000 + jpeg()[2:],
    ],
)
def test_half_a_jpeg_is_refused(content):
    assert refusal(content) == "broken"


@pytest.mark.parametrize(
    "content",
    [
        jpeg(frame=0xC2),
        jpeg() + b"a film behind the photo",
        jpeg(scan=b"\0" * 300_000),
        jpeg(scan=b"\0" * (256 * 1024 - 1)),
        jpeg(app=b"%PDF-1.4"),
        b"\xff\xd8\xff\xff\xff" + jpeg()[3:],
    ],
)
def test_a_jpeg_as_cameras_write_it_is_taken(content):
    assert judge_file(content, "x").extension == "jpg"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (packed(*PARTS, "word/vbaProject.bin"), "macros"),
        (packed(*PARTS, "word/VBAPROJECT.BIN"), "macros"),
        (packed("[Content_Types].xml", "xl/workbook.xml"), "other_office"),
        (packed("[Content_Types].xml", "ppt/presentation.xml"), "other_office"),
        (packed("Index/Document.iwa"), "other_office"),
        (packed("word/document.xml"), "archive"),
        (packed("besluit.pdf"), "archive"),
        (
            packed("mimetype", content=b"application/vnd.oasis.opendocument.text", method=zipfile.ZIP_STORED),
            "open_document",
        ),
        (packed(), "archive"),
        (DOCX[:-1], "broken"),
        (DOCX[: len(DOCX) // 2], "broken"),
        (DOCX[1:], "unknown"),
        (OLE, "legacy_doc"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
    ],
)
def test_only_a_plain_word_document_is_taken(content, reason):
    assert refusal(content) == reason


@pytest.mark.parametrize("part", ["word/document.xml", "word/document2.xml"])
def test_a_document_of_word_on_the_web_is_taken_too(part):
    assert judge_file(packed("[Content_Types].xml", part, "../../evil"), "x").extension == "docx"


def test_a_document_with_a_password_is_refused():
    assert refusal(patched(DOCX, b"PK\x01\x02", 8, b"\x01")) == "encrypted"


@pytest.mark.parametrize(("unpacked", "reason"), [(100 * 1024 * 1024, None), (210 * 1024 * 1024, "zip_bomb")])
def test_a_bomb_is_seen_by_what_it_declares(unpacked, reason):
    content = patched(DOCX, b"PK\x01\x02", 24, struct.pack("<I", unpacked))
    if reason is None:
        assert judge_file(content, "x").extension == "docx"
    else:
        assert refusal(content) == reason


def test_entries_that_share_their_bytes_are_a_bomb():
    names = [f"word/{n}" for n in range(200)]
    content = packed(*PARTS, *names, content=bytes(range(256)) * 40, method=zipfile.ZIP_STORED)
    end = content.rindex(b"PK\x05\x06")
    start = struct.unpack_from("<I", content, end + 16)[0]
    first = content[: content.index(b"PK\x03\x04", 4)]
    listing = b"".join(
        record[:42] + struct.pack("<I", 0) + record[46:]
        for record in (b"PK\x01\x02" + part for part in content[start:end].split(b"PK\x01\x02")[1:])
    )
    shared = first + listing + content[end : end + 16] + struct.pack("<I", len(first)) + content[end + 20 :]
    assert refusal(shared) == "zip_bomb"


@pytest.mark.parametrize(("entries", "reason"), [(5_000, "archive"), (5_001, "zip_bomb")])
def test_too_many_entries_are_a_bomb(entries, reason):
    assert refusal(packed(*(f"{n}" for n in range(entries)), content=b"")) == reason


@pytest.mark.parametrize(
    ("offset", "value"),
    [(10, b"\x09\0"), (10, b"\0\0"), (12, b"\xff"), (12, b"\x01"), (16, b"\xff\xff\xff\xff"), (16, b"\0\0\0\0")],
)
def test_a_directory_that_does_not_add_up_is_broken(offset, value):
    assert refusal(patched(DOCX, b"PK\x05\x06", offset, value)) == "broken"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"\0\0\0\x18ftypheic\0\0\0\0", "heic"),
        (b"\0\0\0\x18ftypmif1\0\0\0\0", "heic"),
        (b"\0\0\0\x18ftypisom\0\0\0\0", "unknown"),
        (b"GIF89a\x01\0", "other_image"),
        (b"RIFF\x10\0\0\0WEBPVP8 ", "other_image"),
        (b"BM\x10\0\0\0\0\0\0\0\x36", "other_image"),
        (b"II*\0\x08\0\0\0", "other_image"),
        (b"MZ\x90\0" + PDF, "program"),
        (b"\x7fELF\x02\x01" + PDF, "program"),
        (b"#!/bin/sh\n", "program"),
        (b"<!DOCTYPE html><p>", "web_page"),
        (b"\xef\xbb\xbf\n <HTML>" + PDF, "web_page"),
        (b'<?xml version="1.0"?>\n<svg xmlns="">', "web_page"),
        (b"<script>alert(1)</script>" + PDF, "web_page"),
        (b"Rar!\x1a\x07\0", "archive"),
        (b"7z\xbc\xaf\x27\x1c", "archive"),
        (b"\x1f\x8b\x08", "archive"),
        (b"{\\rtf1", "other_office"),
        ("Beste collega,\ndit is onze uitdaging in een café.".encode(), "plain_text"),
        ("é".encode() * 5000, "plain_text"),
        (b"x" + "é".encode() * 5000, "plain_text"),
        (b"\x01\x02\x03", "unknown"),
        (b"\xe9t\xe9", "unknown"),
    ],
)
def test_what_is_refused_is_told_with_its_reason(content, reason):
    assert refusal(content, "besluit.pdf") == reason


def test_twenty_megabytes_are_taken_and_one_byte_more_is_not(tmp_path):
    path = tmp_path / "large"
    head, tail = PDF.split(b"trailer")
    fits = head + b"\0" * (MOST_BYTES - len(PDF)) + b"trailer" + tail
    path.write_bytes(fits)
    tracemalloc.start()
    try:
        assert judge_file(path, "x").size == MOST_BYTES
        assert tracemalloc.get_traced_memory()[1] < 2 * 1024 * 1024
    finally:
        tracemalloc.stop()
    assert refusal(b"\0" + fits) == "too_large"


REASONS = [key.removeprefix("file.") for key in words().sentences["nl"] if key.startswith("file.")]


@pytest.mark.parametrize("reason", REASONS)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_reason_has_a_sentence_that_names_the_way_out(reason, language):
    sentence = refusal_words(reason, language).lower()
    ways = ["stuur", "pak", "plak"] if language == "nl" else ["send", "unpack", "paste"]
    assert any(way in sentence for way in ways)


def judged(content: bytes, name: str) -> FileKind | Refused:
    try:
        return judge_file(content, name)
    except Refused as refused:
        return refused


STARTS = st.sampled_from(
    [PDF, DOCX, jpeg(), png(), OLE, b"PK\x03\x04", b"\xff\xd8\xff", b"%PDF-", b"\x89PNG\r\n\x1a\n"]
)


@given(start=STARTS, at=st.integers(0, 400), noise=st.binary(max_size=60), cut=st.integers(0, 600), name=st.text())
@settings(max_examples=500)
def test_no_damage_makes_it_stumble(start, at, noise, cut, name):
    content = (start[:at] + noise + start[at + len(noise) :])[: cut or None]
    verdict = judged(content, name)
    if isinstance(verdict, Refused):
        assert verdict.reason in REASONS
    else:
        assert verdict.name.lower().endswith((verdict.extension, ".jpeg", ".jpe", ".jfif"))
        assert len(verdict.name) <= MOST_NAME_LENGTH
