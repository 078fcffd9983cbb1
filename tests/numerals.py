"""Writes whole numbers out in Vietnamese, for tests that read them back."""

_DIGITS = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"]


def spell(n: int) -> str:
    """Write a number from 1 to 999,999,999,999 out as news does."""
    parts: list[str] = []
    for scale, word in ((10**9, "tỷ"), (10**6, "triệu"), (10**3, "nghìn"), (1, "")):
        part, n = divmod(n, scale)
        if part:
            spelled = _below_thousand(part, first=not parts)
            parts.append(f"{spelled} {word}".strip())
    return " ".join(parts)


def _below_thousand(n: int, *, first: bool) -> str:
    hundreds, rest = divmod(n, 100)
    parts = [f"{_DIGITS[hundreds]} trăm"] if hundreds or not first else []
    tens, unit = divmod(rest, 10)
    if tens == 0:
        if unit:
            parts += ["linh"] if parts else []
            parts.append(_DIGITS[unit])
    elif tens == 1:
        parts.append("mười")
        parts += [{5: "lăm"}.get(unit, _DIGITS[unit])] if unit else []
    else:
        parts += [_DIGITS[tens], "mươi"]
        parts += [{1: "mốt", 4: "tư", 5: "lăm"}.get(unit, _DIGITS[unit])] if unit else []
    return " ".join(parts)


def group(n: int, sign: str) -> str:
    """Write a whole number in digits, its thousands parted by a sign."""
    return f"{n:,}".replace(",", sign)


def shorten(n: int) -> list[str]:
    """Write a number of thousands, from 1,000 to 999,999,000, in each of the short ways."""
    millions, thousands = divmod(n // 1000, 1000)
    written = [f"{n // 1000}k", f"{n // 1000}ng"] if not millions else []
    if millions:
        rest = f"{thousands:03}"
        written += [f"{millions}tr{rest}", f"{millions},{rest}tr".replace(",000", "")]
        written += [f"{millions}tr {thousands}k", f"{millions}tr{thousands}k"] if thousands else []
        if rest != "000" and rest.endswith("00"):
            written.append(f"{millions}tr{rest[0]}")
    return written
