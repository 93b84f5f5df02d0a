"""The only module that knows both sides: joins services with the adapters they ask for."""

import asyncio
import os
import secrets
import socket
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import aiohttp

from actions.answer import ActionAnswer
from bot.adapters.cipher import FernetCipher, UnreadableKeys
from bot.adapters.clock import WallClock
from bot.adapters.file_store import SealedFiles
from bot.adapters.hasher import KeyedHasher, UnreadableHashKey
from bot.adapters.knowledge.book import Knowledge, load_knowledge
from bot.adapters.phrasebook import YamlPhrasebook
from bot.adapters.rasa.action_server import ActionServer
from bot.adapters.rasa.answerer import DeskAnswerer
from bot.adapters.rasa.client import RasaDialogue
from bot.adapters.rasa.training import Lessons
from bot.adapters.script import OpenccScript
from bot.adapters.search.units import load_words
from bot.adapters.store.database import Database
from bot.adapters.store.gap_store import SqlGaps
from bot.adapters.store.guess_store import SqlGuesses
from bot.adapters.store.key_store import SqlKeys, SqlMarks
from bot.adapters.store.message_store import SqlMessageStore
from bot.adapters.store.objection_store import SqlObjections
from bot.adapters.store.outbox_store import SqlHistory, SqlOutbox
from bot.adapters.store.ticket_store import SqlTickets
from bot.adapters.store.upload_store import SqlUploads
from bot.consoles.calls.parts import CallParts
from bot.joins.calls import call_parts
from bot.joins.desk import Desk, desk_of, staff_room_of
from bot.joins.papers import citizen_papers
from bot.joins.talks import TalkRoom, talk_room
from bot.services.demands.reading import MixedDemandReader
from bot.services.files.files import Files
from bot.services.objections.marking import DisputeWatch
from bot.services.ports import Clock
from bot.services.talk.analysis import Analyst
from bot.services.talk.hand_over import HandOver
from bot.services.talk.intake import Intake
from bot.services.talk.news import News
from bot.services.talk.turn_taking import TurnTaking
from bot.services.talk.workers import Workers
from bot.settings import ROOT, Settings

SECRET_LENGTH = 32
MEGABYTE = 1024 * 1024


class CannotStart(Exception):  # noqa: N818
    """Something outside the program must be mended first; the message says what, in one or two lines."""


@dataclass(frozen=True, slots=True)
class Stores:
    """The store's faces, on one database."""

    database: Database
    messages: SqlMessageStore
    tickets: SqlTickets
    objections: SqlObjections
    guesses: SqlGuesses
    outbox: SqlOutbox
    history: SqlHistory
    gaps: SqlGaps
    keys: SqlKeys
    marks: SqlMarks
    uploads: SqlUploads
    files: SealedFiles


@dataclass(frozen=True, slots=True)
class Program:
    """Everything that is joined, ready to be served."""

    settings: Settings
    knowledge: Knowledge
    phrasebook: YamlPhrasebook
    script: OpenccScript
    stores: Stores
    dialogue: RasaDialogue
    workers: Workers
    hand_over: HandOver
    intake: Intake
    files: Files
    news: News
    analyst: Analyst
    dispute_watch: DisputeWatch
    desk: Desk
    calls: CallParts
    talks: TalkRoom
    clock: Clock


def data_folder(settings: Settings) -> Path:
    """The data folder, made if need be; `CannotStart` if nothing can be written there."""
    folder = settings.data_dir
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        probe = folder / f".probe-{os.getpid()}"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise CannotStart(f"cannot write to the data folder {folder}: {error.strerror}") from error
    return folder


def knowledge_of(settings: Settings) -> tuple[Knowledge, YamlPhrasebook]:
    """What the program knows and how it speaks; `KnowledgeFault` for a broken file."""
    data = data_folder(settings)
    load_words(ROOT / "nlu_data" / "jieba" / "words.txt", data)
    phrasebook = YamlPhrasebook(settings.wording_dir)
    fields = settings.guide_search_fields
    return load_knowledge(settings.knowledge_dir, phrasebook, fields, data / "indexes"), phrasebook


def lessons_of(knowledge: Knowledge) -> Lessons:
    """What the engine learns from."""
    return Lessons(knowledge.desk.catalogue.guides(), knowledge.demands)


def cipher_of(settings: Settings) -> FernetCipher:
    """The cipher with the keys of the data folder; `CannotStart` if they cannot be read."""
    path = data_folder(settings) / "keys.txt"
    try:
        return FernetCipher.from_file(path)
    except (UnreadableKeys, OSError) as error:
        raise CannotStart(f"the key file {path} cannot be used: {error}") from error


def hasher_of(settings: Settings) -> KeyedHasher:
    """The hasher with the key of the data folder; `CannotStart` if it cannot be read."""
    path = data_folder(settings) / "hash-key.txt"
    try:
        return KeyedHasher.from_file(path)
    except (UnreadableHashKey, OSError) as error:
        raise CannotStart(f"the key file {path} cannot be used: {error}") from error


