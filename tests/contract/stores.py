"""Stores joined as the program joins them."""

from bot.adapters.cipher import FernetCipher
from bot.adapters.hasher import KeyedHasher
from bot.adapters.store.database import Database
from bot.adapters.store.message_store import SqlMessageStore
from bot.adapters.store.objection_store import SqlObjections
from bot.adapters.store.ticket_store import SqlTickets


def ticket_store(database: Database, cipher: FernetCipher) -> SqlTickets:
    """Tickets."""
    return SqlTickets(database, cipher, KeyedHasher(b"k" * 32))


def objection_store(database: Database, cipher: FernetCipher) -> SqlObjections:
    """Objections."""
    return SqlObjections(database, cipher, KeyedHasher(b"k" * 32))


def message_store(database: Database, cipher: FernetCipher) -> SqlMessageStore:
    """Inbox, conversations and answers."""
    return SqlMessageStore(database, cipher, ticket_store(database, cipher), objection_store(database, cipher))
