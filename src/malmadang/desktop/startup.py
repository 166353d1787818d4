"""The way in: the app in its window, or a plain sentence why there is none."""

from malmadang.desktop.preflight import CANNOT_OPEN, ChatArguments, complain, missing_modules

__all__ = ["CANNOT_OPEN", "ChatArguments", "open_window"]


def open_window(arguments: ChatArguments) -> int:
    """Open the app, or say why it cannot be opened; return the exit status."""
    why = missing_modules()
    if why is not None:
        return complain(why)
    from malmadang.desktop import app

    return app.run(arguments)
