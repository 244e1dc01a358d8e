"""Arithmetic as a person writes it. Nothing but numbers, and nothing that takes long or grows without end."""

import ast
import math
import operator
import re
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal, DecimalException, localcontext

Number = int | Decimal

_DIGITS = 34
"""Of numbers with a fraction, as IEEE 754 has for its decimal128."""
_MOST_DIGITS = 4000
"""Of whole numbers; Python itself writes no more than 4,300."""
_MOST_BITS = round(_MOST_DIGITS * math.log2(10))
_LONGEST = 2000
_MOST_PARTS = 500
_LARGEST_COUNT = 10_000
_FACTORIAL = re.compile(r"\b(\d+)!(?!=)")
_SPELLINGS = str.maketrans(
    {"×": "*", "·": "*", "÷": "/", "−": "-", "–": "-", "（": "(", "）": ")", "，": ",", "π": "pi"}
)


class NotCalculated(ValueError):
    """An expression without a value; the text says why, for the model."""


def calculate(expression: str) -> str:
    """The value of an expression: ``+ - * / // % ** ^ !``, brackets, the usual functions, ``pi`` and ``e``.

    Whole numbers are exact, up to 4,000 digits; others have 34 digits, those of angles 15.

    Raises:
        NotCalculated: it is no arithmetic, or too much.
    """
    if len(expression) > _LONGEST:
        raise NotCalculated(f"longer than {_LONGEST} characters")
    text = expression.translate(_SPELLINGS).replace("^", "**").strip().removesuffix("=").strip()
    text = _FACTORIAL.sub(r"factorial(\1)", text)
    try:
        tree = _parsed(text)
        with localcontext() as context:
            context.prec = _DIGITS
            return _written(_value(tree.body))
    except (SyntaxError, RecursionError, MemoryError) as error:
        raise NotCalculated(f"not an expression: {text[:80]}") from error
    except ZeroDivisionError as error:
        raise NotCalculated("division by zero") from error
    except DecimalException as error:
        raise NotCalculated("no such number, or one that is too large") from error
    except (ValueError, OverflowError, TypeError) as error:
        raise NotCalculated(str(error)) from error


def _parsed(text: str) -> ast.Expression:
    """The tree, its fractions as they were written: a binary number would have lost some digits."""
    tree = ast.parse(text, mode="eval")
    nodes = tuple(ast.walk(tree))
    if len(nodes) > _MOST_PARTS:
        raise NotCalculated("too many parts")
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, float):
            written = ast.get_source_segment(text, node) or repr(node.value)
            node.value = Decimal(written)  # type: ignore[assignment]  # read by ``_value`` alone
    return tree


def _value(node: ast.expr) -> Number:
    match node:
        case ast.Constant(value=bool() | complex() | str() | bytes()):
            raise NotCalculated("only numbers")
        case ast.Constant(value=int() | Decimal() as number):
            return _bounded(number)
        case ast.Name(id=name) if name.lower() in _CONSTANTS:
            return _CONSTANTS[name.lower()]
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -_value(operand)
        case ast.UnaryOp(op=ast.UAdd(), operand=operand):
            return _value(operand)
        case ast.BinOp(left=left, op=sign, right=right) if type(sign) in _SIGNS:
            return _bounded(_SIGNS[type(sign)](_value(left), _value(right)))
        case ast.Call(func=ast.Name(id=name), args=arguments, keywords=[]) if name.lower() in _FUNCTIONS:
            return _bounded(_FUNCTIONS[name.lower()](*map(_value, arguments)))
        case _:
            raise NotCalculated(f"not known here: {ast.unparse(node)[:80]}")


def _bounded(number: Number) -> Number:
    if isinstance(number, int) and number.bit_length() > _MOST_BITS:
        raise NotCalculated(f"more than {_MOST_DIGITS} digits")
    return number


def _divide(left: Number, right: Number) -> Number:
    if isinstance(left, int) and isinstance(right, int) and left % right == 0:
        return left // right
    return Decimal(left) / Decimal(right)


def _modulo(left: Number, right: Number) -> Number:
    """With the sign of the divisor, for fractions too."""
    if isinstance(left, int) and isinstance(right, int):
        return left % right
    rest = Decimal(left) % Decimal(right)
    return rest + right if rest and (rest < 0) != (right < 0) else rest


