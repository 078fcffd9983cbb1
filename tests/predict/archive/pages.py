"""Pages as sites serve them, in five layouts, made of the stories."""

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from html import entities, escape

from .parts import address, lines_of, links, long_day, short_day
from .stories import DayIn, Kind, Piece, Story

Layout = Callable[[Story], str]
Makers = Mapping[Kind, Callable[[Piece], str]]


def _body(story: Story, makers: Makers, between: str = "") -> str:
    """Return the pieces of a story as HTML; ``between`` stands in the middle of them."""
    made = [makers[one.kind](one) for one in story.pieces]
    middle = (len(made) + 1) // 2
    return "\n".join([*made[:middle], between, *made[middle:]])


def _table(attributes: str) -> Callable[[Piece], str]:
    def make(piece: Piece) -> str:
        rows = "".join(
            "<tr>" + "".join(f"<td><p>{escape(cell)}</p></td>" for cell in row) + "</tr>"
            for row in piece.cells
        )
        return f"<table {attributes}><tbody>{rows}</tbody></table>"

    return make


def _items(piece: Piece) -> str:
    return "<ul>" + "".join(f"<li>{escape(one)}</li>\n" for one in piece.lines) + "</ul>"


def _each(before: str, after: str) -> Callable[[Piece], str]:
    return lambda piece: "".join(before + escape(line) + after for line in piece.lines)


_PORTAL_PICTURE = (
    '<table border="0" align="center"><tbody><tr><td><img src="/Portals/0/a.jpg" alt=""/></td>'
    '</tr><tr><td style="text-align:center"><em>{}</em></td></tr></tbody></table>'
)


def _portal_pieces() -> Makers:
    span = "<span style=\"font-size: 14pt; font-family: 'Times New Roman'\">"
    return {
        Kind.paragraph: _each(f'<p class="MsoNormal">{span}', "<o:p></o:p></span></p>"),
        Kind.subheading: _each(f'<p class="MsoNormal"><b>{span}', "</span></b></p>"),
        Kind.picture: lambda piece: _PORTAL_PICTURE.format(escape(piece.lines[0])),
        Kind.table: _table('class="MsoTableGrid" border="1" cellspacing="0"'),
        Kind.items: _items,
        Kind.author: _each(
            f'<p class="MsoNormal" align="right"><strong>{span}', "</span></strong></p>"
        ),
    }


def portal(story: Story) -> str:
    """A district's portal: tables in tables, pictures in tables, paragraphs out of Word."""
    line = f'<td class="date">{long_day(story)}</td>' if story.day_in is DayIn.line else "<td></td>"
    return f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "xhtml1.dtd">
