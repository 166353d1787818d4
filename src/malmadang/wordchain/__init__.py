"""끝말잇기, pure: words, turns and rules; it knows no rooms and no lines."""
