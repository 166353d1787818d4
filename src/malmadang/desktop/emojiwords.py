"""One line of words where no pictures are drawn; what is too long ends in «…». Pure."""

from malmadang.desktop.emoji import readable
from malmadang.desktop.tokens import Role
from malmadang.desktop.wrapping import Ruler


def cut_line(text: str, role: Role, ruler: Ruler, width: int) -> str:
    """Return as much of a text as fits into a line of `width` pixels."""
    line = readable(text.replace("\n", " "))
    widths, total = ruler.widths(role), 0
    dots = widths["…"]
    for at, letter in enumerate(line):
        total += widths[letter]
        if total > width:
            kept, used = line[:at], total - widths[letter]
            while kept and used + dots > width:
                used -= widths[kept[-1]]
                kept = kept[:-1]
            return f"{kept.rstrip()}…"
    return line
