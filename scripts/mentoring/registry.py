"""Things that register by lying in a folder: checks, criteria and commands.

To add one, add its file. Nothing else names it: the folder is the list.
"""

import pkgutil
from importlib import import_module
from types import ModuleType


def names(package: ModuleType) -> tuple[str, ...]:
    """What the modules of `package` are called in data and on the command line, sorted.

    A module `prior_mentoring` is called `prior-mentoring`; an underscore at the end, which keeps
    a name apart from a word of Python, is left out (`import_` is `import`).
    """
    return tuple(sorted(_name(file.name) for file in pkgutil.iter_modules(package.__path__)))


def load(package: ModuleType, name: str) -> ModuleType:
    """The module of `package` that is called `name`, imported now.

    Raises:
        KeyError: if there is none of that name.
    """
    for file in pkgutil.iter_modules(package.__path__):
        if _name(file.name) == name:
            return import_module(f"{package.__name__}.{file.name}")
    raise KeyError(name)


def load_all(package: ModuleType) -> tuple[ModuleType, ...]:
    """Every module of `package`, imported, in the order of their names."""
    return tuple(load(package, name) for name in names(package))


def _name(module: str) -> str:
    return module.rstrip("_").replace("_", "-")
