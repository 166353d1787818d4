"""What the server keeps for itself, of nobody's doing."""

from malmadang.ports import FactRecord, MarkerRecord, Record
from malmadang.servercore.absences import is_of_absence


def is_note(record: Record) -> bool:
    """Whether it is a fact of the server's own, or tells of somebody's coming and going."""
    return isinstance(record, FactRecord) or (isinstance(record, MarkerRecord) and is_of_absence(record))
