"""Two more layouts, written after ``main_text`` was done, which nothing in it was fitted to."""

from dataclasses import replace
from html import escape

from .pages import Layout
from .parts import lines_of, links, long_day, short_day
from .stories import DayIn, Kind, Piece, Story


def _amp_piece(piece: Piece) -> str:
    lines = [escape(line) for line in piece.lines]
    match piece.kind:
        case Kind.picture:
            return (
                '<amp-img src="/a.webp" width="680" height="450" layout="responsive"></amp-img>'
                f'<span class="img-desc caption">{lines[0]}</span>'
            )
        case Kind.table:
            rows = ("".join(f"<th>{escape(c)}</th>" for c in row) for row in piece.cells)
            return f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"
        case Kind.items:
            return f"<ol>{''.join(f'<li><p>{line}</p></li>' for line in lines)}</ol>"
        case Kind.subheading:
            return f"<h3>{lines[0]}</h3>"
        case Kind.author:
            return f'<p class="author">{lines[0]}</p>'
        case Kind.paragraph:
            return f"<p>{lines[0]}</p>"


def amp(story: Story) -> str:
    """A page for telephones: everything in one ``main``, the day in microdata."""
    lead, *rest = story.pieces
    day = f"<time>{long_day(story)}</time>" if story.day_in is DayIn.line else ""
    if story.day_in is DayIn.meta:
        day = f'<meta itemprop="datePublished" content="{story.published}T06:00:00+07:00">'
    head = lines_of(replace(story, day_in=DayIn.nowhere if day else story.day_in))
    return f"""<!doctype html><html amp lang="vi"><head><meta charset="utf-8">
<title>{escape(story.headline)}</title>{head}<style amp-custom>.t{{color:#c00}}</style></head><body>
<amp-sidebar id="sb" layout="nodisplay"><ul>{links(story, 0, 8)}</ul></amp-sidebar>
<div class="top-bar"><a href="/"><amp-img src="/logo.svg" width="90" height="30"></amp-img></a>
<span>Thứ Sáu, 29/11/2024</span></div>
<main role="main" itemscope itemtype="https://schema.org/NewsArticle">
<span class="cate">Thời sự</span>
<h1 class="t">{escape(story.headline)}</h1><div class="meta-time">{day}</div>
<p class="source">(Báo Sông Hồng) </p>
<p class="chapeau"><strong>{escape(lead.lines[0])}</strong></p>
{"".join(map(_amp_piece, rest))}
<amp-ad width="300" height="250" type="doubleclick"></amp-ad>
<div class="more"><h4>Cùng chuyên mục</h4>{links(story, 3, 9)}</div></main>
<div class="bottom"><p>Đường dây nóng: 0912 000 111</p><p>Tòa soạn: 12 Lê Lợi</p></div></body>
</html>"""


def blocks(story: Story) -> str:
    """A content system of ``div``s: every paragraph in a box of its own, a reply box below."""

    def make(piece: Piece) -> str:
        lines = [escape(line) for line in piece.lines]
        match piece.kind:
            case Kind.picture:
                made = (
                    f'<div><div><img src="/i/1.png"></div><div class="desc">{lines[0]}</div></div>'
                )
            case Kind.table:
                made = (
                    "<table>"
                    + "".join(
                        "<tr>" + "".join(f"<td><div>{escape(c)}</div></td>" for c in row) + "</tr>"
                        for row in piece.cells
                    )
                    + "</table>"
                )
            case Kind.items:
                made = "".join(f"<div>{line}</div>" for line in lines)
            case _:
                made = f'<div class="txt">{lines[0]}</div>'
        return f'<div class="row"><div class="col-12"><div class="block">{made}</div></div></div>'

    day = f" • {short_day(story)} 10:20" if story.day_in is DayIn.line else ""
    return f"""<html><head><title>Diễn đàn Đảng bộ khối | {escape(story.headline)}</title>
<meta charset="utf-8">{lines_of(story)}</head><body><div class="wrap"><div class="top">
<a href="/">Trang nhất</a> <a href="/bai">Bài viết</a> <a href="/van-ban">Văn bản</a></div>
<div class="main"><div class="left"><div class="post"><div class="h">{escape(story.headline)}</div>
<div class="by">Ban biên tập{day}</div>{"".join(map(make, story.pieces))}
<div class="acts"><a href="#">Thích</a> <a href="#">Lưu</a> <span>128 lượt xem</span></div></div>
<div class="answers"><div class="n">2 trả lời</div><div class="reply"><div>Ngô Bình</div>
<div>Đề nghị các đồng chí bổ sung số liệu của chi bộ 4.</div></div></div></div>
<div class="right"><div class="box"><div>Mới nhất</div>{links(story, 0, 9)}</div></div></div>
<div class="bot"><div>Đảng bộ khối các cơ quan. Thường trực: phòng 204, nhà B.</div></div></div>
</body></html>"""


LAYOUTS: dict[str, Layout] = {"amp": amp, "blocks": blocks}
