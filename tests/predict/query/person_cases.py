"""Small cases of who is the same person, written before the rules that group people.

A line is a mention: a letter for the person, the name, the position and the body ("-" for none),
the place, the day. Each line is an article of its own, unless it ends with the name of one.
"""

SAME = {
    "tone marks placed in two ways": """
        A | Lò Thị Thủy | Bí thư | Huyện ủy | huyện Tân Sa | 2016-03-01
        A | Lò Thị Thuỷ | - | - | - | 2018-03-01""",
    "y and i": """
        A | Hà Sỹ Lý | Giám đốc | Sở Y tế | tỉnh Bản Mạ | 2016-03-01
        A | Hà Sĩ Lí | - | - | - | 2017-03-01""",
    "capitals": """
        A | Lò Thị Thủy | Bí thư | Huyện ủy | huyện Tân Sa | 2016-03-01
        A | LÒ THỊ THUỶ | - | - | - | 2016-06-01""",
    "no marks, in the same office": """
        A | Lò Thị Thủy | Bí thư | Huyện ủy | huyện Tân Sa | 2016-03-01
        A | Lo Thi Thuy | Bí thư | Huyện ủy | huyện Tân Sa | 2016-06-01
        A | Lò Thị Thủy | Bí thư | Huyện ủy | huyện Tân Sa | 2017-03-01""",
    "no marks, in the article": """
        A | Lò Thị Thủy | Bí thư | Huyện ủy | huyện Tân Sa | 2016-03-01 | a
        A | Lo Thi Thuy | - | - | - | 2016-03-01 | a
        B | Lò Thị Thư | Phó Bí thư | Huyện ủy | huyện Tân Sa | 2016-03-01 | a""",
    "without Thị": """
        A | Lò Thị Thủy | Bí thư | Huyện ủy | huyện Tân Sa | 2016-03-01
        A | Lò Thủy | Bí thư | Huyện ủy | huyện Tân Sa | 2016-06-01
        A | Lò Thị Thủy | Bí thư | Huyện ủy | huyện Tân Sa | 2017-03-01""",
    "without a middle name, as deputy": """
        A | Sùng Thị Mai Chi | Phó Chủ tịch | UBND | huyện Tân Sa | 2016-03-01
        A | Sùng Mai Chi | Phó Chủ tịch | UBND | huyện Tân Sa | 2016-06-01
        A | Sùng Thị Mai Chi | Phó Chủ tịch | UBND | huyện Tân Sa | 2017-03-01""",
    "apostrophes": """
        A | K'Srang | Chủ tịch | UBND | huyện Tân Sa | 2016-03-01
        A | K’Srang | - | - | - | 2016-06-01
        A | K Srang | - | - | - | 2017-06-01
        A | KSRANG | - | - | - | 2018-03-01""",
    "hyphens": """
        A | Rah Lan Hiếu | Chủ tịch | UBND | xã Ia Nghe | 2016-03-01
        A | Rah-Lan Hiếu | - | - | - | 2016-06-01""",
    "a letter too many": """
        A | Quàng Văn Thắng | Chủ tịch | UBND | huyện Tân Sa | 2016-03-01
        A | Quàng Văn Thắngg | Chủ tịch | UBND | huyện Tân Sa | 2016-06-01
        A | Quàng Văn Thắng | Chủ tịch | UBND | huyện Tân Sa | 2017-03-01""",
    "another mark": """
        A | Giàng A Sếnh | Chủ tịch | UBND | huyện Tân Sa | 2016-03-01
        A | Giàng A Sềnh | Chủ tịch | UBND | huyện Tân Sa | 2016-06-01
        A | Giàng A Sếnh | Chủ tịch | UBND | huyện Tân Sa | 2017-03-01""",
    "letters changed about, acting then": """
        A | Giàng A Sếnh | Quyền Chủ tịch | UBND | huyện Tân Sa | 2016-03-01
        A | Giàng A Snếh | Chủ tịch | UBND | huyện Tân Sa | 2016-06-01
        A | Giàng A Sếnh | Chủ tịch | UBND | huyện Tân Sa | 2017-03-01""",
    "from a district to the province": """
        A | Lường Văn Pọm | Bí thư | Huyện ủy | huyện Tân Sa | 2016-03-01
        A | Lường Văn Pọm | Bí thư | Huyện ủy | huyện Tân Sa | 2018-03-01
        A | Lường Văn Pọm | Giám đốc | Sở Nội vụ | tỉnh Bản Mạ | 2019-05-01""",
    "from one district to another, both in one article": """
        A | Lường Văn Pọm | Chủ tịch | UBND | huyện Tân Sa | 2016-03-01
        A | Lường Văn Pọm | Chủ tịch | UBND | huyện Tân Sa | 2018-03-01 | move
        A | Lường Văn Pọm | Bí thư | Huyện ủy | huyện Mường Pa | 2018-03-01 | move
        A | Lường Văn Pọm | Bí thư | Huyện ủy | huyện Mường Pa | 2019-05-01""",
    "two offices of one district": """
        A | Lường Văn Pọm | Bí thư | Huyện ủy | huyện Tân Sa | 2016-03-01
        A | Lường Văn Pọm | Chủ tịch | HĐND | huyện Tân Sa | 2016-05-01
        A | Lường Văn Pọm | Bí thư | Huyện ủy | huyện Tân Sa | 2017-05-01""",
    "a member of the province's committee": """
        A | Lường Văn Pọm | Bí thư | Huyện ủy | huyện Tân Sa | 2016-03-01
        A | Lường Văn Pọm | Ủy viên | Ban Thường vụ Tỉnh ủy | tỉnh Bản Mạ | 2016-05-01
        A | Lường Văn Pọm | Bí thư | Huyện ủy | huyện Tân Sa | 2017-05-01""",
    "formerly": """
        A | Lường Văn Pọm | Bí thư | Huyện ủy | huyện Tân Sa | 2016-03-01
        A | Lường Văn Pọm | Giám đốc | Sở Nội vụ | tỉnh Bản Mạ | 2018-05-01
        A | Lường Văn Pọm | nguyên Bí thư | Huyện ủy | huyện Tân Sa | 2020-05-01
        A | Lường Văn Pọm | Giám đốc | Sở Nội vụ | tỉnh Bản Mạ | 2021-05-01""",
    "given names in the article": """
        A | Lò Văn Panh | Bí thư | Huyện ủy | huyện Tân Sa | 2016-03-01 | a
        A | Panh | - | - | - | 2016-03-01 | a
        B | Y Ngân Niê | Chủ tịch | UBND | huyện Tân Sa | 2016-03-01 | a
        B | Y Ngân | - | - | - | 2016-03-01 | a
        C | K'Nghiệp | Chủ tịch | HĐND | huyện Tân Sa | 2016-03-01 | a
        C | Nghiệp | - | - | - | 2016-03-01 | a
        D | Hoàng Thị Mĩ | Trưởng ban | Ban Dân vận | huyện Tân Sa | 2016-03-01 | a
        D | Thị Mỹ | - | - | - | 2016-03-01 | a""",
    "a given name in the office": """
        A | Lò Văn Panh | Chủ tịch | UBND | xã Ia Nghe | 2016-03-01
        A | Panh | Chủ tịch | UBND | xã Ia Nghe | 2016-09-01
        A | Lò Văn Panh | Chủ tịch | UBND | xã Ia Nghe | 2017-03-01""",
    "a long while in one district": """
        A | Lò Văn Panh | Phó Chủ tịch | UBND | huyện Tân Sa | 2010-03-01
        A | Lò Văn Panh | Bí thư | Huyện ủy | huyện Tân Sa | 2021-03-01""",
}
OTHERS = {
    "no marks, and no office": """
        A | Lò Thị Thủy | Bí thư | Huyện ủy | huyện Tân Sa | 2016-03-01
        B | Lo Thi Thuy | - | - | - | 2016-06-01""",
    "no marks, of two who hold the office": """
        A | Lò Thị Hạnh | Phó Chủ tịch | UBND | huyện Tân Sa | 2016-03-01
        B | Lò Thị Hành | Phó Chủ tịch | UBND | huyện Tân Sa | 2016-03-01
        C | Lo Thi Hanh | Phó Chủ tịch | UBND | huyện Tân Sa | 2016-03-01
        A | Lò Thị Hạnh | Phó Chủ tịch | UBND | huyện Tân Sa | 2017-03-01
        B | Lò Thị Hành | Phó Chủ tịch | UBND | huyện Tân Sa | 2017-03-01""",
    "two districts in one article": """
        A | Vì Văn Inh | Chủ tịch | UBND | huyện Tân Sa | 2016-03-01 | both
        B | Vì Văn Inh | Chủ tịch | UBND | huyện Mường Pa | 2016-03-01 | both""",
    "two districts in one article, and two offices in the one": """
        A | Vì Văn Inh | Chủ tịch | UBND | huyện Tân Sa | 2016-03-01
        A | Vì Văn Inh | Chủ tịch | UBND | huyện Tân Sa | 2018-03-01 | both
        B | Vì Văn Inh | Chủ tịch | UBND | huyện Mường Pa | 2018-03-01 | both
        A | Vì Văn Inh | Bí thư | Huyện ủy | huyện Tân Sa | 2018-03-01 | both""",
    "two districts at the same time": """
        A | Vì Văn Inh | Chủ tịch | UBND | huyện Tân Sa | 2016-03-01
        B | Vì Văn Inh | Bí thư | Huyện ủy | huyện Mường Pa | 2017-03-01
        A | Vì Văn Inh | Chủ tịch | UBND | huyện Tân Sa | 2018-03-01""",
    "a commune and a district at the same time": """
        A | Vì Văn Inh | Chủ tịch | UBND | xã Ia Nghe | 2016-03-01
        B | Vì Văn Inh | Chủ tịch | UBND | huyện Mường Pa | 2017-03-01
        A | Vì Văn Inh | Bí thư | Đảng ủy | xã Ia Nghe | 2018-03-01""",
    "a commune, and then the province": """
        A | Vì Văn Inh | Chủ tịch | UBND | xã Ia Nghe | 2016-03-01
        B | Vì Văn Inh | Chủ tịch | UBND | tỉnh Bản Mạ | 2018-03-01""",
    "seven years apart and elsewhere": """
        A | Vì Thị Inh | Chủ tịch | Hội Phụ nữ | tỉnh Bản Mạ | 2014-03-01
        B | Vì Thị Inh | Chủ tịch | UBND | huyện Mường Pa | 2021-03-01""",
    "one mark, two offices of one district": """
        A | Đinh Văn Hùng | Bí thư | Huyện ủy | huyện Tân Sa | 2016-03-01
        B | Đinh Văn Hưng | Chủ tịch | UBND | huyện Tân Sa | 2016-03-01""",
    "one mark, two deputies": """
        A | Đinh Văn Hùng | Phó Chủ tịch | UBND | huyện Tân Sa | 2016-03-01
        B | Đinh Văn Hưng | Phó Chủ tịch | UBND | huyện Tân Sa | 2016-04-01
        A | Đinh Văn Hùng | Phó Chủ tịch | UBND | huyện Tân Sa | 2017-03-01
        B | Đinh Văn Hưng | Phó Chủ tịch | UBND | huyện Tân Sa | 2017-04-01""",
    "one letter, one after the other": """
        A | Vi Văn Sơn | Chủ tịch | UBND | huyện Tân Sa | 2014-03-01
        A | Vi Văn Sơn | Chủ tịch | UBND | huyện Tân Sa | 2016-03-01
        B | Vi Văn Sen | Chủ tịch | UBND | huyện Tân Sa | 2018-03-01
        B | Vi Văn Sen | Chủ tịch | UBND | huyện Tân Sa | 2020-03-01""",
    "one letter, the same office elsewhere": """
        A | Vi Văn Sơn | Chủ tịch | UBND | huyện Tân Sa | 2016-03-01
        B | Vi Văn Sen | Chủ tịch | UBND | huyện Mường Pa | 2016-03-01""",
    "without a middle name, elsewhere": """
        A | Lò Thị Thủy | Bí thư | Huyện ủy | huyện Tân Sa | 2016-03-01
        B | Lò Thủy | Bí thư | Huyện ủy | huyện Mường Pa | 2016-06-01""",
    "a given name in another article": """
        A | Lò Văn Panh | Bí thư | Huyện ủy | huyện Tân Sa | 2016-03-01
        B | Panh | - | - | - | 2016-06-01""",
    "a given name of two in the article": """
        A | Lò Văn Panh | Bí thư | Huyện ủy | huyện Tân Sa | 2016-03-01 | a
        B | Vì Văn Panh | Chủ tịch | UBND | huyện Tân Sa | 2016-03-01 | a
        C | Panh | - | - | - | 2016-03-01 | a""",
    "namesakes, and an article of the one's place": """
        A | Vì Văn Inh | Chủ tịch | UBND | huyện Tân Sa | 2016-03-01 | both
        B | Vì Văn Inh | Chủ tịch | UBND | huyện Mường Pa | 2016-03-01 | both
        B | Vì Văn Inh | - | - | huyện Mường Pa | 2016-09-01""",
    "namesakes, and an article of nowhere": """
        A | Vì Văn Inh | Chủ tịch | UBND | huyện Tân Sa | 2016-03-01 | both
        B | Vì Văn Inh | Chủ tịch | UBND | huyện Mường Pa | 2016-03-01 | both
        C | Vì Văn Inh | - | - | - | 2016-09-01""",
    "namesakes, and an office that fits both": """
        A | Vì Văn Inh | Chủ tịch | UBND | huyện Tân Sa | 2016-03-01 | both
        B | Vì Văn Inh | Chủ tịch | UBND | huyện Mường Pa | 2016-03-01 | both
        C | Vì Văn Inh | Giám đốc | Sở Nội vụ | tỉnh Bản Mạ | 2018-09-01""",
    "namesakes, one of whom is said to have moved": """
        A | Vì Văn Inh | Chủ tịch | UBND | huyện Tân Sa | 2016-03-01 | both
        B | Vì Văn Inh | Chủ tịch | UBND | huyện Mường Pa | 2016-03-01 | both
        B | Vì Văn Inh | nguyên Chủ tịch | UBND | huyện Mường Pa | 2018-09-01 | moved
        B | Vì Văn Inh | Giám đốc | Sở Nội vụ | tỉnh Bản Mạ | 2018-09-01 | moved""",
}
