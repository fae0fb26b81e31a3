"""
Makes typed values of SuiteQL rows, in which everything is text.

The rule: a text that is not of the field's type raises, with the name of the column; nothing is guessed.
"""

from __future__ import annotations

import enum
import functools
import re
import types
import typing
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, Final

import attrs

from warp_client_core.errors import ResponseDecodeError

_AMERICAN: Final = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_FLAGS: Final = {"T": True, "F": False, "true": True, "false": False}


def as_row(kind: type, row: Mapping[str, Any], number: int) -> Any:
    """
    A row as a value of an attrs class.

    Columns go to the fields of the same name, case and ``_`` aside, so ``companyname`` is ``company_name``. What the
    class does not name is left out; a column without a value is None, or the field's default.

    Raises:
        ResponseDecodeError: A column does not fit; the path names it.
    """
    columns = {_bare(name): (name, value) for name, value in row.items()}
    values: dict[str, Any] = {}
    for field in _fields(kind):
        name, value = columns.get(_bare(field.name), (field.name, None))
        if value is None:
            if field.is_optional and not field.has_default:
                values[field.argument] = None
            elif not field.has_default:
                raise _misfit(number, name, "has no value, and the field takes no None")
            continue
        try:
            values[field.argument] = field.convert(value)
        except (ValueError, TypeError, InvalidOperation) as error:
            raise _misfit(number, name, f"{str(value)[:60]!r} is no {field.told}") from error
    return kind(**values)


@attrs.frozen
class _Field:
    name: str
    argument: str
    convert: Callable[[Any], Any]
    told: str
    is_optional: bool
    has_default: bool


@functools.lru_cache(maxsize=256)
def _fields(kind: type) -> tuple[_Field, ...]:
    hints = typing.get_type_hints(kind)
    return tuple(
        _field(one.name, one.alias or one.name, hints.get(one.name, Any), one.default is not attrs.NOTHING)
        for one in attrs.fields(kind)
        if one.init
    )


def _field(name: str, argument: str, hint: Any, has_default: bool) -> _Field:
    members = typing.get_args(hint) if typing.get_origin(hint) in (typing.Union, types.UnionType) else (hint,)
    kinds = [one for one in members if one is not type(None)]
    if len(kinds) != 1:
        raise TypeError(f"{name}: a column is of one type, not {hint}")
    convert = _converter(kinds[0])
    if convert is None:
        raise TypeError(f"{name}: rows have no {kinds[0]}; str, int, float, Decimal, bool, date, datetime, enums")
    told = getattr(kinds[0], "__name__", str(kinds[0]))
    return _Field(name, argument, convert, told, hint is Any or len(members) > 1, has_default)


def _converter(kind: Any) -> Callable[[Any], Any] | None:
    known: dict[Any, Callable[[Any], Any]] = {
        Any: _kept,
        object: _kept,
        str: str,
        int: _int,
        float: float,
        Decimal: _decimal,
        bool: _flag,
        date: _date,
        datetime: _datetime,
    }
    if isinstance(kind, type) and issubclass(kind, enum.Enum):
        return kind
    return known.get(kind)


def _kept(value: Any) -> Any:
    return value


def _int(value: Any) -> int:
    number = Decimal(str(value))
    if number != number.to_integral_value():
        raise ValueError(value)
    return int(number)


def _decimal(value: Any) -> Decimal:
    return Decimal(str(value))


def _flag(value: Any) -> bool:
    found = value if isinstance(value, bool) else _FLAGS.get(str(value))
    if found is None:
        raise ValueError(value)
    return found


def _date(value: Any) -> date:
    american = _AMERICAN.fullmatch(str(value))
    if american is not None:
        return date(int(american[3]), int(american[1]), int(american[2]))
    return date.fromisoformat(str(value)[:10])


def _datetime(value: Any) -> datetime:
    american = _AMERICAN.fullmatch(str(value))
    return datetime(*_date(value).timetuple()[:3]) if american is not None else datetime.fromisoformat(str(value))


def _bare(name: str) -> str:
    return name.replace("_", "").lower()


def _misfit(number: int, column: str, why: str) -> ResponseDecodeError:
    return ResponseDecodeError(f"row {number}, column {column}: {why}", path=f"$.items[{number}].{column}")