<html xmlns="http://www.w3.org/1999/xhtml" lang="vi-VN"><head id="Head">
<meta content="text/html; charset=UTF-8" http-equiv="Content-Type" />
<title>{escape(story.headline)} - Cổng thông tin điện tử huyện Hương Sơn</title>{lines_of(story)}
<script src="/js/dnn.js"></script></head><body id="Body">
<form method="post" action="/Default.aspx?tabid=12" id="Form">
<input type="hidden" name="__VIEWSTATE" value="{"wEPDwUKLTk" * 60}" />
<table width="1000" cellpadding="0" cellspacing="0"><tr><td colspan="3" id="dnn_TopPane">
<div class="menu">{links(story, 0, 6)}</div></td></tr>
<tr><td id="dnn_LeftPane" width="200" valign="top">
<div class="DnnModule"><span class="Head">Thông tin cần biết</span>{links(story, 6, 12)}</div>
<div class="DnnModule"><span class="Head">Thống kê truy cập</span>
<p>Đang online: 12<br/>Hôm nay: 1.204<br/>Tổng lượt truy cập: 2.918.334</p></div></td>
<td id="dnn_ContentPane" valign="top"><div id="dnn_ctr482_ModuleContent">
<table width="100%"><tr><td class="breadcrumb"><a href="/">Trang chủ</a> &raquo;
<a href="/tin">Tin tức - Sự kiện</a></td></tr>
<tr><td><span id="dnn_ctr482_ViewNews_lblTitle" class="NewsTitle">{escape(story.headline)}</span>
</td>
</tr><tr>{line}</tr><tr><td class="NewsContent"><div id="dnn_ctr482_ViewNews_lblContent">
{_body(story, _portal_pieces())}</div></td></tr>
<tr><td><a href="javascript:window.print()">In trang</a> | <a href="#">Gửi email</a></td></tr>
<tr><td class="other"><b>Các tin khác</b>{links(story, 2, 8)}</td></tr></table></div></td>
<td id="dnn_RightPane" width="200"><div>Tin nổi bật{links(story, 3, 9)}</div></td></tr>
<tr><td colspan="3" class="footer"><p>Cơ quan chủ quản: UBND huyện Hương Sơn</p>
<p>Giấy phép số 14/GP-TTĐT ngày 05/01/2015. Điện thoại: 0239 3875 111</p></td></tr></table>
</form></body></html>"""


def _webforms_pieces() -> Makers:
    font = '<font face="Times New Roman" size="4">'
    picture = (
        '<div style="text-align: center"><img src="/Images/b.jpg" width="450"/></div>'
        '<div style="text-align: center"><em><font size="2">{}</font></em></div>'
    )
    return {
        Kind.paragraph: _each(
            f'<div style="text-align: justify">{font}&nbsp;&nbsp; ', "</font></div>"
        ),
        Kind.subheading: _each(
            f'<div style="text-align: justify"><strong>{font}', "</font></strong></div>"
        ),
        Kind.picture: lambda piece: picture.format(escape(piece.lines[0])),
        Kind.table: _table('border="1" style="width: 90%"'),
        Kind.items: _items,
        Kind.author: _each('<div style="text-align: right"><strong>', "</strong></div>"),
    }


def webforms(story: Story) -> str:
    """A WebForms page of old: fonts, styles, paragraphs as ``div``, letters as entities."""
    body = _body(story, _webforms_pieces(), "<div>&nbsp;</div>")
    for letter in "àáâãèéêìíòóôõùúýÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝ":
        body = body.replace(letter, f"&{entities.codepoint2name[ord(letter)]};")
    line = f'<span id="ctl00_Main_lblNgay">({short_day(story)} 14:05)</span>'
    return f"""<html><head id="ctl00_Head1"><title>
	{escape(story.headline)}
