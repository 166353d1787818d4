"""The client without a network. Pure."""
