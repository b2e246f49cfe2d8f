"""Immutable classes whose fields have the form's labels: how each is read from a record, and the way back.

A record is what a data file holds: dicts under labels, lists, texts, numbers.  The class says of each field how it is
read, in its annotation::

    Text = Annotated[str, Value(read_text, ("string", "number"))]

    @labelled(GOAL_FIELDS)
    class Goals:
        mid_term: Text = ""

Refuses to know what a declaration is: that says ``model``; what is wrong with a record says ``reading``.
"""

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar, dataclass_transform

from .fields import Field

_Class = TypeVar("_Class")


@dataclass(frozen=True, slots=True)
class Value:
    """A single value: its reader, which raises UnreadableError, and the types of JSON that it takes beside null."""

    read: Callable[[object], Any]
    types: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class One:
    """A group of fields, as a labelled class; blank is the group with nothing filled in."""

    group: type


@dataclass(frozen=True, slots=True)
class Many:
    """A list of groups of one class; blank is the empty list."""

    group: type


@dataclass(frozen=True, slots=True)
class Entry:
    """One field of a labelled class: ``Entry("年度", "year", Value(read_year, ("integer", "string")))``."""

    label: str
    attribute: str
    kind: Value | One | Many


_ENTRIES: dict[type, tuple[Entry, ...]] = {}


@dataclass_transform(frozen_default=True)
def labelled(fields: tuple[Field, ...] = (), **groups: str) -> Callable[[type[_Class]], type[_Class]]:
    """Makes a class a frozen one whose fields have the labels of the table, and groups those that are given here."""
    labels = {field.attribute: field.label for field in fields} | groups

    def decorate(plain: type[_Class]) -> type[_Class]:
        made = dataclass(frozen=True, slots=True)(plain)
        _ENTRIES[made] = tuple(
            Entry(labels[field.name], field.name, field.type.__metadata__[0])  # type: ignore[union-attr]
            for field in dataclasses.fields(made)  # type: ignore[arg-type]
        )
        return made

    return decorate


def entries_of(group: type) -> tuple[Entry, ...]:
    """The fields of a labelled class in its order; () for any other class."""
    return _ENTRIES.get(group, ())


def as_record(group: object) -> dict[str, Any]:
    """The record of an object of a labelled class: ``as_record(Goals("三年", ""))["中期目标"] == "三年"``.

    Every label is there, also those of blank fields; lists are tuples.
    """
    record: dict[str, Any] = {}
    for entry in entries_of(type(group)):
        value = getattr(group, entry.attribute)
        if isinstance(entry.kind, One):
            value = as_record(value)
        elif isinstance(entry.kind, Many):
            value = tuple(as_record(item) for item in value)
        record[entry.label] = value
    return record
