"""What the form says: one question at a time, a summary before filing, afterwards number, date and why that date."""

from bot.domain.clocks.deadline import Deadline
from bot.domain.demands.answers import Event, Heard
from bot.domain.demands.draft import Draft, Slot, filled, needs_place, needs_time
from bot.domain.demands.not_taken import RightWay
from bot.domain.demands.wording import text_to_file
from bot.domain.talk.message import Button, Kind, Reply
from bot.domain.text.telephone import hidden_number
from bot.domain.tickets.terms import Privacy
from bot.domain.tickets.ticket import Ticket
from bot.services.china_time import day_in_words
from bot.services.ports import Phrasebook
from bot.services.tickets.notices import ticket_data
from bot.services.tickets.ports import DemandReading

TRIES_BEFORE_SKIP = 3
SHOWN = 120
"""Characters of her own words in the summary."""
SHOWN_NEXT = 30
"""Characters of another matter when its turn comes."""
_ASK_THEMSELVES = ("too_general", "which_compound", "unknown_place", "which")
"""Faults whose wording is a question already."""
_MAY_SKIP = (Slot.PLACE, Slot.WHEN, Slot.CONTACT, Slot.JOIN)
_BUTTONS: dict[Slot, tuple[str, ...]] = {
    Slot.WHAT: ("cancel",),
    Slot.PLACE: ("skip", "back", "cancel"),
    Slot.WHEN: ("skip", "back", "cancel"),
    Slot.CONTACT: ("no_phone", "anonymous", "confidential", "back", "cancel"),
    Slot.CONFIRM: ("confirm", "edit:what", "edit:place", "edit:contact", "cancel"),
    Slot.CANCEL: ("resume", "cancel_yes"),
    Slot.RIGHT_WAY: ("insist", "cancel"),
    Slot.SECOND: ("same", "separate"),
}
_PAYLOADS = {"cancel_yes": "cancel"}


