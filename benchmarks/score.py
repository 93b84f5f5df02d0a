"""`python -m benchmarks.score`: a set of labelled sentences, by default tests/eval, against a program of its own."""

import argparse
import subprocess
import sys
from pathlib import Path

from benchmarks.own_program import own_program
from bot.settings import ROOT

SCORER = ROOT / "tests" / "eval" / "score.py"
SETS = ("guide", "ambiguous", "out_of_scope", "route", "complaints", "dialogs")


def main() -> int:
    """Print the scorer's figures; its exit status."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.score", description=__doc__)
    parser.add_argument("--names-only", action="store_true", help="search by items' names alone, as for a foreign list")
    parser.add_argument("--misses", type=Path, help="write every miss to this file, one JSON object a line")
    parser.add_argument("--only", help="only these sets, e.g. guide,route")
    parser.add_argument("--folder", type=Path, default=SCORER.parent, help="the set, e.g. tests/second_set")
    options = parser.parse_args()
    there = [name for name in SETS if (options.folder / f"{name}.jsonl").is_file()]
    if not there:
        parser.error(f"{options.folder} holds none of {', '.join(f'{name}.jsonl' for name in SETS)}")
    settings = {"GUIDE_SEARCH_FIELDS": '["name"]'} if options.names_only else {}
    with own_program(**settings) as program:
        command = [sys.executable, str(SCORER), "--base", program.base, "--key", program.key]
        command += ["--misses", str(options.misses.resolve())] if options.misses else []
        command += ["--folder", str(options.folder.resolve()), "--only", options.only or ",".join(there)]
        return subprocess.run(command, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
