"""What entities mean, in words."""

from predict.records import DateValue, Entity, QuantityValue


def meaning(entity: Entity) -> str:
    """Say what a date or a quantity means, or what an abbreviation stands for; else nothing."""
    match entity.value:
        case DateValue(duration=str(duration)):
            return duration
        case DateValue(start=start, end=end):
            return f"{start} to {end}" if start != end else f"{start}"
        case QuantityValue(value=value, unit=unit, of=of, to=to):
            words = [f"{value:,}"]
            words += [f"of {of:,}"] if of is not None else []
            words += [f"to {to:,}"] if to is not None else []
            return " ".join([*words, unit]).rstrip()
    return entity.expanded or ""
