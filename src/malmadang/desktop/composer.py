"""Where one writes: a real Tk text, so that input methods, undo and selection are the system's own."""

import tkinter as tk
from collections.abc import Callable
from unicodedata import normalize

from malmadang.desktop.committing import Committing
from malmadang.desktop.composerparts import (
    Assist,
    ComposerCommands,
    FaultLine,
    Reply,
    ReplyStrip,
    SentTexts,
    TurnWord,
    make_send_button,
    make_text,
)
from malmadang.desktop.drafts import Drafts
from malmadang.desktop.emoji import readable
from malmadang.desktop.fonts import dies_of_emoji
from malmadang.desktop.iconbutton import IconButton
from malmadang.desktop.kit import Button, RoundedBox, Skin
from malmadang.desktop.phrases import Word
from malmadang.desktop.speech import Speech
from malmadang.desktop.tokens import GAP_4, GAP_8, GAP_12, RADIUS_CARD, Role

LINES_MAX = 6
HEIGHT_MIN = 68
_SAVE_MS = 1500


class Composer(tk.Frame):
    """The box at the bottom: one draft for each room, Enter sends it whole and once.

    Attributes:
        text: the Tk text; bind keys there.
        button: «보내기», None where it could lose a syllable.
        assist: offers what could stand at the caret.
        enter_sends: Enter sends; else it makes a line, and Ctrl+Enter sends.
        reply: what the text answers, None for nothing.
        row: the text and the buttons beside it.
    """

    def __init__(
        self,
        parent: tk.Misc,
        skin: Skin,
        speech: Speech,
        commands: ComposerCommands,
        drafts: Drafts | None = None,
    ) -> None:
        super().__init__(parent, background=skin.colour("bg"), borderwidth=0, highlightthickness=0)
        self.skin, self.speech = skin, speech
        self._dies_of_emoji = dies_of_emoji(self)
        self._commands = commands
        self._room: str | None = None
        self.assist: Assist | None = None
        self.reply: Reply | None = None
        self.enter_sends = True
        self.drafts = drafts or Drafts()
        self._saving: str | None = None
        self._placeholder = ""
        self._said = SentTexts()
        self._enabled = True
        self._job: str | None = None
        self.box = RoundedBox(self, skin, radius=RADIUS_CARD, padding=GAP_8)
        self._fault = FaultLine(self.box.inner, skin)
        self.strip = ReplyStrip(self.box.inner, skin, lambda: self.set_reply(None))
        self.row = tk.Frame(self.box.inner, borderwidth=0, highlightthickness=0)
        self.text = make_text(self.row)
        self.committing = Committing(self.text)
        self.button: Button | None = None
        if self.committing.key.available:
            self.button = make_send_button(self.row, skin, self.press_send)
            self.button.pack(side="right")
        self.emoji = IconButton(self.row, skin, "😀", commands.emoji)
        self.emoji.pack(side="right", padx=(0, GAP_8))
        self.text.pack(side="left", fill="x", expand=True)
        self._strut = tk.Frame(self.row, borderwidth=0, highlightthickness=0, width=1)
        self._strut.pack(side="left")
        self.row.pack(fill="both", expand=True)
        self.turn_word = TurnWord(self.row, skin, speech, before=self.text)
        self._ghost = tk.Label(self.text, borderwidth=0, padx=0, pady=0, anchor="w", cursor="xterm")
        self._listen()
        skin.watch(self, self.restyle)
        speech.watch(self, self.relabel)
        self.relabel()
        self.restyle()

    def _listen(self) -> None:
        text = self.text
        for key in ("<Return>", "<KP_Enter>"):
            text.bind(key, lambda _event: self._return_pressed())
        text.bind("<Control-Return>", lambda _event: self._return_pressed(with_mod=True))
        text.bind("<Tab>", lambda _event: self._tab_pressed())
        text.bind("<Shift-Return>", lambda _event: self._shift_return_pressed())
        text.bind("<Control-a>", lambda _event: self._select_all())
        for letter in "bdefhkopt":  # what Tk's text does by them on X11 (open a line, swap letters) surprises
            text.bind(f"<Control-{letter}>", lambda _event: "break")
        text.bind("<Up>", lambda _event: self._arrow(-1))
        text.bind("<Down>", lambda _event: self._arrow(1))
        text.bind("<Control-Up>", lambda _event: self._recall(-1))
        text.bind("<Control-Down>", lambda _event: self._recall(1))
        text.bind("<<Modified>>", lambda _event: self._modified(), add=True)
        text.bind("<FocusIn>", lambda _event: self._focus_changed(True), add=True)
        text.bind("<FocusOut>", lambda _event: self._focus_changed(False), add=True)
        text.bind("<Configure>", lambda _event: self._fit_soon(), add=True)
        self._ghost.bind("<Button-1>", lambda _event: text.focus_set())
        for around in (self.row, self.box.inner, self.box.edge):
            around.bind("<Button-1>", lambda _event: text.focus_set())
        self.bind("<Destroy>", self._forget, add=True)

    # The text and its rooms.

    def get(self) -> str:
        """Return what is written, NFC, without halves of letters that a wire cannot carry."""
        written = self.text.get("1.0", "end-1c")
        # Tk 8.6 keeps letters beyond the 16th bit as two halves, and editing can leave one of them alone.
        whole = written.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        return normalize("NFC", whole.replace("\ufffd", ""))

    def set(self, text: str) -> None:
        """Replace what is written; the caret goes to its end."""
        if text != self.text.get("1.0", "end-1c"):
            self.text.delete("1.0", "end")
            self.text.insert("1.0", text)
            self.text.edit_reset()
        self.text.see("insert")

    def insert(self, text: str) -> None:
        """Write something at the caret and give the box the keyboard."""
        self.text.focus_set()
        self.text.insert("insert", text)
        self.text.see("insert")

    @property
    def before_caret(self) -> str:
        """What is written up to the caret."""
        return self.text.get("1.0", "insert")

    def replace_before(self, old: str, by: str) -> None:
        """Put something in the place of what stands before the caret.

        Args:
            old: the text that goes, as it stands there.
        """
        # Never by counting: Tk before 9 has its own idea of how many letters an emoji is.
        before = self.before_caret
        self.text.replace("1.0", "insert", before[: len(before) - len(old)] + by)
        self.text.focus_set()
        self.text.see("insert")

    def open_room(self, key: str | None, placeholder: str, *, enabled: bool = True) -> None:
        """Show the draft of a room; the one before keeps its own."""
        if key != self._room:
            if self._room is not None:
                self.keep_draft()
            self._room = key
            self.set(self.drafts.get(key) if key is not None else "")
            self.show_fault("")
            self.set_reply(None)
        self._placeholder = placeholder
        if enabled != self._enabled:
            self._enabled = enabled
            self.text.configure(state="normal" if enabled else "disabled")
            if self.button is not None:
                self.button.set_enabled(enabled)
        self._show_ghost()

    def rename_room(self, old: str, new: str) -> None:
        """A room has another name, as a talk has when its other side does: its draft goes with it."""
        self.drafts.rename(old, new)
        if self._room == old:
            self._room = new

    def forget_room(self, key: str) -> None:
        """A room is closed: so is its draft."""
        self.drafts.keep(key, "")
        if self._room == key:
            self._room = None
            self.set("")

    def has_draft(self, key: str) -> bool:
        """Is something written for a room and not sent?"""
        return bool((self.get() if key == self._room else self.drafts.get(key)).strip())

    def show_fault(self, sentence: str) -> None:
        """Say why the text was not taken, until it is changed; "" takes the line away."""
        if sentence == self._fault.text:
            return
        self._fault.text = sentence
        if sentence:
            self._fault.pack(fill="x", before=self.row)
        else:
            self._fault.pack_forget()
        self._fault.redraw_soon()

    def set_reply(self, reply: Reply | None) -> None:
        """Answer a message with what is written, or none."""
        self.reply = reply
        if reply is None:
            self.strip.pack_forget()
            return
        self.strip.show(self.speech.say(Word.REPLY_TO, nick=reply.sender), reply.text)
        self.strip.pack(fill="x", before=self.row)
        self.text.focus_set()

    def set_turn(self, *, mine: bool) -> None:
        """It is the person's turn in the room's game: the box says so, and what Enter will do."""
        self.box.set_focus_line("game_ac" if mine else "accent")
        self.turn_word.show(self.get(), mine=mine)

    def take_back(self, text: str) -> None:
        """Put what was refused back, selected: the next letter replaces it. What is written since stays."""
        if not self.get():
            self.set(text)
            self._select_all()

    @property
    def fault(self) -> str:
        """The line above the text, "" for none."""
        return self._fault.text

    # Sending.

    def press_send(self) -> None:
        """Send as Enter does, the syllable under way included."""
        self.text.focus_set()
        self.commit_then(self.submit)

    def commit_then(self, action: Callable[[], None]) -> None:
        """Have the input method hand over its syllable first, then act.

        Every mouse action that takes the text away (send, another room) has to come through here.
        """
        if self._enabled:
            self.committing.then(action)
        else:
            action()

    def _return_pressed(self, *, with_mod: bool = False) -> str:
        if not self.committing.took():
            # The last syllable's own key may still be on its way to the text: read it when Tk is idle.
            self.after_idle(self._enter, with_mod)
        return "break"

    def _enter(self, with_mod: bool) -> None:
        if with_mod or self.assist is None or not self.assist.enter():
            if with_mod or self.enter_sends:
                self.submit()
            else:
                self.insert("\n")

    def _tab_pressed(self) -> str:
        if self.assist is not None:
            self.after_idle(self.assist.tab)
        return "break"

    def _arrow(self, by: int) -> str | None:
        if self.assist is not None and self.assist.step(by):
            return "break"
        return self._recall(-1) if by < 0 and not self.get() else None

    def _shift_return_pressed(self) -> str | None:
        return "break" if self.committing.took() else None

    def submit(self) -> None:
        """Hand over what is written; an empty box sends nothing, so a repeated key does no harm."""
        written = self.get()
        text = written.strip("\n")
        if not text.strip() or not self._enabled:
            return
        room = self._room
        why = self._commands.send(text)
        if why is None:
            return
        if why:
            self.show_fault(why)
            return
        self.sent(text, room)

    def sent(self, text: str, room: str | None = None) -> None:
        """A text has been taken: out of the box, into what Ctrl+Up brings back.

        Args:
            room: where it was written, None for the room in front.
        """
        room = self._room if room is None else room
        self._said.add(text)
        if room == self._room:
            self.set("")
            self.set_reply(None)
        elif room is not None:
            # A command has led elsewhere; what it was is no draft.
            self.drafts.keep(room, "")
        self._tell_edited()

    def _recall(self, by: int) -> str:
        text = self._said.step(by)
        if text is not None:
            self.set(text)
        return "break"

    def keep_draft(self) -> None:
        """Put what is written now among the drafts, and those where they are kept."""
        if self._room is not None:
            self.drafts.keep(self._room, self.get())
        if self._saving is not None:
            self.after_cancel(self._saving)
            self._saving = None
        self.drafts.save()

    def _select_all(self) -> str:
        self.text.tag_add("sel", "1.0", "end-1c")
        return "break"

    # How it looks.

    def relabel(self) -> None:
        """Take the words of the language in force."""
        if self.button is not None:
            self.button.set_text(self.speech.say(Word.SEND))
        self.emoji.tip.text = f"{self.speech.say(Word.EMOJI)} (Ctrl+E)"

    def restyle(self) -> None:
        """Take the skin's new colours and sizes."""
        skin = self.skin
        colour, px, font = skin.colour, skin.px, skin.fonts.font(Role.MESSAGE)
        self.configure(background=colour("bg"))
        self.row.configure(background=colour("bg"))
        self.text.configure(
            font=font,
            background=colour("bg"),
            foreground=colour("text"),
            insertbackground=colour("text"),
            selectbackground=colour("accent"),
            selectforeground=colour("accent_fg"),
            inactiveselectbackground=colour("sel"),
            spacing3=max(0, skin.line(Role.MESSAGE) - font.metrics("linespace")),
        )
        self._ghost.configure(font=font, background=colour("bg"), foreground=colour("sub"))
        self.box.pack(fill="both", expand=True, padx=px(GAP_12), pady=(0, px(GAP_12)))
        self.text.pack_configure(pady=px(GAP_4), padx=(px(GAP_4), px(GAP_8)))
        self._strut.configure(height=px(HEIGHT_MIN - 2 * GAP_8), background=colour("bg"))
        self._show_ghost()
        self._fit_soon()

    def _modified(self) -> None:
        if self.text.edit_modified():
            if self._dies_of_emoji and (written := self.get()) != readable(written):
                # Before Tk draws it, which it does when it is idle.
                self.text.replace("1.0", "end-1c", readable(written))
            self.text.edit_modified(False)
            self.show_fault("")
            self._show_ghost()
            self.turn_word.show(self.get())
            self._fit_soon()
            self._tell_edited()

    def _tell_edited(self) -> None:
        if self._saving is None:
            self._saving = self.after(_SAVE_MS, self.keep_draft)
        self._commands.edited()
        if self.assist is not None:
            self.assist.edited()

    def _focus_changed(self, focused: bool) -> None:
        self.box.set_focused(focused)
        self._show_ghost(focused=focused)

    def _show_ghost(self, *, focused: bool | None = None) -> None:
        """Show the placeholder only without focus: a syllable under way is not in the text yet."""
        if focused is None:
            focused = self.text.focus_get() is self.text
        if not focused and self.text.compare("end-1c", "==", "1.0"):
            self._ghost.configure(text=self._placeholder)
            self._ghost.place(x=2, y=0)
        else:
            self._ghost.place_forget()

    def _fit_soon(self) -> None:
        if self._job is None:
            self._job = self.after_idle(self._fit)

    def _fit(self) -> None:
        self._job = None
        counted = self.text.count("1.0", "end", "displaylines")
        lines = counted[0] if counted else 1
        lines = max(1, min(LINES_MAX, lines))
        if lines != int(self.text.cget("height")):
            self.text.configure(height=lines)
            self.text.see("insert")

    def _forget(self, event: "tk.Event[tk.Misc]") -> None:
        if event.widget is self:
            if self._saving is not None:
                self.after_cancel(self._saving)
            self.committing.close()
