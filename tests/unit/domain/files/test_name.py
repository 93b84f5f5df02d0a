"""Names of files: safe to show, to store, and to save under."""

import pytest

from bot.domain.files.name import clean_name


@pytest.mark.parametrize(
    ("given", "endings", "expected"),
    [
        ("楼道漏水.jpg", ("jpg", "jpeg"), "楼道漏水.jpg"),
        ("IMG_0001.JPEG", ("jpg", "jpeg"), "IMG_0001.jpeg"),
        ("收据.exe", ("pdf",), "收据.pdf"),
        ("photo.jpg.exe", ("jpg",), "photo.jpg"),
        ("合同.v2.docx", ("docx",), "合同.v2.docx"),
        ("../../etc/passwd", ("txt",), "passwd.txt"),
        ("C:\\Users\\王\\桌面\\a.pdf", ("pdf",), "a.pdf"),
        ("a\x00b\r\nc.png", ("png",), "abc.png"),
        ("照片\u202egpj.exe", ("jpg",), "照片gpj.jpg"),
        ('x"<y>|z?*.txt', ("txt",), "x y z.txt"),
        (".bashrc", ("txt",), "bashrc.txt"),
        ("2026.11.20", ("pdf",), "2026.11.20.pdf"),
        ("现场.3gp", ("3gp", "3g2"), "现场.3gp"),
        ("", ("jpg",), "文件.jpg"),
        ("...", ("jpg",), "文件.jpg"),
        ("con.txt", ("txt",), "_con.txt"),
        ("长" * 300 + ".pdf", ("pdf",), "长" * 60 + ".pdf"),
        ("e\u0301.pdf", ("pdf",), "\u00e9.pdf"),
    ],
    ids=[
        "kept", "ending-kept", "ending-of-the-content", "two-endings", "dot-within", "folders", "windows-folders",
        "control", "turned-writing", "not-in-names", "hidden", "date", "digit-in-ending", "none", "dots", "device", "long", "composed",
    ],
)  # fmt: skip
def test_a_name_is_made_safe(given: str, endings: tuple[str, ...], expected: str) -> None:
    """Folders, invisible characters and foreign endings go; the rest stays as the citizen named it."""
    assert clean_name(given, endings) == expected
