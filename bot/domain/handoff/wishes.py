"""Words that ask for a person, or give up waiting for one, so plainly that nothing else can be meant."""

import re

_ASKS = re.compile(
    r"(?:好|行|嗯|可以|要|那|就|请|给我|帮我|我要|我想|我|麻烦|快|直接|还是|能)*"
    r"(?:转接?|找|接|叫|来|换|要|联系)(?:一?下|一?个|到|成)?(?:真?人工|真人|客服|话务员|接线员|活人)"
    r"(?:客服|服务|坐席|台|处理|吧|啊|呗|呀|了|一下|行吗|可以吗|吗|谢谢|！|。|？|!|\?|\s)*"
    r"|(?:真?人工|真人)(?:客服|服务|坐席|台)?(?:吧|！|。|!|\s)*"
    r"|(?:好|行|嗯|可以|要|那|就|请|帮我|给我)*转(?:接|吧|一下|过去|人)(?:吧|呗|。|！)*"
)
_GIVES_UP = re.compile(
    r"(?:算了|那|我|就|先)*[，,\s]*(?:不(?:想|用|再)?等了|等不(?:了|及)了|不(?:想|用)?排(?:队)?了|别排了|退出排队|取消(?:排队|转?人工|人工服务)"
    r"|不(?:用|要|需要|想)?(?:转|找)?人工了|不转(?:人工)?了|不(?:用|要)转了)(?:吧|啊|谢谢|。|！|!|\s)*"
)


def asks_for_person(text: str) -> bool:
    """Whether a normalised text asks for a person and for nothing else."""
    return bool(_ASKS.fullmatch(text.strip()))


def gives_up_waiting(text: str) -> bool:
    """Whether somebody who waits wants to wait no longer."""
    return bool(_GIVES_UP.fullmatch(text.strip()))
