"""What open pages hear of talks."""

import asyncio
from dataclasses import replace

from bot.domain.handoff.handoff import HandOff
from bot.services.handoff.talk_news import LEAST_BACK, MOST_BACK, Listener, News, Said, TalkNews, Unfinished
from tests.contract.staff_stores import HandClock
from tests.integration.consoles.talk_office import MemoryTalkStore


class CountingTalks(MemoryTalkStore):
    """Remembers from which line on it was asked."""

    asked_after: tuple[str, ...] = ()

    async def lines(self, conversation: str, after: str, limit: int) -> "object":  # type: ignore[override]
        """As the memory has them."""
        self.asked_after = (*self.asked_after, after)
        return await super().lines(conversation, after, limit)


def heard(listener: Listener) -> list[News]:
    """All that it has been told and not yet taken."""
    return [listener.news.get_nowait() for _ in range(listener.news.qsize())]


def texts(news: list[News]) -> list[str]:
    """What was said."""
    return [line.text for one in news if isinstance(one, Said) for line in one.lines]


def talks() -> tuple[CountingTalks, HandOff]:
    """One talk with one line."""
    store = CountingTalks(HandClock())
    store.hear("web:1", "citizen", "第一句")
    return store, store.ask("web:1")


async def test_a_listener_begins_with_the_queue_and_hears_of_changes_only() -> None:
    """A sign of life is no change."""
    store, talk = talks()
    news = TalkNews(store)
    async with news.listen() as listener:
        assert heard(listener) == [Unfinished((talk,))]
        store.talks[1] = replace(talk, seen_at=store.clock.now())
        await news._look()
        assert heard(listener) == []
        store.talks[1] = replace(talk, operator="wang", version=2)
        await news._look()
        assert heard(listener) == [Unfinished((store.talks[1],))]


async def test_a_watched_talk_is_heard_each_line_once() -> None:
    """New lines, and lines whose delivery changes; an unwatched one is not heard."""
    store, talk = talks()
    news = TalkNews(store)
    async with news.listen() as listener, news.listen() as other:
        assert [line.text for line in await news.watch(listener, talk)] == ["第一句"]
        await news._look()
        assert texts(heard(listener)) == []
        store.hear("web:1", "wang", "第二句", delivery="queued")
        await news._look()
        await news._look()
        assert texts(heard(listener)) == ["第二句"]
        store.deliver("web:1", "sent")
        await news._look()
        assert texts(heard(listener)) == ["第二句"]
        assert texts(heard(other)) == []


async def test_only_the_end_of_a_long_talk_is_looked_at_again() -> None:
    """A few lines where all have arrived, at most some thirty where one is on its way for ever."""
    store, talk = talks()
    for at in range(100):
        store.hear("web:1", "wang" if at == 10 else "citizen", f"{at}", delivery="queued" if at == 10 else "")
    news = TalkNews(store)
    async with news.listen() as listener:
        await news.watch(listener, talk)
        await news._look()
        assert store.asked_after[-1] == f"{101 - MOST_BACK:06}"
        store.said["web:1"][11] = replace(store.said["web:1"][11], delivery="sent")
        for at in range(40):
            store.hear("web:1", "citizen", f"neu {at}")
            await news._look()
        await news._look()
        assert store.asked_after[-1] == f"{141 - LEAST_BACK:06}"


async def test_who_does_not_read_loses_the_oldest_never_the_end() -> None:
    """A page that hangs costs no memory."""
    listener = Listener()
    for number in range(600):
        listener.offer(Said(number, ()))
    listener.offer(None)
    told = heard(listener)
    assert len(told) == 500
    assert told[-1] is None


async def test_everybody_is_let_go_at_the_end() -> None:
    """Also who comes after it."""
    store, _ = talks()
    news = TalkNews(store, pause_s=0.01)
    task = asyncio.create_task(news.run())
    async with news.listen() as listener:
        news.close()
        assert heard(listener)[-1] is None
    async with news.listen() as late:
        assert None in heard(late)
    await asyncio.wait_for(task, 5)