class DemandWording:
    """Words for the form."""

    def __init__(self, phrasebook: Phrasebook) -> None:
        """All sentences are in the phrasebook."""
        self._phrasebook = phrasebook

    def question(self, heard: Heard) -> tuple[Reply, ...]:
        """What follows on a message: a word on what it did, then the next question."""
        draft = heard.draft
        asked = "" if heard.event is Event.WRONG and heard.detail in _ASK_THEMSELVES else self._asked(draft)
        parts = [self._opening(heard), asked]
        if heard.hidden and heard.detail != "who_may_know":
            parts.insert(1, self._phrasebook.words(f"utter_form_{heard.hidden}"))
        if draft.tries >= TRIES_BEFORE_SKIP:
            may_skip = draft.asks in _MAY_SKIP
            parts.append(self._phrasebook.words(f"utter_form_may_{'skip' if may_skip else 'call'}"))
        return (self._form(draft, "\n".join(part for part in parts if part)),)

    def reminder(self, draft: Draft) -> Reply:
        """After something else was answered in between."""
        opening = self._phrasebook.words("utter_form_reminder", type=draft.type.label)
        return self._form(draft, f"{opening}\n{self._asked(draft, is_short=True)}")

    def right_way(self, way: RightWay) -> Reply:
        """Where to go with what 12345 does not take."""
        text = self._phrasebook.words("utter_form_right_way", name=way.name, way=way.way, basis=way.basis)
        return Reply(Kind.FORM, text, self._buttons(Slot.RIGHT_WAY), {"asks": Slot.RIGHT_WAY.value, "filled": {}})

    def plain(self, key: str) -> Reply:
        """A sentence that is the same for everybody."""
        return self._phrasebook.say(key)

    def reason(self, reading: DemandReading) -> str:
        """Why this department is proposed, for the clerk's eyes."""
        if not reading.departments:
            return ""
        name, chance = reading.departments[0]
        because = "、".join(reading.words) or reading.subject
        return self._phrasebook.words(
            "utter_form_reason", department=name, chance=f"{chance:.0%}", subject=reading.subject, because=because
        )

    def filed(self, ticket: Ticket, answer: Deadline) -> Reply:
        """Number, query code, who it goes to, what happens next, by which date and why that date."""
        first, is_accepted = ticket.clocks[0], ticket.running("answer") is not None
        text = self._phrasebook.words(
            "utter_ticket_filed_and_accepted" if is_accepted else "utter_ticket_filed",
            type=ticket.type.label,
            number=ticket.number,
            code=ticket.query_code,
            department=self._proposed(ticket.subject.department),
            accept_by=day_in_words(first.due_at),
            why=answer.reason if is_accepted else first.why,
            answer_by=day_in_words(answer.due_at),
            answer_basis=answer.basis,
        )
        notes = [f"utter_ticket_found_by_{'phone' if ticket.person.phone else 'code'}"]
        if ticket.merged_into:
            notes.append("utter_ticket_joined")
        if ticket.person.privacy is not Privacy.NAMED:
            notes.append(f"utter_ticket_{ticket.person.privacy}")
        return self._of_ticket(ticket, "\n".join([text, *(self._phrasebook.words(note) for note in notes)]))

    def filed_already(self, ticket: Ticket) -> Reply:
        """For who confirms once more: once is enough."""
        text = self._phrasebook.words("utter_ticket_filed_already", type=ticket.type.label, number=ticket.number)
        return self._of_ticket(ticket, text)

    def _of_ticket(self, ticket: Ticket, text: str) -> Reply:
        buttons = (
            Button(self._phrasebook.words("utter_button_status"), f"ticket:{ticket.number}"),
            Button(self._phrasebook.words("utter_button_add"), f"add:{ticket.number}"),
            Button(self._phrasebook.words("utter_button_withdraw"), f"withdraw:{ticket.number}"),
        )
        return Reply(Kind.TICKET, text, buttons, ticket_data(ticket))

    def similar(self, ticket: Ticket) -> str:
        """What somebody else may know of a demand: its title, where roughly, and since when."""
        return self._phrasebook.words(
            "utter_form_similar",
            title=ticket.title,
            district=ticket.subject.district or self._phrasebook.words("utter_form_nearby"),
            day=day_in_words(ticket.received_at).partition("（")[0],
        )

    def _opening(self, heard: Heard) -> str:
        key = _opening_key(heard)
        text = heard.draft.text[:SHOWN_NEXT]
        return self._phrasebook.words(key, type=heard.draft.type.label, text=text) if key else ""

    def _asked(self, draft: Draft, *, is_short: bool = False) -> str:
        slot = draft.asks or Slot.CONFIRM
        if slot is Slot.CONFIRM:
            return self._phrasebook.words("utter_form_ask_confirm_short") if is_short else self._summary(draft)
        if slot is Slot.JOIN:
            listed = "\n".join(f"{place}. {one.label}" for place, one in enumerate(draft.similar, 1))
            return self._phrasebook.words("utter_form_ask_join", count=str(len(draft.similar)), options=listed)
        if slot is Slot.WHAT:
            kind = "again" if draft.fixing is Slot.WHAT and draft.has_matter else draft.type.value
            return self._phrasebook.words(f"utter_form_ask_what_{kind}")
        return self._phrasebook.words(f"utter_form_ask_{slot}")

    def _summary(self, draft: Draft) -> str:
        """All that will be filed; what such a demand does not need is left out unless she told it."""
        none = self._phrasebook.words("utter_form_not_given")
        told = text_to_file(draft)
        told = told.replace(draft.phone, hidden_number(draft.phone)) if draft.phone else told
        told = told if len(told) <= SHOWN else f"{told[:SHOWN]}……"
        located = self._phrasebook.words("utter_form_located") if draft.coordinates else ""
        place = "，".join(part for part in (draft.place, located) if part)
        lines = (
            ("place", place or (none if needs_place(draft) else "")),
            ("when", draft.happened or (none if needs_time(draft) else "")),
            ("contact", self._contact(draft)),
            ("files", str(len(draft.files)) if draft.files else ""),
            ("department", self._proposed(draft.department)),
        )
        head = self._phrasebook.words("utter_form_summary", type=draft.type.label, text=told.replace("\n", "；"))
        told_lines = [self._phrasebook.words(f"utter_form_line_{name}", value=value) for name, value in lines if value]
        return "\n".join([head, *told_lines, self._phrasebook.words("utter_form_ask_confirm")])

    def _proposed(self, department: str) -> str:
        if not department:
            return self._phrasebook.words("utter_form_no_department")
        return self._phrasebook.words("utter_form_proposed", department=department)

    def _contact(self, draft: Draft) -> str:
        if draft.privacy is Privacy.ANONYMOUS:
            return draft.privacy.label
        known = " ".join(part for part in (draft.name, hidden_number(draft.phone)) if part)
        known = known or self._phrasebook.words("utter_form_by_code")
        return f"{known}（{draft.privacy.label}）" if draft.privacy is Privacy.CONFIDENTIAL else known

    def _form(self, draft: Draft, text: str) -> Reply:
        slot = draft.asks or Slot.CONFIRM
        if slot is Slot.JOIN:
            alone = Button(self._phrasebook.words("utter_button_form_alone"), "form:alone")
            buttons: tuple[Button, ...] = (*self._joins(draft), alone)
        else:
            buttons = self._buttons(slot)
        return Reply(Kind.FORM, text, buttons, {"asks": slot.value, "filled": filled(draft)})

    def _joins(self, draft: Draft) -> tuple[Button, ...]:
        return tuple(
            Button(self._phrasebook.words("utter_button_form_join", number=str(place)), f"form:join:{one.number}")
            for place, one in enumerate(draft.similar, 1)
        )

    def _buttons(self, slot: Slot) -> tuple[Button, ...]:
        return tuple(
            Button(
                self._phrasebook.words(f"utter_button_form_{name.replace(':', '_')}"),
                f"form:{_PAYLOADS.get(name, name)}",
            )
            for name in _BUTTONS[slot]
        )


def _opening_key(heard: Heard) -> str:
    """What is said of what a message did; "" where the next question says enough."""
    detail = heard.detail
    match heard.event:
        case Event.WRONG | Event.ASIDE:
            return f"utter_form_{heard.event}_{detail}"
        case Event.UNCLEAR if detail:
            return f"utter_form_unclear_{detail}"
        case Event.ANSWERED if heard.hidden and detail == "who_may_know":
            return f"utter_form_{heard.hidden}"
        case Event.ANSWERED | Event.SKIPPED | Event.BEGAN | Event.CORRECTED:
            return _SPECIAL.get((heard.event, detail), _PLAIN.get(heard.event, ""))
        case Event.FIXING | Event.WENT_BACK | Event.ASKED_CANCEL | Event.ASKED_SECOND:
            return ""
    return f"utter_form_{heard.event}"


_PLAIN = {Event.BEGAN: "utter_form_began", Event.CORRECTED: "utter_form_corrected"}
_SPECIAL = {
    (Event.BEGAN, "next"): "utter_form_next",
    (Event.ANSWERED, "separate"): "utter_form_later",
    (Event.SKIPPED, Slot.CONTACT.value): "utter_form_no_phone",
    (Event.CORRECTED, "type"): "utter_form_corrected_type",
}
