"""One line of text with pictures where its emoji are: previews, topics, names."""

import tkinter as tk

from malmadang.desktop import emoji
from malmadang.desktop.skin import Skin
from malmadang.desktop.tokens import Role


def draw_line(
    canvas: tk.Canvas,
    skin: Skin,
    text: str,
    role: Role,
    *,
    x: int,
    middle: int,
    width: int,
    ink: str,
    tags: str = "",
) -> int:
    """Draw text from `x`, as much of it as fits in `width` with «…» behind; return its width.

    Args:
        ink: a colour (not a token).
    """
    start, right = x, x + width
    size = skin.line(role) - skin.px(1)
    font = skin.fonts.font(role)
    at = 0
    for begin, end, key in [*emoji.find(text), (len(text), len(text), "")]:
        if at < begin:
            words = emoji.readable(text[at:begin])
            shown = skin.fonts.cut(words, role, right - x)
            canvas.create_text(x, middle, anchor="w", text=shown, font=font, fill=ink, tags=tags)
            x += skin.fonts.measure(shown, role)
            if shown != words:
                break
        if key:
            picture = skin.pictures.emoji(key, size) if x + size <= right else None
            if picture is None:
                canvas.create_text(x, middle, anchor="w", text="…", font=font, fill=ink, tags=tags)
                x += skin.fonts.measure("…", role)
                break
            canvas.create_image(x, middle, anchor="w", image=picture, tags=tags)
            x += size + skin.px(1)
        at = end
    return x - start
