"""The best tree that scores of heads allow."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

_NEVER = -1e9


def best_tree(scores: NDArray[np.float32]) -> NDArray[np.int64]:
    """The heads of the best tree of one root, by the algorithm of Chu, Liu and Edmonds (https://doi.org/10.6028/jres.071B.032).

    `scores` has a row for each word and a column for each head; on its diagonal stands how well the word is the root, and a root is its own head.
    """
    words = len(scores)
    place = np.arange(words)
    wide = np.full((words + 1, words + 1), _NEVER)  # the root before the words
    wide[1:, 1:] = scores
    wide[place + 1, 0], wide[place + 1, place + 1] = scores[place, place], _NEVER
    heads = _arborescence(wide)
    roots = np.flatnonzero(heads[1:] == 0)
    if len(roots) > 1:  # of the trees that each of them alone is the root of, the best
        trees = []
        for root in roots:
            alone = wide.copy()
            alone[1:, 0] = np.where(place == root, wide[1:, 0], _NEVER)
            trees.append(_arborescence(alone))
        heads = max(trees, key=lambda tree: float(wide[place + 1, tree[1:]].sum()))
    made: NDArray[np.int64] = np.where(heads[1:] == 0, place, heads[1:] - 1)
    return made


def _arborescence(scores: NDArray[np.float64]) -> NDArray[np.int64]:
    """The heads of the best tree from node 0; that of node 0 is itself."""
    heads: NDArray[np.int64] = scores.argmax(1)
    heads[0] = 0
    cycle = np.array(_cycle(heads), dtype=np.int64)
    if not len(cycle):
        return heads
    inside = np.zeros(len(scores), dtype=bool)
    inside[cycle] = True
    rest = np.flatnonzero(~inside)
    small = np.full((len(rest) + 1, len(rest) + 1), _NEVER)  # the cycle as one node, the last
    small[:-1, :-1] = scores[np.ix_(rest, rest)]
    out = scores[np.ix_(rest, cycle)]
    small[:-1, -1] = out.max(1)
    into = scores[np.ix_(cycle, rest)] - scores[cycle, heads[cycle]][:, None]
    small[-1, :-1] = into.max(0)
    found = _arborescence(small)
    made = heads.copy()
    for node, head in enumerate(found[:-1]):
        made[rest[node]] = rest[head] if head < len(rest) else cycle[int(out[node].argmax())]
    entry = int(found[-1])
    made[cycle[int(into[:, entry].argmax())]] = rest[entry]
    made[0] = 0
    return made


def _cycle(heads: NDArray[np.int64]) -> list[int]:
    """The nodes of one cycle of heads; none where all lead to node 0."""
    seen = np.zeros(len(heads), dtype=np.int64)
    for start in range(1, len(heads)):
        node, mark = start, start
        while node and not seen[node]:
            seen[node] = mark
            node = int(heads[node])
        if node and seen[node] == mark:
            cycle = [node]
            while (after := int(heads[cycle[-1]])) != node:
                cycle.append(after)
            return cycle
    return []
