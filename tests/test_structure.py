"""The structure of the code: how many rooms, floors and imports it has, and how long its functions are."""

from __future__ import annotations

from benchmarks.structure import LONGEST, function_lengths, measure_imports


def test_rooms_floors_and_imports_stay_few() -> None:
    rooms, floors, imports = measure_imports()
    assert (rooms <= 26, floors <= 12, imports <= 110) == (True, True, True), (rooms, floors, imports)


def test_few_functions_are_long() -> None:
    assert sum(length > LONGEST for length in function_lengths()) <= 25