def _power(base: Number, exponent: Number) -> Number:
    if isinstance(base, int) and isinstance(exponent, int) and exponent >= 0:
        if abs(base) > 1 and base.bit_length() * exponent > 2 * _MOST_BITS:
            raise NotCalculated(f"more than {_MOST_DIGITS} digits")
        return int(base**exponent)
    return Decimal(base) ** Decimal(exponent)


def _floor(number: Number) -> int:
    return math.floor(_convertible(number))


def _ceiling(number: Number) -> int:
    return math.ceil(_convertible(number))


def _truncated(number: Number) -> int:
    return math.trunc(_convertible(number))


def _rounded(number: Number, places: Number = 0) -> Number:
    """As at school: a half goes away from zero."""
    step = Decimal(1).scaleb(-_count(places))
    rounded = Decimal(_convertible(number)).quantize(step, ROUND_HALF_UP)
    return rounded if places > 0 else int(rounded)


def _convertible(number: Number) -> Number:
    """A fraction whose whole part is no longer than whole numbers may be."""
    if isinstance(number, Decimal) and number.adjusted() > _MOST_DIGITS:
        raise NotCalculated(f"more than {_MOST_DIGITS} digits")
    return number


def _logarithm(number: Number, base: Number | None = None) -> Number:
    natural = Decimal(number).ln()
    return natural if base is None else natural / Decimal(base).ln()


def _count(number: Number) -> int:
    """A number that says how often or how many."""
    whole = int(_convertible(number))
    if whole != number or abs(whole) > _LARGEST_COUNT:
        raise NotCalculated(f"wants a whole number up to {_LARGEST_COUNT}")
    return whole


def _whole(number: Number) -> int:
    whole = int(_convertible(number))
    if whole != number:
        raise NotCalculated("wants whole numbers")
    return whole


def _counted(function: Callable[..., int]) -> Callable[..., Number]:
    return lambda *numbers: function(*map(_count, numbers))


def _measured(function: Callable[..., float]) -> Callable[..., Number]:
    """What machines calculate in binary, with the digits that are right."""
    return lambda *numbers: Decimal(f"{function(*map(float, numbers)):.15g}")


_MEASURED = (
    *("sin", "cos", "tan", "asin", "acos", "atan", "atan2", "degrees", "radians"),
    *("sinh", "cosh", "tanh", "asinh", "acosh", "atanh", "hypot", "cbrt"),
)
_CONSTANTS: dict[str, Number] = {
    "pi": Decimal("3.141592653589793238462643383279502884"),
    "e": Decimal("2.718281828459045235360287471352662498"),
    "tau": Decimal("6.283185307179586476925286766559005768"),
}
_SIGNS: dict[type[ast.operator], Callable[[Number, Number], Number]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: _divide,
    ast.FloorDiv: lambda left, right: _floor(_divide(left, right)),
    ast.Mod: _modulo,
    ast.Pow: _power,
}
_FUNCTIONS: dict[str, Callable[..., Number]] = {
    "abs": abs,
    "ceil": _ceiling,
    "floor": _floor,
    "trunc": _truncated,
    "round": _rounded,
    "min": min,
    "max": max,
    "sum": lambda *numbers: sum(numbers, 0),
    "pow": _power,
    "mod": _modulo,
    "sqrt": lambda number: Decimal(number).sqrt(),
    "exp": lambda number: Decimal(number).exp(),
    "ln": _logarithm,
    "log": _logarithm,
    "log2": lambda number: _logarithm(number, 2),
    "log10": lambda number: Decimal(number).log10(),
    "factorial": _counted(math.factorial),
    "comb": _counted(math.comb),
    "perm": _counted(math.perm),
    "gcd": lambda *numbers: math.gcd(*map(_whole, numbers)),
    "lcm": lambda *numbers: math.lcm(*map(_whole, numbers)),
    **{name: _measured(getattr(math, name)) for name in _MEASURED},
}


def _written(number: Number) -> str:
    if isinstance(number, int):
        return str(number)
    if not number.is_finite():
        raise NotCalculated("no such number")
    plain = +number
    if plain == plain.to_integral_value() and plain.adjusted() < _DIGITS:
        return str(int(plain))
    return f"{plain.normalize():f}" if -12 < plain.adjusted() < _DIGITS else str(plain.normalize())
