"""`items`, `outbox`, `gaps`: what staff look up on the command line until their pages exist."""

from collections import Counter

from bot.bootstrap import knowledge_of, stores_of
from bot.settings import Settings

MOST_GAPS = 200


def items(settings: Settings) -> str:
    """Check everything under knowledge/ and count it; `KnowledgeFault` with file, line and field for each fault."""
    knowledge, _ = knowledge_of(settings)
    guides = knowledge.desk.catalogue.guides()
    samples = sum(guide.sample for guide in guides)
    sentences = sum(len(group) for guide in guides for group in guide.examples.values())
    departments = Counter(guide.department.name for guide in guides)
    lines = [f"{len(guides)} items, {samples} of them samples (示例), {sentences} example questions: no faults"]
    lines += [f"{count:4}  {name}" for name, count in departments.most_common()]
    return "\n".join(lines)


async def outbox(settings: Settings) -> str:
    """Replies by channel and state, then those that failed or may not have arrived."""
    stores = await stores_of(settings)
    try:
        counts, stuck = await stores.outbox.counts(), await stores.outbox.stuck()
    finally:
        await stores.database.close()
    lines = [f"{channel}\t{state}\t{count}" for (channel, state), count in sorted(counts.items())]
    lines += [f"#{number}\t{state}\t{attempts} attempts\t{error}" for number, _, state, attempts, error in stuck]
    return "\n".join(lines) or "the outbox is empty"


async def gaps(settings: Settings) -> str:
    """Questions that nobody could answer and answers found useless, newest first (masked)."""
    stores = await stores_of(settings)
    try:
        noted = await stores.gaps.newest(MOST_GAPS)
    finally:
        await stores.database.close()
    lines = [f"{gap.at:%Y-%m-%d %H:%M}\t{gap.verdict}\t{gap.about}\t{gap.facet}" for gap in noted]
    return "\n".join(lines) or "no gaps noted"
