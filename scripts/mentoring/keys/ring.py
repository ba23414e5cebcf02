"""The private keys that this process may use, as the command line found them."""

from collections.abc import Callable
from contextvars import ContextVar
from functools import cache

from mentoring.keys.age import Identity

Loader = Callable[[], tuple[Identity, ...]]
_RING: ContextVar[Loader] = ContextVar("ring", default=tuple)


def use(loader: Loader) -> None:
    """Take private keys from `loader`, which is called when the first is needed."""
    _RING.set(cache(loader))


def private_keys() -> tuple[Identity, ...]:
    """The private keys at hand; none without a command line."""
    return _RING.get()()
