"""Who is speaking: the name that a citizen gives as her own, and her own name and number taken out of what she told."""

import re

from bot.domain.text.masking import mask
from bot.domain.text.telephone import MOST_NUMBERS, own_telephone

_TITLED = r"[一-鿿]{1,3}(?:先生|女士|大爷|大娘|大妈|大姐|大哥|师傅|老师|同志)"
_GIVEN = re.compile(
    r"(?:我叫|俺叫|我的?名字[是叫]?|姓名[:：是]?|名字[是叫:：]|本人叫|联系人[:：是]?)\s*([一-鿿]{2,4}?)(?=$|[，,。.;；\s、\d]|的|电话|手机)"
    r"|(?:我|俺|免贵)姓([一-鿿]{1,2}?)(?=$|[，,。.;；\s、\d]|电话|手机)"
)
_ALONE = re.compile(rf"[\s，,。.:：、]*(?:我是|联系人|姓名|名字)?[:：]?\s*({_TITLED}|[一-鿿]{{2,4}})[\s，,。.:：、]*")
_ABOUT = re.compile(r"电话|手机|号码?|联系|匿名|保密|没有|不|跳过|这个|可以|就是|打|谢|好的|收到|麻烦")
OWN_NUMBER, OWN_NAME = "[本人电话]", "[本人姓名]"


def name_given(text: str) -> str:
    """The name that somebody gives as her own in a story; "" if she gives none."""
    found = _GIVEN.search(text)
    return (found[1] or found[2]) if found else ""


def name_beside(text: str, number: str) -> str:
    """The name that stands beside (or instead of) a telephone number in an answer; "" if there is none."""
    if name := name_given(text):
        return name
    rest = text.replace(number, " ") if number else text
    rest = re.sub(r"(?:我的?)?(?:电话|手机号?|号码|联系方式)[是:：]*", " ", rest)
    found = _ALONE.fullmatch(rest.strip())
    return found[1] if found and _is_name(found[1]) else ""


def _is_name(text: str) -> bool:
    if _ABOUT.search(text):
        return False
    return bool(re.fullmatch(_TITLED, text) or mask(f"我叫{text}").found)


def without_teller(text: str, name: str, number: str) -> str:
    """A story that no longer gives its teller away by her own name and number; those of others stay."""
    for _ in range(MOST_NUMBERS):
        if own := own_telephone(text):
            text = text.replace(own.said, OWN_NUMBER)
    text = text.replace(number, OWN_NUMBER) if number else text
    for one in {name, name_given(text)} - {""}:
        text = text.replace(one, OWN_NAME) if len(one) > 1 else text
    return text
