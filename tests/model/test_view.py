"""The views that layouts see are written out whole, and each in its own way."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime

import pytest

from press.model import page_views, views
from press.model.view import view
from press.model.views import Link


@view
class One:
    only: object


@view
class Two:
    first: object
    second: object = None


def test_a_view_is_frozen_and_slotted() -> None:
    two = Two(1, second="a")
    with pytest.raises(dataclasses.FrozenInstanceError):
        two.first = 2  # type: ignore[misc]
    assert not hasattr(two, "__dict__")
    assert two == Two(1, "a")
    assert hash(two) == hash(Two(1, "a"))
    assert dataclasses.replace(two, first=3) == Two(3, "a")


def test_it_is_written_out_with_its_name_and_all_its_values() -> None:
    assert repr(Two(One("a"), (Two(1), datetime(2026, 3, 2, tzinfo=UTC)))) == (
        "Two(One('a'), (Two(1, None), datetime.datetime(2026, 3, 2, 0, 0, tzinfo=datetime.timezone.utc)))"
    )
    assert repr(Link("Rent", "/rent/")) == "Link('Rent', '/rent/', False, '')"


def test_different_values_are_written_differently() -> None:
    values = [One(1), One((1,)), One("1"), One(None), One(()), Two(1), Two((1, None)), Two(1, "None"), Two("1", None)]
    values += [Two(1.0), Two(True), Two("a', 'b"), Two("a", "b"), One(Two(1)), Two(One(1)), One([1])]
    assert len({repr(value) for value in values}) == len(values)


@pytest.mark.parametrize("module", [views, page_views])
def test_every_view_is_written_so(module: object) -> None:
    kinds = [kind for kind in vars(module).values() if dataclasses.is_dataclass(kind) and isinstance(kind, type)]
    own = [kind for kind in kinds if kind.__module__ == module.__name__]  # type: ignore[attr-defined]
    assert own
    assert {kind.__repr__.__module__ for kind in own} == {view.__module__}