async def stores_of(settings: Settings) -> Stores:
    """The store, its tables up to date; `StoreUnavailable` if it cannot be opened."""
    cipher, hasher = cipher_of(settings), hasher_of(settings)
    database = Database(settings.database)
    try:
        await database.migrate()
    except BaseException:
        await database.close()
        raise
    tickets, objections = SqlTickets(database, cipher, hasher), SqlObjections(database, cipher, hasher)
    return Stores(
        database,
        SqlMessageStore(database, cipher, tickets, objections),
        tickets,
        objections,
        SqlGuesses(database),
        SqlOutbox(database),
        SqlHistory(database, cipher),
        SqlGaps(database),
        SqlKeys(database),
        SqlMarks(database),
        SqlUploads(database, cipher),
        SealedFiles(settings.data_dir / "files", cipher),
    )


def engine_secret(settings: Settings) -> str:
    """The secret between program and engine: made once, kept in the data folder."""
    path = data_folder(settings) / "engine-secret.txt"
    kept = path.read_bytes().decode("ascii", "ignore").strip() if path.exists() else ""
    if len(kept) >= SECRET_LENGTH:
        return kept
    fresh = path.with_suffix(".new")
    fresh.touch(mode=0o600)
    fresh.write_text(secrets.token_urlsafe(32), encoding="ascii")
    fresh.replace(path)
    return path.read_text(encoding="ascii")


def action_server(desk: Callable[[], object], secret: str) -> ActionServer:
    """The endpoint that the engine calls."""
    return ActionServer([ActionAnswer(DeskAnswerer(desk))], secret)  # type: ignore[arg-type]


async def assemble(
    settings: Settings, session: aiohttp.ClientSession, engine_url: str, *, clock: Clock | None = None
) -> Program:
    """Join everything; `engine_url` is where the engine is, or will be. `clock` is the machine's unless told."""
    knowledge, phrasebook = await asyncio.to_thread(knowledge_of, settings)
    stores = await stores_of(settings)
    clock, script = clock or WallClock(), OpenccScript()
    dispute_watch = DisputeWatch(stores.objections, knowledge.disputes)
    await dispute_watch.look()
    dialogue = RasaDialogue(session, engine_url, engine_secret(settings), settings.rasa_timeout_s)
    reader = MixedDemandReader(dialogue, lambda: knowledge.subjects, knowledge.districts)
    papers = citizen_papers(
        knowledge=knowledge,
        phrasebook=phrasebook,
        script=script,
        tickets=stores.tickets,
        objections=stores.objections,
        guesses=stores.guesses,
        reader=reader,
        clock=clock,
        public_url=settings.public_url,
    )
    files = Files(stores.files, stores.uploads, clock, most_bytes=settings.upload_max_mb * MEGABYTE)
    room = staff_room_of(settings, stores.database, hasher_of(settings), clock)
    talks = talk_room(
        database=stores.database,
        cipher=cipher_of(settings),
        tickets=stores.tickets,
        room=room,
        files=files,
        texts=settings.knowledge_dir / "talk_texts.yml",
        papers=papers,
        knowledge=knowledge,
        phrasebook=phrasebook,
        script=script,
        clock=clock,
    )
    turns = TurnTaking(
        dialogue=dialogue,
        desk=lambda: knowledge.desk,
        fallback=knowledge.fallback,
        emergencies=knowledge.emergencies,
        papers=papers,
        phrasebook=phrasebook,
        script=script,
        spelling=knowledge.spelling,
        clock=clock,
        talks=talks.citizens,
        upload_max_mb=settings.upload_max_mb,
    )
    owner = f"{socket.gethostname()[:20]}:{os.getpid()}"
    workers = Workers(stores.messages, turns, phrasebook, clock, owner=owner, at_once=settings.workers)
    desk = desk_of(
        name=owner,
        room=room,
        database=stores.database,
        tickets=stores.tickets,
        objections=stores.objections,
        files=files,
        settings=settings,
        knowledge=knowledge,
        phrasebook=phrasebook,
        script=script,
        clock=clock,
    )
    calls = call_parts(
        database=stores.database,
        cipher=cipher_of(settings),
        hasher=hasher_of(settings),
        tickets=stores.tickets,
        room=room,
        knowledge=knowledge,
        phrasebook=phrasebook,
        dialogue=dialogue,
        demands=reader,
        prepare=turns.prepare,
        choices=desk.pages.choices,
        clock=clock,
    )
    return Program(
        settings=settings,
        knowledge=knowledge,
        phrasebook=phrasebook,
        script=script,
        stores=stores,
        dialogue=dialogue,
        workers=workers,
        hand_over=HandOver(stores.outbox, clock),
        intake=Intake(stores.messages, clock, workers.wake, max_text_length=settings.max_text_length),
        files=files,
        news=News(stores.history),
        analyst=Analyst(
            turns=turns,
            dialogue=dialogue,
            fallback=knowledge.fallback,
            desk=lambda: knowledge.desk,
            demands=reader,
            emergencies=knowledge.emergencies,
        ),
        dispute_watch=dispute_watch,
        desk=desk,
        calls=calls,
        talks=talks,
        clock=clock,
    )
