"""What a file is, by its content; and what is never taken."""

import pytest

from bot.domain.files.file_type import FileType, recognise
from bot.domain.files.refusal import Refusal
from tests import file_samples as made

TAKEN = {
    "jpg": (made.jpeg(), "image/jpeg"),
    "png": (made.png(), "image/png"),
    "webp": (made.webp(), "image/webp"),
    "gif": (made.GIF, "image/gif"),
    "heic": (made.media(b"heic", b"mif1", b"heic"), "image/heic"),
    "pdf": (made.PDF, "application/pdf"),
    "doc": (made.old_office("WordDocument"), "application/msword"),
    "xls": (made.old_office("Workbook"), "application/vnd.ms-excel"),
    "docx": (made.office(), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "xlsx": (made.office("xl/workbook.xml"), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "txt": (made.TEXT, "text/plain"),
    "mp4": (made.media(b"isom", b"iso2", b"avc1", b"mp41"), "video/mp4"),
    "mov": (made.media(b"qt  ", b"qt  "), "video/quicktime"),
    "3gp": (made.media(b"3gp4", b"3gp4"), "video/3gpp"),
    "mp3": (made.MP3, "audio/mpeg"),
    "m4a": (made.media(b"M4A ", b"mp42"), "audio/mp4"),
    "amr": (made.AMR, "audio/amr"),
    "ogg": (made.OGG, "audio/ogg"),
    "wav": (made.WAV, "audio/wav"),
}


@pytest.mark.parametrize("ending", TAKEN)
def test_what_phones_and_offices_make_is_taken(ending: str) -> None:
    """Each sort is known by its content and gets its own ending."""
    content, media_type = TAKEN[ending]
    found = recognise(content)
    assert isinstance(found, FileType)
    assert (found.media_type, found.endings[0]) == (media_type, ending)


@pytest.mark.parametrize(
    "content",
    [made.MP3_TAGGED, "﻿带签名的文字".encode(), "用记事本写的".encode("utf-16"), "国标码的文字，有物业".encode("gb18030")],
    ids=["tagged-mp3", "utf-8-signature", "utf-16", "gb18030"],
)  # fmt: skip
def test_other_ways_of_writing_the_same_sorts_are_taken(content: bytes) -> None:
    """Encodings that Chinese editors write, and music with a tag."""
    assert isinstance(recognise(content), FileType)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", Refusal.EMPTY),
        (b"MZ\x90\x00\x03\x00\x00\x00", Refusal.NOT_ALLOWED),
        (b"\x7fELF\x02\x01\x01\x00", Refusal.NOT_ALLOWED),
        (made.archive(), Refusal.NOT_ALLOWED),
        (b"Rar!\x1a\x07\x01\x00", Refusal.NOT_ALLOWED),
        (b"\x1f\x8b\x08\x00", Refusal.NOT_ALLOWED),
        (b'<svg xmlns="http://www.w3.org/2000/svg"><script>x</script></svg>', Refusal.NOT_ALLOWED),
        (b"\n <!DOCTYPE html><html></html>", Refusal.NOT_ALLOWED),
        (b'<?xml version="1.0"?><svg/>', Refusal.NOT_ALLOWED),
        (b"#!/bin/sh\nrm -rf /\n", Refusal.NOT_ALLOWED),
        (b"@echo off\r\ndel *\r\n", Refusal.NOT_ALLOWED),
        (b"{\\rtf1 x}", Refusal.NOT_ALLOWED),
        (b"%!PS-Adobe-3.0", Refusal.NOT_ALLOWED),
        (made.old_office("PowerPoint Document"), Refusal.NOT_ALLOWED),
        (made.office("ppt/presentation.xml"), Refusal.NOT_ALLOWED),
        (made.media(b"avif", b"mif1", b"avif"), Refusal.NOT_ALLOWED),
        (b"PK\x03\x04 cut off", Refusal.NOT_ALLOWED),
        (b"\xff\xfb\x90\x00 no second frame", Refusal.NOT_ALLOWED),
        (b"   \n ", Refusal.NOT_ALLOWED),
        (b"\x00\x01\x02\x03", Refusal.NOT_ALLOWED),
    ],
    ids=[
        "empty", "windows-program", "linux-program", "zip", "rar", "gzip", "svg", "html", "xml", "script", "batch",
        "rtf", "postscript", "slides-old", "slides", "avif", "broken-zip", "almost-mp3", "blanks", "bytes",
    ],
)  # fmt: skip
def test_everything_else_is_refused(content: bytes, reason: Refusal) -> None:
    """Programs, archives, web pages, drawings with script, and what nobody knows."""
    assert recognise(content) is reason


@pytest.mark.parametrize(
    "content",
    [
        made.png() + made.archive("META-INF/MANIFEST.MF", "A.class"),
        made.jpeg() + made.archive(),
        made.GIF + b"<script>alert(1)</script>",
        b"GIF89a=1;/*" + b"<script src=x>" + b"*/",
        made.jpeg(note=b"<html><body>"),
        made.jpeg(note=b"%PDF-1.4"),
        made.png() + b"\x00" * 5000 + b"<?php system($_GET[0]); ?>",
        made.PDF + made.archive("payload.exe"),
        made.PDF.replace(b"/Catalog", b"/Catalog /OpenAction << /S /Launch >>"),
        made.old_office("WordDocument", macros=True),
        made.office("word/document.xml", "word/vbaProject.bin"),
        made.office("word/document.xml", "word/embeddings/setup.exe"),
        made.office("word/document.xml", "META-INF/MANIFEST.MF"),
        b"MZ" + made.office(),
        "请看 <script>alert(1)</script>".encode(),
        made.WAV + b"Rar!\x1a\x07\x00",
        made.jpeg() + made.archive() + b"\n",
    ],
    ids=[
        "png-and-jar", "jpeg-and-zip", "gif-and-script", "gif-as-script", "jpeg-and-page", "jpeg-and-pdf", "png-and-php",
        "pdf-and-zip", "pdf-that-launches", "doc-with-macros", "docx-with-macros", "docx-with-program", "docx-and-jar",
        "program-and-docx", "text-with-script", "wav-and-rar", "zip-with-a-tail",
    ],
)  # fmt: skip
def test_two_files_in_one_are_refused(content: bytes) -> None:
    """A photo that is an archive or a page besides, and papers with macros, are not taken."""
    assert recognise(content) in (Refusal.UNSAFE, Refusal.NOT_ALLOWED)


@pytest.mark.parametrize("ending", TAKEN)
def test_a_beginning_alone_proves_no_other_sort(ending: str) -> None:
    """However a file is cut short, it is never taken for something of another sort than it is."""
    content, media_type = TAKEN[ending]
    for length in range(1, min(len(content), 200)):
        found = recognise(content[:length])
        assert isinstance(found, Refusal) or found.media_type in (media_type, "text/plain")
