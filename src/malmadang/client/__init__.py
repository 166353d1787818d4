"""Shell of the client core, shared by desktop and line client: the socket, TLS, what is kept on disk."""
