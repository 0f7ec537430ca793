"""Searches for paths from one node to another, from both ends at once, over compressed rows."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Iterator, Sequence

from graphkit.questions.paths.walk import Walk

Keep = Callable[[Sequence[int]], bool]  # whether the beginning of a path may go on
Links = dict[int, "array[int]"]  # node -> the nodes after it, ascending
Layers = tuple[list[set[int]], int]  # the nodes after so many hops; the layer at which both searches join


def distance(walk: Walk, start: int, goal: int, most: int) -> int | None:
    """Returns the number of hops of the shortest paths, or None if it is more than `most`."""
    layers = _meet(walk, start, goal, most)
    return None if layers is None else len(layers[0]) - 1


def shortest_paths(
    walk: Walk, start: int, goal: int, most: int, keep: Keep | None = None
) -> Iterator[tuple[int, ...]]:
    """Yields all shortest paths of at most `most` hops, in the order of their node numbers.

    Breadth-first search from both ends, the cheaper one first, until they meet (Pohl, Bi-directional Search,
    Machine Intelligence 6, 1971); then the nodes on shortest paths are linked and enumerated.
    """
    layers = _meet(walk, start, goal, most)
    if layers is not None:
        yield from _walk(walk, _link(walk, *layers), start, keep)


def simple_paths(
    walk: Walk, start: int, goal: int, hops: int, keep: Keep | None = None
) -> Iterator[tuple[int, ...]]:
    """Yields all paths of exactly `hops` hops that enter no node twice, in the order of their node numbers.

    Layers of walks of this length are built from both ends to where they meet. The enumeration then enters
    only nodes from which the goal can still be reached in the hops that are left.
    """
    layers = _lay(walk, start, goal, hops)
    if layers is not None:
        yield from _walk(walk, _link(walk, *layers), start, keep)


def distances(walk: Walk, origin: int, most: int, *, against: bool = False) -> dict[int, int]:
    """Returns the hops from the origin to each node within `most`; with `against`, to the origin."""
    found, front = {origin: 0}, {origin}
    for hops in range(1, most + 1):
        front = walk.beyond(front, against=against) - found.keys()
        if not front:
            break
        found.update(dict.fromkeys(front, hops))
    return found


def _meet(walk: Walk, start: int, goal: int, most: int) -> Layers | None:
    """Returns the layers by distance from both ends, up to where the two searches first meet."""
    ahead, behind = [{start}], [{goal}]
    seen, seen_behind = {start}, {goal}
    while len(ahead) + len(behind) - 2 < most and ahead[-1] and behind[-1]:
        if walk.count_slots(ahead[-1]) <= walk.count_slots(behind[-1]):
            ahead.append(walk.beyond(ahead[-1]) - seen)
            seen |= ahead[-1]
        else:
            behind.append(walk.beyond(behind[-1], against=True) - seen_behind)
            seen_behind |= behind[-1]
        if common := ahead[-1] & behind[-1]:
            return [*ahead[:-1], common, *behind[-2::-1]], len(ahead) - 1
    return None


def _lay(walk: Walk, start: int, goal: int, hops: int) -> Layers | None:
    """Returns the layers of walks from both ends that have `hops` hops in all and enter neither end again."""
    ends = {start, goal}
    ahead, behind = [{start}], [{goal}]
    while len(ahead) + len(behind) - 1 < hops:
        if len(ahead) <= 1 or (
            len(behind) > 1 and walk.count_slots(ahead[-1]) <= walk.count_slots(behind[-1])
        ):
            ahead.append(walk.beyond(ahead[-1]) - ends)
        else:
            behind.append(walk.beyond(behind[-1], against=True) - ends)
        if not (ahead[-1] and behind[-1]):
            return None
    return [*ahead, *behind[::-1]], len(ahead) - 1


def _link(walk: Walk, layers: list[set[int]], join: int) -> list[Links]:
    """Returns the links between the layers, only of nodes that reach both ends; 4 bytes each."""
    join = min(join, len(layers) - 2)
    links: list[Links] = [{} for _ in layers[1:]]
    links[join] = _between(walk, layers[join], layers[join + 1])
    for depth in range(join - 1, -1, -1):
        links[depth] = _between(walk, layers[depth], links[depth + 1].keys())
    for depth in range(join + 1, len(links)):
        links[depth] = _between(
            walk, {node for after in links[depth - 1].values() for node in after}, layers[depth + 1]
        )
    return links


def _between(walk: Walk, sources: Collection[int], targets: Collection[int]) -> Links:
    """Returns the links from some nodes to others, read from the side that has fewer slots."""
    links: Links = {}
    if walk.count_slots(sources) <= walk.count_slots(targets):
        for node in sources:
            if after := walk.beyond((node,)).intersection(targets):
                links[node] = array("i", sorted(after))
        return links
    for target in sorted(targets):
        for node in walk.beyond((target,), against=True).intersection(sources):
            links.setdefault(node, array("i")).append(target)
    return links


def _walk(walk: Walk, links: list[Links], start: int, keep: Keep | None) -> Iterator[tuple[int, ...]]:
    """Yields every path through the links that enters no node twice."""
    path = [start]
    open_ = [iter(links[0].get(start, ()))]
    while open_:
        walk.clock.tick()
        node = next(open_[-1], None)
        if node is None:
            open_.pop()
            path.pop()
            continue
        if node in path:
            continue
        path.append(node)
        if keep is not None and not keep(path):
            path.pop()
        elif len(path) > len(links):
            yield tuple(path)
            path.pop()
        else:
            open_.append(iter(links[len(path) - 1].get(node, ())))
