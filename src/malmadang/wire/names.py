"""placeholder; owned by the wire work"""
from typing import NewType

Folded = NewType("Folded", str)
