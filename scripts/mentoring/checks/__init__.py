"""The rules between records. A check is a small function; its docstring is its title."""
