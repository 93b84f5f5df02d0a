"""Photos for looking at: the pixels stay, where and when goes."""

import pytest

from bot.domain.files.picture_privacy import without_metadata
from tests import file_samples as made

PHOTOS = {
    "image/jpeg": made.jpeg(),
    "image/png": made.png(note=made.GPS_NOTE),
    "image/webp": made.webp(),
}


@pytest.mark.parametrize("media_type", PHOTOS)
def test_nothing_of_the_camera_s_notes_is_left(media_type: str) -> None:
    """Neither Exif nor XMP nor comments survive."""
    assert made.GPS_NOTE in PHOTOS[media_type]
    assert made.GPS_NOTE not in without_metadata(PHOTOS[media_type], media_type)


@pytest.mark.parametrize("media_type", PHOTOS)
def test_a_clean_photo_stays_as_it_is(media_type: str) -> None:
    """Cleaning twice changes nothing."""
    clean = without_metadata(PHOTOS[media_type], media_type)
    assert without_metadata(clean, media_type) == clean


def test_the_pixels_and_colours_of_a_jpeg_stay() -> None:
    """Tables, both scans, the colour profile and the end are there, in their order."""
    photo, clean = made.jpeg(), without_metadata(made.jpeg(), "image/jpeg")
    tables = photo.index(b"\xff\xdb")
    assert clean.endswith(photo[tables:])
    assert b"ICC_PROFILE" in clean
    assert clean.startswith(b"\xff\xd8\xff\xe0")
    assert b"Exif" not in clean
    assert b"MPF" not in clean


@pytest.mark.parametrize("orientation", range(2, 9))
def test_a_turned_photo_stays_turned(orientation: int) -> None:
    """Which side is up is all that is left of Exif."""
    clean = without_metadata(made.jpeg(orientation), "image/jpeg")
    exif = clean[clean.index(b"Exif\0\0") + 6 :]
    assert exif[:10] == b"MM\0*\0\0\0\x08\0\x01"
    assert exif[10:20] == b"\x01\x12\0\x03\0\0\0\x01\0" + bytes((orientation,))


def test_what_stands_behind_the_end_of_a_jpeg_goes() -> None:
    """Phones put second pictures and films there."""
    assert without_metadata(made.jpeg() + b"trailer", "image/jpeg") == without_metadata(made.jpeg(), "image/jpeg")


def test_a_png_is_still_a_png() -> None:
    """A photo without notes is not changed at all."""
    assert without_metadata(made.png(note=made.GPS_NOTE), "image/png") == made.png()


def test_a_webp_says_that_it_has_no_notes() -> None:
    """Its header no longer announces them, and its length is right."""
    clean = without_metadata(made.webp(), "image/webp")
    assert clean[20] == 0
    assert int.from_bytes(clean[4:8], "little") == len(clean) - 8
    assert b"pixels!" in clean


@pytest.mark.parametrize("media_type", PHOTOS)
def test_a_broken_photo_is_an_error_or_stays_short(media_type: str) -> None:
    """However it was cut off, cleaning ends: with what there is, or with an error that has a name."""
    whole = PHOTOS[media_type]
    for length in range(len(whole)):
        try:
            clean = without_metadata(whole[:length], media_type)
        except ValueError:
            continue
        assert len(clean) <= max(length + 2, 12)


@pytest.mark.parametrize("media_type", ["image/heic", "application/pdf", ""])
def test_what_is_no_such_photo_cannot_be_cleaned(media_type: str) -> None:
    """Better no preview than one that tells where it was taken."""
    with pytest.raises(ValueError, match="cannot be cleaned"):
        without_metadata(b"x", media_type)
