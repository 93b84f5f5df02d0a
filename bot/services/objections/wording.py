"""What the form says: one question at a time, the dates before filing, afterwards number, code, dates and why."""

from bot.domain.clocks.deadline import Deadline
from bot.domain.demands.answers import MOST_FILES, Event
from bot.domain.guides.facet import Facet
from bot.domain.objections.draft import MAY_PASS, Ask, ObjectionDraft, objection_filled
from bot.domain.objections.hearing import SHOWN_FACETS, ObjectionHeard
from bot.domain.objections.objection import OWN_DEPARTMENT, Objection
from bot.domain.objections.terms import DataPlace, Fault
from bot.domain.objections.title import title_of
from bot.domain.talk.message import Button, Kind, Reply
from bot.domain.text.telephone import hidden_number
from bot.domain.tickets.terms import Privacy
from bot.services.china_time import day_in_words
from bot.services.objections.filing import Promise
from bot.services.objections.notices import objection_data
from bot.services.ports import Phrasebook

TRIES_BEFORE_A_WAY_OUT = 3
SHOWN = 120
"""Characters of a piece of data in the summary."""
_SHARED = frozenset({"skip", "back", "no_phone", "confidential", "confirm"})
"""Buttons that the demands' form has too."""
_BUTTONS: dict[Ask, tuple[str, ...]] = {
    Ask.CATALOGUE: ("back", "cancel"),
    Ask.RECORD: ("skip", "back", "cancel"),
    Ask.FIELD: ("skip", "back", "cancel"),
    Ask.SAYS: ("skip", "back", "cancel"),
    Ask.SHOULD_SAY: ("skip", "back", "cancel"),
    Ask.EVIDENCE: ("no_evidence", "back", "cancel"),
    Ask.WHO: ("confidential", "back", "cancel"),
    Ask.CONTACT: ("no_phone", "back", "cancel"),
    Ask.CONFIRM: ("confirm", "edit_should_say", "edit_who", "edit_contact", "cancel"),
    Ask.CANCEL: ("resume", "cancel_yes"),
}
_PAYLOADS = {
    "no_evidence": "skip",
    "cancel_yes": "cancel",
    "edit_should_say": "edit:should_say",
    "edit_who": "edit:who",
    "edit_contact": "edit:contact",
}
_SILENT = frozenset({Event.ANSWERED, Event.FIXING, Event.WENT_BACK, Event.ASKED_CANCEL, Event.SKIPPED})
"""Events after which the next question says enough, unless there is a detail with words of its own."""
_TOLD = frozenset(
    {
        (Event.ANSWERED, "told_evidence"),
        (Event.SKIPPED, Ask.EVIDENCE.value),
        (Event.SKIPPED, Ask.CONTACT.value),
        (Event.ADDED, "too_many"),
        (Event.ADDED, "files"),
        (Event.UNCLEAR, "first"),
    }
)
"""Events with a detail that has words of its own."""
_ASIDES_OF_BOTH = frozenset({"time", "privacy", "money", "call", "phone", "lost"})


