"""What registers by lying in a folder: checks, criteria and commands. The folder is the list."""

import pkgutil
from importlib import import_module
from types import ModuleType


def names(package: ModuleType) -> tuple[str, ...]:
    """The names of the package's modules in data, sorted: prior_mentoring is `prior-mentoring`."""
    files = pkgutil.iter_modules(package.__path__)
    return tuple(sorted(file.name.replace("_", "-") for file in files))


def load(package: ModuleType, name: str) -> ModuleType:
    """The module of `package` that is called `name`, imported now."""
    return import_module(f"{package.__name__}.{name.replace('-', '_')}")


def load_all(package: ModuleType) -> tuple[ModuleType, ...]:
    """Every module of `package`, imported, in the order of their names."""
    return tuple(load(package, name) for name in names(package))
