"""查进度, 补充, 撤回: what a citizen does with her objection, and what she is told where it cannot be done."""

from dataclasses import replace

from bot.domain.demands.answers import MOST_FILES
from bot.domain.objections.life import CHASE_PAUSE, MOST_CHASES, IllegalObjectionMove, ObjectionCommand, chases, refusal
from bot.domain.objections.moves import ObjectionMove
from bot.domain.objections.objection import Objection
from bot.domain.talk.message import Button
from bot.domain.talk.papers import Pending
from bot.domain.talk.route import Route
from bot.domain.tickets.terms import Role
from bot.domain.tickets.ticket import Actor
from bot.services.objections.desk import ObjectionDesk
from bot.services.objections.ports import ObjectionChange
from bot.services.objections.status_wording import ObjectionStatusWording
from bot.services.tickets.turns import Talk, TicketTurn, turn

CITIZEN = Actor(Role.CITIZEN)
_CHASED = frozenset({"chased_today", "chased_enough"})
"""Why she cannot chase again, each with words of its own."""


class ObjectionActs:
    """Each act asks, moves, or says why it cannot."""

    def __init__(self, desk: ObjectionDesk, wording: ObjectionStatusWording) -> None:
        """Moves are planned by the desk; whoever answers saves them with the answer."""
        self._desk, self._wording = desk, wording

    def do(self, purpose: str, objection: Objection, talk: Talk) -> TicketTurn:
        """What the objection was looked for."""
        match purpose:
            case "add":
                return self.ask_add(objection, talk)
            case "withdraw":
                return self.ask_withdraw(objection, talk)
            case "chase":
                return self.chase(objection, talk)
        return self.show(objection, talk)

    def press(self, action: str, value: str, objection: Objection, talk: Talk) -> TicketTurn:
        """What a button does; a value that is none of ours asks or shows."""
        match action, value:
            case "withdraw", "yes":
                return self.withdraw(objection, talk)
            case "withdraw", "keep":
                return self.keep(objection, talk)
        return self.do(action, objection, talk)

    def show(self, objection: Objection, talk: Talk, opening: str = "") -> TicketTurn:
        """查进度; what was waited for about the same objection still is."""
        before = talk.pending
        keeps = before and before.act in ("add", "added") and before.number == objection.number
        reply = self._wording.status(objection, talk.at, opening)
        return turn(Route.STATUS, talk, reply, pending=before if keeps else None)

    def chase(self, objection: Objection, talk: Talk) -> TicketTurn:
        """催办: whoever holds it is reminded at once; why not, where she has done so already."""
        holder = self._wording.holder(objection)
        try:
            change = self._plan(objection, ObjectionCommand(ObjectionMove.CHASE, CITIZEN, talk.at), talk)
        except IllegalObjectionMove as illegal:
            why = illegal.reason if illegal.reason in _CHASED else "not_now"
            hours = str(int(CHASE_PAUSE.total_seconds() // 3600))
            told = {"holder": holder, "count": str(MOST_CHASES), "hours": hours}
            return self.show(objection, talk, self._wording.words(f"utter_objection_chase_{why}", **told))
        count = str(chases(change.objection))
        opening = self._wording.words("utter_objection_chased", holder=holder, count=count)
        return replace(self.show(change.objection, talk, opening), objection=change)

    def ask_add(self, objection: Objection, talk: Talk) -> TicketTurn:
        """补充: the next message is it."""
        if refusal(objection, ObjectionMove.SUPPLEMENT, Role.CITIZEN):
            return self.show(objection, talk, self._wording.words("utter_objection_add_closed"))
        text = self._wording.about("utter_objection_ask_add", objection)
        pending = Pending("add", talk.at, objection.number)
        return turn(Route.STATUS, talk, self._wording.asked(text, "supplement"), pending=pending)

    def add(self, objection: Objection, talk: Talk) -> TicketTurn:
        """What she sends goes to the objection; more files may follow."""
        files = talk.said.files[: max(0, MOST_FILES - len(objection.evidence))]
        sent = self._wording.words("utter_ticket_files", count=str(len(files))) if files else ""
        note = "\n".join(part for part in (talk.said.text, sent) if part)
        refused = len(talk.said.files) - len(files)
        full = self._wording.words("utter_objection_added_too_many", most=str(MOST_FILES)) if refused else ""
        if not note:
            return turn(Route.STATUS, talk, self._wording.told(full, objection, self._wording.buttons(objection)))
        command = ObjectionCommand(ObjectionMove.SUPPLEMENT, CITIZEN, talk.at, note=note, attachments=files)
        try:
            change = self._plan(objection, command, talk)
        except IllegalObjectionMove:
            return self.show(objection, talk, self._wording.words("utter_objection_add_closed"))
        text = "\n".join(part for part in (self._wording.about("utter_objection_added", objection), full) if part)
        reply = self._wording.told(text, change.objection, [self._wording.status_button(objection)])
        pending = Pending("added", talk.at, objection.number)
        return replace(turn(Route.STATUS, talk, reply, pending=pending), objection=change)

    def ask_withdraw(self, objection: Objection, talk: Talk) -> TicketTurn:
        """撤回 is asked about once more."""
        if refusal(objection, ObjectionMove.WITHDRAW, Role.CITIZEN):
            return self.show(objection, talk, self._wording.words("utter_objection_withdraw_closed"))
        buttons = [
            Button(self._wording.words(f"utter_button_objection_withdraw_{why}"), f"withdraw:{objection.number}:{why}")
            for why in ("yes", "keep")
        ]
        text = self._wording.about("utter_objection_ask_withdraw", objection)
        pending = Pending("withdraw", talk.at, objection.number)
        return turn(Route.WITHDRAW, talk, self._wording.asked(text, "withdraw", buttons), pending=pending)

    def withdraw(self, objection: Objection, talk: Talk, reason: str = "") -> TicketTurn:
        """It is withdrawn."""
        command = ObjectionCommand(ObjectionMove.WITHDRAW, CITIZEN, talk.at, note=reason)
        try:
            change = self._plan(objection, command, talk)
        except IllegalObjectionMove:
            return self.show(objection, talk, self._wording.words("utter_objection_withdraw_closed"))
        text = self._wording.about("utter_objection_withdraw_done", objection)
        return replace(turn(Route.WITHDRAW, talk, self._wording.told(text, change.objection)), objection=change)

    def keep(self, objection: Objection, talk: Talk) -> TicketTurn:
        """不撤了."""
        text = self._wording.about("utter_objection_withdraw_kept", objection)
        reply = self._wording.told(text, objection, [self._wording.status_button(objection)])
        return turn(Route.WITHDRAW, talk, reply)

    def _plan(self, objection: Objection, command: ObjectionCommand, talk: Talk) -> ObjectionChange:
        """What a move brings forth; the conversation in which it is made needs no notice of it."""
        change = self._desk.plan(objection, command)
        others = tuple(notice for notice in change.notices if notice.conversation != talk.conversation.id)
        return replace(change, notices=others)