class ObjectionWording:
    """Words for the form."""

    def __init__(self, phrasebook: Phrasebook) -> None:
        """All sentences are in the phrasebook."""
        self._say = phrasebook.words
        self._phrasebook = phrasebook

    def plain(self, key: str) -> Reply:
        """A sentence that is the same for everybody."""
        return self._phrasebook.say(key)

    def question(self, heard: ObjectionHeard, promise: Promise) -> Reply:
        """What follows on a message: a word on what it did, then the next question."""
        draft = heard.draft
        is_again = heard.event in (Event.CORRECTED, Event.ADDED)
        parts = [self._opening(heard), self._understood(heard), self._asked(draft, promise, is_again=is_again)]
        if draft.tries >= TRIES_BEFORE_A_WAY_OUT:
            parts.append(self._say(f"utter_objection_may_{'skip' if draft.asks in MAY_PASS else 'call'}"))
        return self._form(draft, "\n".join(part for part in parts if part))

    def reminder(self, draft: ObjectionDraft, promise: Promise) -> Reply:
        """After something else was answered in between."""
        short = self._say("utter_objection_ask_confirm_short")
        asked = short if draft.asks is Ask.CONFIRM else self._asked(draft, promise)
        return self._form(draft, f"{self._say('utter_objection_reminder')}\n{asked}")

    def filed(self, objection: Objection, promise: Promise) -> Reply:
        """Number, query code, what happens next, by which dates and why those."""
        text = self._say(
            "utter_objection_filed",
            number=objection.number,
            code=objection.query_code,
            title=objection.title,
            dates=self._dates(objection.department, promise, is_sure=objection.data.is_guide),
        )
        found = self._say(f"utter_objection_found_by_{'phone' if objection.person.phone else 'code'}")
        return self._of_objection(objection, f"{text}\n{found}")

    def filed_already(self, objection: Objection) -> Reply:
        """For who confirms once more: once is enough."""
        text = self._say("utter_objection_filed_already", number=objection.number, title=objection.title)
        return self._of_objection(objection, text)

    def _of_objection(self, objection: Objection, text: str) -> Reply:
        buttons = (
            Button(self._say("utter_button_status"), f"ticket:{objection.number}"),
            Button(self._say("utter_button_add"), f"add:{objection.number}"),
            Button(self._say("utter_button_withdraw"), f"withdraw:{objection.number}"),
        )
        return Reply(Kind.TICKET, text, buttons, objection_data(objection))

    def _opening(self, heard: ObjectionHeard) -> str:
        event, detail = heard.event, heard.detail
        if event is Event.ASIDE and detail in _ASIDES_OF_BOTH:
            return self._say(f"utter_form_aside_{detail}")
        if event is Event.ASIDE or (event is Event.WRONG and detail):
            return self._say(f"utter_objection_{event}_{detail}", most=str(MOST_FILES))
        if (event, detail) in _TOLD:
            return self._say(f"utter_objection_{event}_{detail}", most=str(MOST_FILES))
        if event in _SILENT:
            return ""
        if event is Event.WRONG:
            return self._say("utter_form_unclear")
        return self._say("utter_objection_began") if event is Event.BEGAN else self._say(f"utter_form_{event}")

    def _understood(self, heard: ObjectionHeard) -> str:
        """What was heard in the first message: a wrong guess is put right at once."""
        draft = heard.draft
        if heard.event is not Event.BEGAN or not (draft.title and draft.fault):
            return ""
        return self._say("utter_objection_understood", title=draft.title, fault=draft.fault.label)

    def _asked(self, draft: ObjectionDraft, promise: Promise, *, is_again: bool = False) -> str:
        ask = draft.asks or Ask.CONFIRM
        match ask:
            case Ask.CONFIRM:
                return self._summary(draft, promise, is_again=is_again)
            case Ask.ITEM if draft.items:
                listed = "\n".join(f"{place}. {one.name}" for place, one in enumerate(draft.items, 1))
                return self._say("utter_objection_ask_which_item", options=listed)
            case Ask.CATALOGUE:
                return self._say(f"utter_objection_ask_catalogue_{draft.place or DataPlace.OTHER}")
            case Ask.FACET:
                return self._say("utter_objection_ask_facet", title=draft.title.partition("·")[0])
            case Ask.FAULT:
                listed = "\n".join(f"{place}. {fault.label}" for place, fault in enumerate(Fault, 1))
                return self._say("utter_objection_ask_fault", options=listed)
            case Ask.EVIDENCE:
                return self._say("utter_objection_ask_evidence", most=str(MOST_FILES))
        return self._say(f"utter_objection_ask_{ask}")

    def _summary(self, draft: ObjectionDraft, promise: Promise, *, is_again: bool) -> str:
        """All that will be filed, and the dates that follow; why those dates is told the first time."""
        data, place = draft.data, draft.place or DataPlace.OTHER
        is_guide = place is DataPlace.GUIDE
        lines = (
            ("where", place.label),
            (
                "data",
                title_of(draft) if is_guide else "，".join(p for p in (data.catalogue, data.record, data.field) if p),
            ),
            ("fault", draft.fault.label if draft.fault else ""),
            ("says", _short(data.says)),
            ("should_say", _short(data.should_say)),
            ("files", self._files(draft)),
            ("who", "，".join(part for part in (draft.organisation, draft.name) if part)),
            ("contact", self._contact(draft)),
        )
        told = [self._say(f"utter_objection_line_{name}", value=value) for name, value in lines if value]
        dates = self._dates(draft.department or OWN_DEPARTMENT, promise, is_sure=is_guide, tells_why=not is_again)
        ask = self._say("utter_objection_ask_confirm")
        return "\n".join([self._say("utter_objection_summary"), *told, dates, ask])

    def _dates(self, department: str, promise: Promise, *, is_sure: bool, tells_why: bool = True) -> str:
        """What Art. 44 promises: one way where it is known whose data they are, else both."""
        values = {
            "mark": day_in_words(promise.mark.due_at),
            "own": day_in_words(promise.own.due_at),
            "hand_over": day_in_words(promise.hand_over.due_at),
            "departments": day_in_words(promise.departments.due_at),
            "department": department,
        }
        reasons: tuple[Deadline, ...]
        if not is_sure:
            kind, reasons = "either", (promise.mark, promise.own, promise.departments)
        elif department == OWN_DEPARTMENT:
            kind, reasons = "own", (promise.mark, promise.own)
        else:
            kind, reasons = "department", (promise.mark, promise.hand_over, promise.departments)
        dates = self._say(f"utter_objection_dates_{kind}", **values)
        if not tells_why:
            return dates
        why = self._say("utter_objection_why", why="\n".join(f"· {one.reason}" for one in reasons))
        return f"{dates}\n{why}"

    def _files(self, draft: ObjectionDraft) -> str:
        if not draft.files:
            return self._say("utter_objection_no_files")
        return self._say("utter_ticket_files", count=str(len(draft.files)))

    def _contact(self, draft: ObjectionDraft) -> str:
        known = hidden_number(draft.phone) or self._say("utter_form_by_code")
        return f"{known}（{draft.privacy.label}）" if draft.privacy is Privacy.CONFIDENTIAL else known

    def _form(self, draft: ObjectionDraft, text: str) -> Reply:
        ask = draft.asks or Ask.CONFIRM
        return Reply(Kind.FORM, text, self._buttons(draft, ask), {"asks": ask.value, "filled": objection_filled(draft)})

    def _buttons(self, draft: ObjectionDraft, ask: Ask) -> tuple[Button, ...]:
        if ask is Ask.PLACE:
            return (*(Button(place.label, f"form:pick:place:{place}") for place in DataPlace), self._button("cancel"))
        steering = (self._button("back"), self._button("cancel"))
        if ask is Ask.ITEM:
            return (*(Button(one.name, f"form:pick:item:{one.code}") for one in draft.items), *steering)
        if ask is Ask.FACET:
            labels = {facet: self._say(f"utter_facet_{Facet(facet)}") for facet in SHOWN_FACETS}
            return (*(Button(label, f"form:pick:facet:{facet}") for facet, label in labels.items()), *steering)
        if ask is Ask.FAULT:
            return (*(Button(fault.label, f"form:pick:fault:{fault}") for fault in Fault), *steering)
        return tuple(self._button(name) for name in _BUTTONS[ask])

    def _button(self, name: str) -> Button:
        key = f"utter_button_form_{name}" if name in _SHARED else f"utter_button_objection_{name}"
        return Button(self._say(key), f"form:{_PAYLOADS.get(name, name)}")


def _short(text: str) -> str:
    line = "；".join(text.split("\n"))
    return line if len(line) <= SHOWN else f"{line[:SHOWN]}……"
