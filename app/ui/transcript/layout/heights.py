"""Heights of rows one below the other, with their running sums."""

from collections.abc import Iterable, Iterator


class Heights:
    """Whole pixels in a Fenwick tree: sums, changes and searches take a step per doubling of the number."""

    def __init__(self, values: Iterable[int] = ()) -> None:
        self._values = list(values)
        self._tree = [0, *self._values]
        for index in range(1, len(self._tree)):
            parent = index + (index & -index)
            if parent < len(self._tree):
                self._tree[parent] += self._tree[index]

    @classmethod
    def even(cls, count: int, value: int) -> "Heights":
        """So many places of the same height."""
        made = cls()
        made._values = [value] * count
        made._tree = [0, *(value * (index & -index) for index in range(1, count + 1))]
        return made

    def __len__(self) -> int:
        return len(self._values)

    def __getitem__(self, index: int) -> int:
        return self._values[index]

    def __iter__(self) -> Iterator[int]:
        return iter(self._values)

    @property
    def total(self) -> int:
        """All heights together."""
        return self.before(len(self._values))

    def before(self, index: int) -> int:
        """Sum of all heights above an index."""
        total = 0
        while index > 0:
            total += self._tree[index]
            index &= index - 1
        return total

    def change(self, index: int, value: int) -> None:
        """Give one place another height."""
        difference = value - self._values[index]
        if not difference:
            return
        self._values[index] = value
        index += 1
        while index < len(self._tree):
            self._tree[index] += difference
            index += index & -index

    def append(self, value: int) -> None:
        """Add a height at the end."""
        self._values.append(value)
        index = len(self._values)
        covered = self.before(index - 1) - self.before(index & (index - 1))
        self._tree.append(covered + value)

    def truncate(self, count: int) -> None:
        """Keep the first ``count`` heights."""
        del self._values[count:]
        del self._tree[count + 1 :]

    def find(self, y: int) -> tuple[int, int]:
        """The place that covers a distance from the top, and how far into it; below all, the last one."""
        index = 0
        step = 1 << len(self._values).bit_length()
        while step:
            following = index + step
            if following < len(self._tree) and self._tree[following] <= y:
                index = following
                y -= self._tree[following]
            step >>= 1
        if index == len(self._values) and index:
            index -= 1
            y += self._values[index]
        return index, y
