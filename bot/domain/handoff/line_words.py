"""A citizen's message in the words that an operator reads: what is no text is named."""

from collections.abc import Sequence

from bot.domain.talk.message import AttachmentKind

_NAMES = {
    AttachmentKind.PHOTO: "照片",
    AttachmentKind.VOICE: "语音",
    AttachmentKind.VIDEO: "视频",
    AttachmentKind.FILE: "文件",
    AttachmentKind.STICKER: "表情",
    AttachmentKind.LOCATION: "位置",
    AttachmentKind.CONTACT: "联系人名片",
}
_NEVER_FILES = frozenset({AttachmentKind.STICKER, AttachmentKind.CONTACT})


def spoken(
    text: str,
    kinds: Sequence[AttachmentKind] = (),
    *,
    has_files: bool = False,
    place: tuple[float, float] | None = None,
    is_edit: bool = False,
    unreadable: bool = False,
) -> str:
    """The text, then in brackets what else came; files that are there show themselves."""
    if unreadable:
        return "［这一条的密钥已不在，无法显示］"
    parts = [f"［修改上一条］{text}" if is_edit else text] if text.strip() else []
    if place:
        parts.append(f"［位置］纬度{place[0]:.6f}，经度{place[1]:.6f}")
    for kind in dict.fromkeys(kinds):
        if kind is AttachmentKind.LOCATION and place:
            continue
        if kind in _NEVER_FILES or kind is AttachmentKind.LOCATION:
            parts.append(f"［{_NAMES[kind]}］")
        elif not has_files:
            parts.append(f"［{_NAMES[kind]}，没有收到文件］")
    return "\n".join(parts)
