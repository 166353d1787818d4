"""The shell of the client: tkinter."""
