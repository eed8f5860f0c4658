"""How fast and how large: commands that make their own input, run the program as a user would, and print what it took."""
