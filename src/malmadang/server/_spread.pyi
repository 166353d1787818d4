from collections.abc import Collection

from malmadang.server.turnlog import Reader

def spread(
    readers: Collection[Reader], data: bytes, minding: int, given: int | None
) -> list[Reader] | None: ...
def serve(reader_type: type[Reader]) -> None: ...
