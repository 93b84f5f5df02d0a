"""The shape of knowledge/topics/*.yml, unlisted.yml, emergencies.yml and cues.yml."""

from datetime import date
from typing import Annotated

from pydantic import Field

from bot.adapters.knowledge.item_schema import Strict, Text
from bot.domain.guides.facet import Facet


class OptionRow(Strict):
    item: Text
    label: Text


class TopicRow(Strict):
    name: Text
    question: Text
    options: Annotated[list[OptionRow], Field(min_length=2, max_length=6)]
    aliases: Annotated[list[Text], Field(min_length=1)]
    examples: Annotated[list[Text], Field(min_length=3)]


class TopicsFile(Strict):
    topics: list[TopicRow]


class ServiceRow(Strict):
    name: Text
    office: Text
    hint: str = ""
    near: Annotated[list[Text], Field(default_factory=list)]
    aliases: Annotated[list[Text], Field(min_length=1)]
    examples: Annotated[list[Text], Field(min_length=1)]


class UnlistedFile(Strict):
    checked_on: date
    services: list[ServiceRow]


class EmergencyRow(Strict):
    call: Annotated[list[Text], Field(min_length=1)]
    signs: Annotated[list[Text], Field(min_length=1)]
    hints: Annotated[list[Annotated[list[Text], Field(min_length=2)]], Field(default_factory=list)]
    bare_cry: bool = False


class EmergenciesFile(Strict):
    checked_on: date
    figures_of_speech: list[Text]
    over: list[Text]
    now: list[Text]
    calm: Annotated[list[Text], Field(default_factory=list)]
    kinds: Annotated[dict[str, EmergencyRow], Field(min_length=1)]
    advice: dict[str, Text]


class StateRow(Strict):
    said: Text
    named: Text


class CuesFile(Strict):
    facets: dict[Facet, Annotated[list[Text], Field(min_length=1)]]
    wishes: dict[str, Annotated[list[Text], Field(min_length=1)]]
    states: dict[str, StateRow]
