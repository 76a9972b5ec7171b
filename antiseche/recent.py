"""What the last build of this process made, to be taken again where it is made from the same.

Between two builds of ``serve`` nearly everything is the same: sources, fiches, pages to be. What
each was made from is kept beside it and compared, which costs next to nothing where the parts are
the same objects. What a build does not ask for is forgotten at the next.
"""

from __future__ import annotations

from itertools import compress
from operator import ne
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping

T = TypeVar("T")
Item = TypeVar("Item")


class Recent:
    """The values that two builds in a row have in common."""

    def __init__(self) -> None:
        """Start with nothing made."""
        self._before: dict[Hashable, tuple[Any, Any]] = {}
        self._now: dict[Hashable, tuple[Any, Any]] = {}

    def turn(self) -> None:
        """Begin a build: what the last one used can be taken, the rest is forgotten."""
        self._before, self._now = self._now, {}

    def forget(self) -> None:
        """Forget everything: no build comes after this one."""
        self._before, self._now = {}, {}

    def find(self, key: Hashable, made_from: object) -> Any:  # noqa: ANN401  what was put
        """Return what was put under a key if it was made from the same, else None."""
        known = self._now.get(key) or self._before.get(key)
        if known is None or known[0] != made_from:
            return None
        self._now[key] = made_from, known[1]  # the equal object at hand, as others have it
        return known[1]

    def put(self, key: Hashable, made_from: object, value: object) -> None:
        """Keep a value for this build and the next; ``made_from`` is all that it depends on."""
        self._now[key] = made_from, value

    def take(self, key: Hashable, made_from: object, make: Callable[[], T]) -> T:
        """Return what was made under a key from the same, else make it."""
        value: T | None = self.find(key, made_from)
        if value is None:
            value = make()
            self.put(key, made_from, value)
        return value

    def same(self, key: Hashable, value: T) -> T:
        """Return the equal value of the last build, if there is one: it is then the same object."""
        return self.take(key, value, lambda: value)

    def take_each(
        self,
        key: Hashable,
        items: Mapping[str, Item],
        make: Callable[[Mapping[str, Item]], Iterable[T]],
    ) -> list[T]:
        """Return what is made of each item, in order, made again of those that are not the same.

        Items have names, and hold all that what is made of them depends on. ``make`` is given those
        to make something of, and gives it back in their order.
        """
        last: tuple[Mapping[str, Item], Iterable[T]] | None = self.find(key, None)
        before, values = last or ({}, ())
        if [*items] == [*before]:
            # Most often. Columns are compared at once, tuples first: their parts may be the same.
            changed = map(ne, zip(items.values(), strict=True), zip(before.values(), strict=True))
            missing = [*compress(items, changed)]
        else:
            missing = [name for name in items if name not in before or items[name] != before[name]]
        made = make({name: items[name] for name in missing})
        known = dict(zip(before, values, strict=True)) | dict(zip(missing, made, strict=True))
        now = [*map(known.__getitem__, items)]
        self.put(key, None, (items, now))
        return now
