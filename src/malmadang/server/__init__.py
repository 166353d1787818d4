"""The shell of the server: sockets, turns of the loop, commit, fan-out."""
