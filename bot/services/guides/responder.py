"""From a decision to what the citizen reads, and what is talked about from then on."""

from collections.abc import Mapping, Sequence

from bot.domain.guides.decision import AnswerGuide, AskItem, AskWhich, Decision, NameOffice, Several, TakeWish
from bot.domain.guides.facet import NEXT_FACETS, Facet
from bot.domain.guides.listing import Topic, UnlistedService
from bot.domain.talk.conversation import Focus, Option
from bot.domain.talk.message import Answer, Button, Kind, Reply
from bot.domain.talk.route import Route, route_of
from bot.services.guides.text import GuideText
from bot.services.objections.marking import Disputes
from bot.services.ports import Catalogue, Outcome, Phrasebook
from bot.services.talk.payload import guide_payload

MOST_OPTIONS = 5
MISSES_BEFORE_A_PERSON = 2
DATA_OBJECTION_ITEM = "SL-ZS-003"
"""公共数据异议申请: what is talked about once somebody objects to data."""


class Responder:
    """Words a decision."""

    def __init__(
        self,
        catalogue: Catalogue,
        phrasebook: Phrasebook,
        topics: Sequence[Topic] = (),
        unlisted: Sequence[UnlistedService] = (),
        disputes: Disputes | None = None,
    ) -> None:
        """Topics and unlisted services are found by their names; `disputes` knows what is marked or corrected."""
        self._catalogue, self._phrasebook = catalogue, phrasebook
        self.text = GuideText(phrasebook, disputes)
        self._topics: Mapping[str, Topic] = {topic.name: topic for topic in topics}
        self._unlisted: Mapping[str, UnlistedService] = {service.name: service for service in unlisted}

    def respond(self, decision: Decision, focus: Focus) -> Outcome:
        """The outcome of a turn that was decided on."""
        match decision:
            case AnswerGuide(answers):
                return self.answer(answers, focus)
            case AskWhich():
                return self._ask(decision, focus)
            case AskItem(facet):
                reply = self._phrasebook.say("utter_which_item", facet=self.text.label(facet))
                return Outcome(Answer(Route.GUIDE, (reply,)), focus.missed())
            case NameOffice(service, consult):
                return self._name_office(service, Route.CONSULT if consult else Route.OUT_OF_SCOPE, focus)
            case TakeWish(intent, near):
                return self._take_wish(intent, near, focus)
            case Several(parts):
                return self._several(parts, focus)

    def answer(self, answers: Sequence[tuple[str, Facet]], focus: Focus) -> Outcome:
        """Quote guides; the last one stays what is talked about."""
        replies = []
        for number, (code, facet) in enumerate(answers, 1):
            replies.append(self._guide(code, facet, with_buttons=number == len(answers)))
            focus = focus.answered(code, facet)
        return Outcome(Answer(Route.GUIDE, tuple(replies)), focus)

    def _several(self, parts: Sequence[Decision], focus: Focus) -> Outcome:
        """Each part's replies in turn; the last part stays what is talked about."""
        replies: list[Reply] = []
        for part in parts:
            outcome = self.respond(part, focus)
            replies += outcome.answer.replies
            focus = outcome.focus
        return Outcome(Answer(Route.GUIDE, tuple(replies)), focus)

    def plain(self, key: str, focus: Focus, **values: str) -> Outcome:
        """A response that says the same to everybody."""
        route = self._phrasebook.route(key) or Route.OUT_OF_SCOPE
        return Outcome(Answer(route, (self._phrasebook.say(key, **values),)), focus)

    def _guide(self, code: str, facet: Facet, *, with_buttons: bool) -> Reply:
        guide = self._catalogue.guide(code)
        buttons = [Button(self.text.label(one), guide_payload(code, one)) for one in NEXT_FACETS[facet]]
        buttons.append(Button(self._phrasebook.words("utter_button_useful"), f"useful:{code}:{facet}"))
        buttons.append(Button(self._phrasebook.words("utter_button_useless"), f"useless:{code}:{facet}"))
        data: dict[str, object] = {"item": code, "facet": facet.value, "version": self.text.published(guide).version}
        if since := self.text.disputed(code).get(facet):
            data["disputed_since"] = since
        return Reply(Kind.GUIDE, self.text.tell(guide, facet), tuple(buttons) if with_buttons else (), data)

    def _ask(self, decision: AskWhich, focus: Focus) -> Outcome:
        topic = self._topics.get(decision.topic)
        if topic:
            options = tuple(option for option in topic.options if option.code in decision.codes)[:MOST_OPTIONS]
        else:
            options = tuple(Option(c, self._catalogue.guide(c).name) for c in decision.codes[:MOST_OPTIONS])
        lines = self._lines(options)
        if topic and len(options) == min(len(topic.options), MOST_OPTIONS):
            text = self._phrasebook.words("utter_clarify_topic", question=topic.question, options=lines)
        else:
            text = self._phrasebook.words("utter_clarify_unsure", options=lines)
        reply = Reply(
            Kind.CLARIFY,
            text,
            self._option_buttons(options, decision.facet),
            {"candidates": [option.code for option in options], "facet": decision.facet.value},
        )
        return Outcome(Answer(Route.GUIDE, (reply,)), focus.asking(options, decision.facet))

    def _name_office(self, name: str, route: Route, focus: Focus) -> Outcome:
        service = self._unlisted[name]
        reply = self._phrasebook.say(
            "utter_unlisted_service", service=service.name, office=service.office, hint=service.hint
        )
        near = tuple(Option(code, self._catalogue.guide(code).name) for code in service.near)
        return self._outside(reply, near, focus, route)

    def _take_wish(self, intent: str, near: Sequence[str], focus: Focus) -> Outcome:
        options = tuple(Option(code, self._catalogue.guide(code).name) for code in near)
        if intent == "report_emergency":
            return self.plain("utter_emergency_unclear", focus.understood())
        if intent == "object_to_data":
            return self.plain("utter_object_to_data", focus.answered(DATA_OBJECTION_ITEM, Facet.OVERVIEW))
        if intent in ("talk_nonsense", "reject_answer") and focus.misses + 1 >= MISSES_BEFORE_A_PERSON:
            outcome = self.plain("utter_not_understood_again", focus.missed())
            return Outcome(Answer(route_of(intent), outcome.answer.replies), outcome.focus)
        if intent in ("talk_nonsense", "reject_answer"):
            return self.plain(f"utter_{intent}", focus.missed())
        if intent == "ask_consult":
            key = "utter_consult_near" if options else "utter_consult"
            return self._listed(key, options, focus)
        if intent == "ask_unlisted_service":
            return self._listed("utter_out_of_scope_near" if options else "utter_out_of_scope", options, focus)
        key = "utter_other_city" if intent == "ask_other_city" else f"utter_{intent}"
        return self.plain(key, focus.understood())

    def _listed(self, key: str, options: Sequence[Option], focus: Focus) -> Outcome:
        values = {"options": self._lines(options)} if options else {}
        return self._outside(self._phrasebook.say(key, **values), options, focus, self._phrasebook.route(key))

    def _outside(
        self, reply: Reply, near: Sequence[Option], focus: Focus, route: Route | None = Route.OUT_OF_SCOPE
    ) -> Outcome:
        """Nothing of ours fits: the reply stays a fallback, what is near hangs below as buttons."""
        reply = Reply(reply.kind, reply.text, self._option_buttons(near, Facet.OVERVIEW), reply.data)
        return Outcome(Answer(route or Route.OUT_OF_SCOPE, (reply,)), focus.understood())

    def _lines(self, options: Sequence[Option]) -> str:
        return "\n".join(
            self._phrasebook.words("utter_clarify_option", number=str(number), label=option.label)
            for number, option in enumerate(options, 1)
        )

    def _option_buttons(self, options: Sequence[Option], facet: Facet) -> tuple[Button, ...]:
        return tuple(Button(option.label, guide_payload(option.code, facet)) for option in options)
