"""The command line: `python -m bot serve|chat|train|keys|items|outbox|gaps|staff|audit`."""

import argparse
import asyncio
import logging
import sys
import time
from collections.abc import Sequence
from typing import Any

import uvloop
from pydantic import SecretStr, ValidationError
from pydantic_settings import SettingsError

from bot.adapters.knowledge.yaml_file import KnowledgeFault
from bot.adapters.rasa.training import Trainer, TrainingFailed
from bot.adapters.store.database import StoreUnavailable
from bot.bootstrap import CannotStart, data_folder, knowledge_of, lessons_of
from bot.channels.terminal import TerminalChat
from bot.commands import desk, keys, staff
from bot.serve import running, serve
from bot.settings import ROOT, Settings

STARTED = time.monotonic()


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 if it went well, 1 if something must be mended first (told on standard error)."""
    options = parser().parse_args(arguments)
    try:
        settings = Settings()
        level = "WARNING" if options.command == "chat" else settings.log_level
        logging.basicConfig(level=level, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
        logging.getLogger("httpx").setLevel("WARNING")
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            runner.run(run(settings, options))
    except ValidationError as error:
        return _complain([f"setting {'.'.join(map(str, e['loc'])).upper()}: {e['msg']}" for e in error.errors()])
    except SettingsError as error:
        return _complain([f"setting: {error}"])
    except KnowledgeFault as fault:
        return _complain(fault.faults)
    except StoreUnavailable as error:
        return _complain([f"the database cannot be opened: {error}"])
    except (CannotStart, TrainingFailed) as error:
        return _complain([str(error)])
    except KeyboardInterrupt:
        return 130
    return 0


async def run(settings: Settings, options: argparse.Namespace) -> None:
    """The command that was given."""
    match options.command:
        case "serve":
            await serve(settings, tell)
        case "chat":
            async with running(
                settings.model_copy(update={"port": 0, "telegram_token": SecretStr("")}), tell
            ) as program:
                while not await program.dialogue.is_ready():
                    await asyncio.sleep(0.5)
                await TerminalChat(program.intake, program.workers.answered, program.hand_over.delivered).run()
        case "train":
            knowledge, _ = knowledge_of(settings)
            trainer = Trainer(
                root=ROOT, python=settings.rasa_python, folder=data_folder(settings), knowledge=settings.knowledge_dir
            )
            print(trainer.train(lessons_of(knowledge), tell))
        case "keys":
            print(await _keys(settings, options))
        case "items":
            print(desk.items(settings))
        case "outbox":
            print(await desk.outbox(settings))
        case "gaps":
            print(await desk.gaps(settings))
        case "staff" | "audit":
            print(await _staff(settings, options))


async def _keys(settings: Settings, options: argparse.Namespace) -> str:
    if options.verb == "add":
        return await keys.add(settings, options.name, options.per_minute)
    if options.verb == "revoke":
        return await keys.revoke(settings, options.name)
    return await keys.listing(settings)


async def _staff(settings: Settings, options: argparse.Namespace) -> str:
    match options.verb:
        case "add":
            newcomer = staff.Newcomer(options.login, options.name, options.role, options.department)
            return await staff.add(settings, newcomer)
        case "disable" | "enable":
            return await staff.switch(settings, options.login, is_active=options.verb == "enable")
        case "reset":
            return await staff.reset(settings, options.login)
        case "verify":
            return await staff.verify(settings, options.since)
        case _:
            return await staff.listing(settings)


def parser() -> argparse.ArgumentParser:
    """All commands."""
    top = argparse.ArgumentParser(prog="python -m bot", description="双辽政务助手")
    commands = top.add_subparsers(dest="command", required=True)
    commands.add_parser("serve", help="run the program: chat page, interface, Telegram, engine")
    commands.add_parser("chat", help="talk to it in this terminal")
    commands.add_parser("train", help="train the engine's model if its data has changed")
    commands.add_parser("items", help="check everything under knowledge/")
    commands.add_parser("outbox", help="replies by delivery state, and those that are stuck")
    commands.add_parser("gaps", help="what could not be answered, and answers found useless")
    key = commands.add_parser("keys", help="keys of the HTTP interface").add_subparsers(dest="verb", required=True)
    add = key.add_parser("add", help="print a new key, and nothing else")
    add.add_argument("name")
    add.add_argument("--per-minute", type=int, default=None)
    key.add_parser("list", help="all keys")
    key.add_parser("revoke", help="make a key useless").add_argument("name")
    _staff_parsers(commands)
    return top


def _staff_parsers(commands: Any) -> None:
    account = commands.add_parser("staff", help="accounts of the staff's pages").add_subparsers(
        dest="verb", required=True
    )
    add = account.add_parser("add", help="print the first password of a new account, and nothing else")
    add.add_argument("login")
    add.add_argument("--name", required=True, help="as in 张三")
    add.add_argument("--role", required=True, choices=staff.ROLES)
    add.add_argument("--department", default="", help="as in 市公安局; goes with --role department")
    account.add_parser("list", help="all accounts")
    for verb, what in (
        ("disable", "switch an account off and sign it out"),
        ("enable", "switch it on again"),
        ("reset", "print a new first password, and nothing else"),
    ):
        account.add_parser(verb, help=what).add_argument("login")
    trail = commands.add_parser("audit", help="the trail of what staff did").add_subparsers(dest="verb", required=True)
    verify = trail.add_parser("verify", help="is every entry as it was written?")
    verify.add_argument("--since", default="", metavar="NUMBER:HASH", help="the end that an earlier run printed")


def tell(what: str) -> None:
    """Progress, with the seconds since the start."""
    print(f"[{time.monotonic() - STARTED:5.1f} s] {what}", flush=True)


def _complain(lines: Sequence[str]) -> int:
    for line in lines:
        print(line, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
