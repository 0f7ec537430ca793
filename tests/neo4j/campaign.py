"""The long form of test_interrupted.py: `python -m tests.neo4j.campaign [KILLS CUTS SERVERS CROWDS SEED]`."""

from __future__ import annotations

import random
import sys
import tempfile
from pathlib import Path

from tests.neo4j import trouble
from tests.neo4j.server import free_port, running_server
from tests.neo4j.trouble import Tally, together

LONGEST = 5.0  # seconds; a push to a freshly started server takes about three


def main(kills: int = 200, cuts: int = 200, servers: int = 20, crowds: int = 50, seed: int = 7) -> int:
    """Runs so many rounds of each kind, prints the results, and fails on an error."""
    trouble.preload()
    chance = random.Random(seed)
    tallies: dict[str, Tally] = {}
    with running_server() as server:
        address = server.address
        half = kills // 2
        tallies["client killed, one transaction"] = _shown(
            trouble.kill_clients(address, kills - half, chance)
        )
        tallies["client killed, batches"] = _shown(trouble.kill_clients(address, half, chance, batched=True))
        tallies["connection cut"] = _shown(trouble.cut_lines(address, cuts, chance))
        tallies["eight at once"] = _shown(trouble.push_together(address, crowds))
    if servers:
        tallies["server killed"] = _shown(_kill_servers(servers, chance))
    for name, tally in tallies.items():
        print(f"{name}: {together([tally])}")
    return 0 if all(tally.right for tally in tallies.values()) else 1


def _kill_servers(rounds: int, chance: random.Random) -> Tally:
    """Kills a server during a push and restarts it with the same data, round after round."""
    tally = Tally()
    with tempfile.TemporaryDirectory(prefix="graphkit-campaign-") as scratch:
        home, port = Path(scratch) / "home", free_port()
        before = old = trouble.dataset(0)
        for number in range(1, rounds + 1):
            new = trouble.dataset(number)
            with running_server(home, port=port) as server:
                if number == 1:
                    trouble.prepare(server.address, 0)
                else:
                    trouble.look(server.address, before, old, tally)
                    trouble.converge(server.address, old, tally)
                trouble.kill_server(server, server.address, new, chance.random() * LONGEST)
            before, old = old, new
        with running_server(home, port=port) as server:
            trouble.look(server.address, before, old, tally)
            trouble.converge(server.address, old, tally)
    return tally


def _shown(tally: Tally) -> Tally:
    print(tally, file=sys.stderr, flush=True)
    return tally


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