</title><meta http-equiv="Content-Type" content="text/html; charset=utf-8">{lines_of(story)}
<style type="text/css">.tieude {{ color: #c00; font-weight: bold }}</style></head><body>
<form name="aspnetForm" method="post" action="ChiTiet.aspx?id=1204" id="aspnetForm">
<div><input type="hidden" name="__EVENTVALIDATION" value="/wEWAgL" /></div>
<script type="text/javascript">function doPost(a) {{ document.forms[0].submit(); }}</script>
<div id="banner"><img src="/Images/banner.gif" alt="Huyện ủy Tân Lập"></div>
<div id="menu">{links(story, 0, 7)}</div>
<div style="float: left; width: 190px">{links(story, 5, 11)}
<div>Liên kết website</div><select><option>--- Chọn ---</option><option>Tỉnh ủy</option></select>
</div>
<div style="float: left; width: 560px" id="noidung">
<div class="duongdan"><a href="/">Trang chủ</a> > <a href="/xd-dang">Xây dựng Đảng</a></div>
<div class="tieude"><span id="ctl00_Main_lblTieuDe">{escape(story.headline)}</span></div>
{line if story.day_in is DayIn.line else ""}
<span id="ctl00_Main_lblNoiDung">{body}</span>
<div class="cong-cu"><a href="#">Về trang trước</a> <a href="#">Bản in</a>
<a href="#">Gửi mail</a></div>
<div class="tinkhac">
<b>Tin mới hơn:</b>{links(story, 1, 6)}<b>Tin cũ hơn:</b>{links(story, 6, 11)}</div>
</div><div style="clear: both; text-align: center">Bản quyền thuộc về Huyện ủy Tân Lập<br>
Địa chỉ: Khu 3, thị trấn Tân Lập - Điện thoại: 0276.3877.120 - Fax: 0276.3877.121<br>
Người chịu trách nhiệm: Trưởng Ban Tuyên giáo Huyện ủy</div></form></body></html>"""


def _modern_pieces() -> Makers:
    return {
        Kind.paragraph: _each("<p>", "</p>"),
        Kind.subheading: _each("<h2>", "</h2>"),
        Kind.picture: _each(
            '<figure class="picture"><picture><source srcset="/c.webp"/><img src="/c.jpg" '
            'loading="lazy"/></picture><figcaption>',
            "</figcaption></figure>",
        ),
        Kind.table: _table('class="table"'),
        Kind.items: _items,
        Kind.author: _each('<p style="text-align:right"><strong>', "</strong></p>"),
    }


def modern(story: Story) -> str:
    """A newspaper of today: JSON-LD, ``article``, figures, a box of links inside the text."""
    box = (
        f'<div class="box-related"><div class="title">Tin liên quan</div>{links(story, 0, 3)}</div>'
    )
    lead, *rest = story.pieces
    data = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": story.headline}
    if story.day_in is DayIn.meta:
        data["datePublished"] = f"{story.published}T08:15:00+07:00"
    line = f'<div class="detail-time">{long_day(story)}</div>' if story.day_in is DayIn.line else ""
    return f"""<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"/>
<title>{escape(story.headline)} | Báo Sông Hồng điện tử</title>
<meta property="og:title" content="{escape(story.headline)}"/>
<meta property="og:site_name" content="Báo Sông Hồng"/>
<meta property="og:description" content="{escape(story.pieces[0].lines[0][:150])}..."/>
{lines_of(story)}<script type="application/ld+json">{json.dumps(data)}</script>
<script async src="https://ads.example.vn/tag.js"></script></head><body>
<header class="site-header"><nav><ul class="menu">{links(story, 0, 8)}</ul></nav></header>
<main><div class="container"><div class="breadcrumb"><a href="/chinh-tri">Chính trị</a></div>
<article class="article"><h1 class="article__title">{escape(story.headline)}</h1>
<div class="article__meta"><span class="author-top">PV</span>{line}</div>
<div class="social"><a href="#">Chia sẻ Facebook</a><a href="#">Zalo</a></div>
<h2 class="article__sapo">{escape(lead.lines[0])}</h2>
<div class="article__body">{_body(replace(story, pieces=tuple(rest)), _modern_pieces(), box)}</div>
<div class="article__tags"><span>Từ khóa:</span><a href="/tag/a">Huyện ủy</a>
<a href="/tag/b">Đại hội</a>
</div></article>
<section class="comments"><h3>Bình luận (2)</h3><div class="comment"><p>Bài viết rất hay, mong tỉnh
sớm làm con đường này để bà con đi lại.</p></div><textarea placeholder="Ý kiến của bạn"></textarea>
</section></div><aside class="sidebar"><h3>Đọc nhiều</h3>{links(story, 4, 12)}</aside></main>
<footer class="site-footer"><p>© 2024 Báo Sông Hồng. Tổng Biên tập: Trần Minh Đạo</p>
<p>Tòa soạn: 12 Lê Lợi, thành phố. Giấy phép số 301/GP-BTTTT ngày 12/8/2021.</p></footer>
<script>window.__DATA__ = {{"id": 12044}};</script></body></html>"""


def _blog_pieces() -> Makers:
    picture = (
        '<div id="attachment_91" class="wp-caption aligncenter" style="width: 610px">'
        '<a href="/d.jpg"><img class="size-full" src="/d.jpg" alt="" width="600"/></a>'
        '<p id="caption-attachment-91" class="wp-caption-text">{}</p></div>'
    )
    return {
        Kind.paragraph: _each("<p>", "</p>"),
        Kind.subheading: _each("<h3>", "</h3>"),
        Kind.picture: lambda piece: picture.format(escape(piece.lines[0])),
        Kind.table: _table('class="wp-block-table"'),
        Kind.items: _items,
        Kind.author: _each('<p style="text-align: right;"><em>', "</em></p>"),
    }


def blog(story: Story) -> str:
    """A WordPress blog of a commune: buttons to share, comments, widgets."""
    if story.day_in is DayIn.line:
        day = f'<time class="entry-date">{short_day(story)}</time>'
        line = f'<span class="posted-on">Đăng ngày {day}</span>'
    else:
        line = '<span class="byline">bởi <a href="/author/admin">admin</a></span>'
    return f"""<!DOCTYPE html>
<html lang="vi"><head><meta charset="UTF-8">
<title>{escape(story.headline)} &#8211; Xã Hòa Bình</title>
<link rel="stylesheet" href="/wp-content/themes/t/style.css">
<meta property="og:title" content="{escape(story.headline)} - Xã Hòa Bình">{lines_of(story)}</head>
<body class="post-template-default single single-post postid-912"><div id="page" class="site">
<header id="masthead"><p class="site-title"><a href="/">Xã Hòa Bình</a></p>
<nav id="site-navigation"><ul id="primary-menu">{links(story, 0, 5)}</ul></nav></header>
<div id="content"><div id="primary"><main id="main">
<article id="post-912" class="post-912 post type-post status-publish hentry category-tin-tuc">
<header class="entry-header"><h1 class="entry-title">{escape(story.headline)}</h1>
<div class="entry-meta">{line}</div></header>
<div class="entry-content">{_body(story, _blog_pieces())}
<div class="sharedaddy sd-sharing-enabled"><h3 class="sd-title">Chia sẻ:</h3><ul>
<li class="share-facebook"><a href="?share=facebook">Facebook</a></li>
<li class="share-twitter"><a href="?share=twitter">Twitter</a></li></ul></div>
<div id="jp-relatedposts" class="jp-relatedposts"><h3>Có liên quan</h3>{links(story, 2, 5)}</div>
</div>
<footer class="entry-footer"><span class="cat-links">Đăng trong <a href="/c">Tin tức</a></span>
</footer>
</article><nav class="post-navigation"><div class="nav-links">{links(story, 5, 7)}</div></nav>
<div id="comments" class="comments-area"><h2 class="comments-title">1 bình luận</h2>
<ol class="comment-list"><li class="comment"><div class="comment-content">
<p>Cảm ơn lãnh đạo xã đã quan
tâm tới bà con thôn 2 chúng tôi, đề nghị sửa cả đoạn mương cuối làng.</p></div></li></ol>
<div id="respond" class="comment-respond"><h3>Trả lời</h3>
<p>Email của bạn sẽ không được hiển thị công
khai.</p></div></div></main></div><aside id="secondary" class="widget-area"><section class="widget">
<h2 class="widget-title">Bài viết mới</h2>{links(story, 6, 11)}</section></aside></div>
<footer id="colophon"><div class="site-info">UBND xã Hòa Bình, đường 30/4. Bản quyền © 2019</div>
</footer>
</div></body></html>"""


def _plain_pieces() -> Makers:
    return {
        Kind.paragraph: _each("", "<br>\n<br>"),
        Kind.subheading: _each("<b>", "</b><br><br>"),
        Kind.picture: _each('<center><img src="anh1.jpg"><br><i>', "</i></center><br>"),
        Kind.table: _table("border=1"),
        Kind.items: _each("", "<br>"),
        Kind.author: _each("<p align=right><b>", "</b></p>"),
    }


def plain(story: Story) -> str:
    """A small page of old: lines parted by ``<br>``, the lead strong, no heading at all."""
    lead, *rest = (_plain_pieces()[one.kind](one) for one in story.pieces)
    line = f"<i>Ngày đăng: {short_day(story)}</i><br>" if story.day_in is DayIn.line else ""
    return f"""<HTML><HEAD><TITLE>{escape(story.headline)}</TITLE>{lines_of(story)}</HEAD>
<BODY bgcolor=#ffffff><TABLE width=760 border=0><TR><TD colspan=2><IMG src=top.gif></TD></TR>
<TR><TD width=150 valign=top>{links(story, 0, 8)}</TD><TD valign=top>
<DIV class=title><FONT size=5 color=#003399>{escape(story.headline)}</FONT></DIV>
{line}<BR><STRONG>{lead}</STRONG>{"".join(rest)}
<HR><A href="index.htm">Trở về</A> | <A href="#top">Đầu trang</A></TD></TR>
<TR><TD colspan=2 align=center><FONT size=1>&copy; 2004 Huyện Bình Sơn. {address(story)}</FONT>
</TD></TR>
</TABLE></BODY></HTML>"""


LAYOUTS: dict[str, Layout] = {
    "portal": portal,
    "webforms": webforms,
    "modern": modern,
    "blog": blog,
    "plain": plain,
}
