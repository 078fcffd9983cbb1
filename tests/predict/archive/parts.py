"""What stands around an article on its page."""

from html import escape

from .stories import DayIn, Story

WEEKDAYS = ("Hai", "Ba", "Tư", "Năm", "Sáu", "Bảy")


def short_day(story: Story) -> str:
    """Return the day as pages write it."""
    return f"{story.published:%d/%m/%Y}"


def long_day(story: Story) -> str:
    """Return the day with its weekday and an hour."""
    weekday = story.published.weekday()
    name = "Chủ nhật" if weekday == 6 else f"Thứ {WEEKDAYS[weekday]}"
    return f"{name}, {short_day(story)}, 09:45 [GMT+7]"


def lines_of(story: Story) -> str:
    """Return what the head of a page says of the day, where it says it there."""
    if story.day_in is DayIn.meta:
        return (
            f'<meta property="article:published_time" content="{story.published}T07:30:00+07:00">'
        )
    if story.day_in is DayIn.address:
        place = f"{story.published:%Y/%m/%d}/bai-{story.number + 1000}.html"
        return f'<link rel="canonical" href="https://bao.example.vn/tin/{place}">'
    return ""


def links(story: Story, start: int, end: int) -> str:
    """Return a list of links to other articles, some with their days."""
    day = " (02/03/2014)"
    rows = [
        f'<li><a href="/tin/{i}.html">{escape(other)}</a>{day if i % 3 == 0 else ""}</li>'
        for i, other in enumerate(story.others[start:end], start)
    ]
    return f"<ul>{''.join(rows)}</ul>"


def address(story: Story) -> str:
    """Return the foot of a small page."""
    return f"Địa chỉ: {story.number + 1} Trần Phú, thị trấn. Điện thoại: 055 3851 {story.number:03}"
