"""From rows of TOML to the parts of a model card: parameters, slots, conditions, rules."""

from decimal import Decimal, InvalidOperation

from app.catalog.load import Row
from app.domain.card import MaskPolarity, MediaForm, MediaSlot, Price, Rule, SlotRole
from app.domain.media import MediaKind
from app.domain.parameter import Choice, Condition, Parameter, ParameterKind, Send, SizeRule
from app.domain.text import Bilingual

_GROUPS = ("basic", "more")
_EDITORS = ("", "storyboard")


def parameter(row: Row) -> Parameter:
    """A field of a form. Where the row does not say, it is sent when it differs from its default."""
    made = Parameter(
        key=row.text("key"),
        kind=row.word("kind", ParameterKind),
        label=row.bilingual("label"),
        help=_bilingual(row, "help"),
        default=row.value("default"),
        choices=_choices(row),
        free=bool(row.switch("free")),
        minimum=row.measure("minimum"),
        maximum=row.measure("maximum"),
        step=row.measure("step"),
        longest=row.number("longest"),
        unit=row.text("unit", ""),
        required=bool(row.switch("required")),
        send_as=row.text("send_as", ""),
        as_text=bool(row.switch("as_text")),
        send=row.word("send", Send, Send.WHEN_CHANGED),
        group=row.text("group", "basic"),
        editor=row.text("editor", ""),
        shown_when=conditions(row, "shown_when"),
        size_rule=_size_rule(row.row("size_rule")),
    )
    row.end()
    _check(row, made)
    return made


def slot(row: Row) -> MediaSlot:
    """A place for media in a form."""
    usual = MediaSlot(SlotRole.REFERENCE, Bilingual("", ""))
    made = MediaSlot(
        role=row.word("role", SlotRole),
        label=row.bilingual("label"),
        kind=row.word("kind", MediaKind, usual.kind),
        least=row.number("least") or 0,
        most=row.number("most") or 1,
        send_as=row.text("send_as", ""),
        form=row.word("form", MediaForm, usual.form),
        mimes=row.texts("mimes", usual.mimes),
        largest_bytes=row.number("largest_bytes"),
        polarity=row.word("polarity", MaskPolarity, usual.polarity),
        help=_bilingual(row, "help"),
        shown_when=conditions(row, "shown_when"),
        cuts=_cuts(row),
    )
    row.end()
    if made.least > made.most:
        raise row.error(f"{made.role} asks for at least {made.least} but takes {made.most}")
    return made


def _cuts(row: Row) -> SlotRole | None:
    name = row.text("cuts", "")
    if name and name not in set(SlotRole):
        raise row.error(f"cuts names {name}, which is no role")
    return SlotRole(name) if name else None


def conditions(row: Row, key: str) -> tuple[Condition, ...]:
    """A list of conditions; ``set`` asks whether a parameter has any value."""
    return tuple(_condition(part) for part in row.rows(key))


def rule(row: Row) -> Rule:
    """A condition across parameters, with the sentence that explains it."""
    made = Rule(conditions(row, "when"), conditions(row, "then"), row.bilingual("says"))
    row.end()
    if not made.then:
        raise row.error("then is missing")
    return made


def price(row: Row) -> Price:
    """A list price; the amount is a text, so that it stays exact."""
    amount, usual = row.text("amount"), Price(Decimal(0))
    try:
        made = Price(Decimal(amount), row.text("currency", usual.currency), row.text("per", usual.per))
    except InvalidOperation as error:
        raise row.error(f"amount {amount} is no number") from error
    row.end()
    return made


def _condition(row: Row) -> Condition:
    of, negated, given = row.text("of"), bool(row.switch("negated")), row.switch("set")
    made = Condition(of, row.values("values"), negated)
    row.end()
    if given is not None:
        return Condition(of, (None, ""), given is not negated)
    if not made.values and not of.startswith("slot:"):
        raise row.error(f"the condition on {of} says neither values nor set")
    return made


def _choices(row: Row) -> tuple[Choice, ...]:
    labels = row.row("labels")
    values = row.values("choices")
    texts = {name: labels.bilingual(name) for name in labels.keys()}  # noqa: SIM118  (no dict)
    return tuple(Choice(value, texts.get(str(value))) for value in values)


def _bilingual(row: Row, key: str) -> Bilingual | None:
    return row.bilingual(key) if row.has(key) else None


def _size_rule(row: Row) -> SizeRule | None:
    """Free sizes; an empty table takes them away again."""
    if not row.rest():
        return None
    usual = SizeRule()
    made = SizeRule(
        multiple_of=row.number("multiple_of") or usual.multiple_of,
        smallest_edge=row.number("smallest_edge") or usual.smallest_edge,
        largest_edge=row.number("largest_edge") or usual.largest_edge,
        fewest_pixels=row.number("fewest_pixels") or usual.fewest_pixels,
        most_pixels=row.number("most_pixels") or usual.most_pixels,
        widest_ratio=row.measure("widest_ratio") or usual.widest_ratio,
    )
    row.end()
    return made


def _check(row: Row, made: Parameter) -> None:
    if made.group not in _GROUPS:
        raise row.error(f"group of {made.key} must be one of {', '.join(_GROUPS)}")
    if made.editor not in _EDITORS:
        raise row.error(f"editor of {made.key} is {made.editor}, which nobody knows")
    if made.minimum is not None and made.maximum is not None and made.minimum > made.maximum:
        raise row.error(f"{made.key} has a minimum above its maximum")
    if made.kind in (ParameterKind.CHOICE, ParameterKind.RATIO) and not (made.choices or made.free):
        raise row.error(f"{made.key} has no choices")
    if len({choice.value for choice in made.choices}) < len(made.choices):
        raise row.error(f"{made.key} has a choice twice")
    if made.default is not None and made.problem(made.default):
        raise row.error(f"the default of {made.key} is not allowed: {made.problem(made.default)}")
