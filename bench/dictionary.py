"""What the game's dictionary costs a server, in time and memory: `python -m bench.dictionary`.

Memory is what the process grows by and what Python counts of it; the loop's
longest wait is how late a timer of one millisecond fires while a thread loads. The best of five loads
counts, by its CPU: what else runs on a machine says nothing about the dictionary.
"""

import argparse
import asyncio
import gc
import os
import statistics
import sys
import time
import timeit
import tracemalloc
from collections.abc import Callable, Sequence
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

from malmadang.adapters.dictionary_file import load_list, load_shipped
from malmadang.wordchain.dictionary import JoinedDictionary, MemoryDictionary, graded

MIB = 1024 * 1024
TARGET_S = 0.3
TARGET_MIB = 45


def resident_bytes() -> int:
    """Return what this process holds of the machine's memory."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def loading() -> tuple[float, float, float, float]:
    """Return seconds of a load, seconds of CPU of it, MiB grown, MiB that Python counts."""
    before = resident_bytes()
    started, used = time.perf_counter(), time.process_time()
    dictionary = load_shipped()
    took, cpu = time.perf_counter() - started, time.process_time() - used
    dictionary.ending_with("가")
    gc.collect()
    grown = (resident_bytes() - before) / MIB
    tracemalloc.start()
    counted = load_shipped()
    counted.ending_with("가")
    live = tracemalloc.get_traced_memory()[0] / MIB
    return took, cpu, grown, live


def report(sender: Connection) -> None:
    """Measure in a fresh process, so that nothing is warm."""
    sender.send(loading())


def fresh() -> tuple[float, float, float, float]:
    """Run `loading` in a process of its own."""
    context = get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=report, args=(sender,))
    process.start()
    measured: tuple[float, float, float, float] = receiver.recv()
    process.join()
    return measured


async def longest_wait_ms() -> float:
    """Return by how much the loop is late at most while a thread loads."""
    late = 0.0
    load = asyncio.ensure_future(asyncio.to_thread(load_shipped))
    while not load.done():
        started = time.perf_counter()
        await asyncio.sleep(0.001)
        late = max(late, time.perf_counter() - started - 0.001)
    return late * 1000


def questions(dictionary: MemoryDictionary) -> dict[str, float]:
    """Return question -> microseconds each."""
    words = list(dictionary.words())[::37]

    def each(ask: Callable[[str], object]) -> float:
        took = min(timeit.repeat(lambda: [ask(word) for word in words], number=1, repeat=5))
        return took / len(words) * 1e6

    return {
        "has, a word": each(dictionary.has),
        "has, no word": each(lambda word: dictionary.has(word + "힣")),
        "tier": each(dictionary.tier),
        "meaning": each(dictionary.meaning),
        "starting_with": each(lambda word: dictionary.starting_with(word[-1])),
        "ending_with, tier 2": each(lambda word: dictionary.ending_with(word[0], 2)),
    }


def own_list(shipped: MemoryDictionary, path: Path) -> None:
    """Time a list of a host's own."""
    before = resident_bytes()
    started = time.perf_counter()
    read = load_list(path.parent, path.name)
    loaded = time.perf_counter()
    joined = JoinedDictionary(shipped, MemoryDictionary(graded(read.entries, shipped)))
    done = time.perf_counter()
    print(f"{path.name}: {len(read.entries)} words read in {loaded - started:.2f} s,", end=" ")
    print(f"added in {done - loaded:.2f} s, {len(joined)} in all,", end=" ")
    print(f"memory grown {(resident_bytes() - before) / MIB:.1f} MiB")


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the figures; the exit status is 1 where a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--own", type=Path, help="a list of a host's own to add")
    options = parser.parse_args(arguments)
    rounds = [fresh() for _ in range(5)]
    seconds, cpu = (min(round_[at] for round_ in rounds) for at in (0, 1))
    grown, live = (statistics.median(round_[at] for round_ in rounds) for at in (2, 3))
    print(f"load {seconds:.2f} s, of it CPU {cpu:.2f} s;", end=" ")
    print(f"memory grown {grown:.1f} MiB, of it counted by Python {live:.1f} MiB")
    print(f"longest wait of the loop meanwhile {asyncio.run(longest_wait_ms()):.1f} ms")
    shipped = load_shipped()
    print(
        f"{len(shipped)} words;", ", ".join(f"{name} {us:.2f} us" for name, us in questions(shipped).items())
    )
    if options.own:
        own_list(shipped, options.own)
    if cpu > TARGET_S or grown > TARGET_MIB:
        sys.exit(f"above {TARGET_S} s or {TARGET_MIB} MiB")


if __name__ == "__main__":
    main()
