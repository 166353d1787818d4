"""The server without a network: one step function over its own state. Pure."""
