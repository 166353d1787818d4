"""The inner loop of the fan-out: the same bytes to many readers. In C where it has been compiled.

`_spread.c` lets go of the GIL once for all sends instead of once for each, which is most of what Python costs
a line on its way to a room. Nothing else differs, and nobody needs it: `tools/hatch_build.py` compiles it
at installation where there is a compiler, and the tests try both.
"""

from collections.abc import Collection

from malmadang.server.turnlog import Reader


def spread_slowly(
    readers: Collection[Reader], data: bytes, minding: int, given: int | None
) -> list[Reader] | None:
    """Give bytes to all readers about whom nothing is odd.

    Args:
        readers: a dict's keys count, or a list.
        minding: which oddities count.
        given: number of the last line that these bytes hold, for readers to note; None leaves their note.
    Returns:
        the odd ones, who have been given nothing; there may be none.
    """
    odd = []
    size = len(data)
    for reader in readers:
        if reader.odd & minding:
            odd.append(reader)
            continue
        if given is not None:
            reader.given = given
        try:
            taken = reader.send(data)
        except BlockingIOError:
            taken = 0
        except OSError as error:
            reader.lost(error)
            continue
        if taken != size:
            reader.keep(data, taken)
    return odd


try:
    from malmadang.server import _spread
except ImportError:
    spread = spread_slowly
    IS_COMPILED = False
else:
    _spread.serve(Reader)
    spread = _spread.spread
    IS_COMPILED = True
