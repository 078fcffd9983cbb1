"""Small articles of the kinds that are met, and which of the names in them mean one body.

They were written before the rules that group bodies. Each name has a letter: the same letter is the
same body, and what has a letter of its own must stay alone. The sentences are invented.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Articles as source, day and text, and names as article, name and letter of the body."""

    title: str
    articles: tuple[tuple[str, str, str], ...]
    named: tuple[tuple[int, str, str], ...]


CASES = (
    Case(
        title="a city of its own under many spellings",
        articles=(
            ("Báo Sông Lớn", "2022-03-01", "Thành ủy TP. Hồ Chí Minh họp. Thành ủy giao việc."),
            ("Báo Sông Lớn", "2022-04-01", "Bí thư Thành ủy TPHCM tiếp dân tại TP HCM."),
        ),
        named=(
            (0, "Thành ủy TP. Hồ Chí Minh", "a"),
            (0, "Thành ủy", "a"),
            (1, "Thành ủy TPHCM", "a"),
            (1, "Thành uỷ thành phố Hồ Chí Minh", "a"),
        ),
    ),
    Case(
        title="quarters with numbers",
        articles=(
            ("Báo Sông Lớn", "2019-03-01", "UBND Quận 5 (TP.HCM) mở hội chợ. UBND quận mời dân."),
            ("Báo Sông Lớn", "2019-03-02", "UBND Quận 3, TP.HCM, dọn kênh."),
        ),
        named=(
            (0, "UBND Quận 5", "a"),
            (0, "UBND quận", "a"),
            (0, "Ủy ban nhân dân quận 5", "a"),
            (1, "UBND Quận 3", "b"),
        ),
    ),
    Case(
        title="quarters with names",
        articles=(
            ("Báo Hà Nội mới", "2021-05-01", "Quận ủy Hai Bà Trưng họp. Quận uỷ đã giao đất."),
            ("Báo Hà Nội mới", "2021-05-02", "Quận ủy Hoàn Kiếm trao huy hiệu Đảng."),
        ),
        named=(
            (0, "Quận ủy Hai Bà Trưng", "a"),
            (0, "Quận uỷ", "a"),
            (1, "Quận ủy Hoàn Kiếm", "b"),
        ),
    ),
    Case(
        title="a commune after July 2025",
        articles=(
            ("Báo Lào Cai", "2025-08-01", "Đảng ủy xã Mường Sim họp. UBND xã báo cáo Đảng ủy xã."),
            ("Báo Lào Cai", "2025-09-01", "Chủ tịch UBND xã Mường Sim tiếp dân."),
            ("Báo Lào Cai", "2025-09-02", "Đảng ủy xã Bản Đon khen thưởng."),
        ),
        named=(
            (0, "Đảng ủy xã Mường Sim", "a"),
            (0, "Đảng ủy xã", "a"),
            (0, "UBND xã", "b"),
            (1, "UBND xã Mường Sim", "b"),
            (2, "Đảng ủy xã", "c"),
        ),
    ),
    Case(
        title="a commune before and after July 2025, under one name",
        articles=(
            ("Báo Lào Cai", "2024-08-01", "UBND xã Mường Sim (huyện Bảo Lĩnh) làm đường."),
            ("Báo Lào Cai", "2025-09-01", "UBND xã Mường Sim nhận bàn giao từ huyện Bảo Lĩnh."),
        ),
        named=((0, "UBND xã Mường Sim", "a"), (1, "UBND xã Mường Sim", "b")),
    ),
    Case(
        title="a department of a province",
        articles=(
            ("Báo Bắc Kạn", "2020-02-03", "Sở Y tế cấp thuốc cho các huyện trong tỉnh."),
            ("Báo Bắc Kạn", "2020-02-04", "Sở Y tế tỉnh Bắc Kạn tập huấn."),
            ("Báo Đường Xa", "2020-02-05", "Giám đốc Sở Y tế Bắc Kạn trả lời."),
            ("Báo Cao Bằng", "2020-02-06", "Sở Y tế cấp thuốc."),
        ),
        named=(
            (0, "Sở Y tế", "a"),
            (1, "Sở Y tế tỉnh Bắc Kạn", "a"),
            (2, "Sở Y tế Bắc Kạn", "a"),
            (3, "Sở Y tế", "b"),
        ),
    ),
    Case(
        title="a board of a committee is not the committee",
        articles=(
            ("Báo Bắc Kạn", "2020-02-03", "Ban Tổ chức Tỉnh ủy họp tại Tỉnh ủy Bắc Kạn."),
            ("Báo Đường Xa", "2020-02-05", "Ban Tổ chức Tỉnh ủy Bắc Kạn trả lời."),
        ),
        named=(
            (0, "Ban Tổ chức Tỉnh ủy", "a"),
            (1, "BTC Tỉnh ủy Bắc Kạn", "a"),
            (0, "Tỉnh ủy", "b"),
            (0, "Tỉnh ủy Bắc Kạn", "b"),
        ),
    ),
    Case(
        title="two committees of one kind in one article",
        articles=(
            (
                "Báo Hà Giang",
                "2018-01-05",
                "Huyện ủy Yên Lũng và Huyện ủy Đồng Sài ký kết. Huyện ủy Đồng Sài tặng trâu, "
                "Huyện ủy Yên Lũng tặng ngô. Lãnh đạo Huyện ủy chứng kiến.",
            ),
        ),
        named=(
            (0, "Huyện ủy Yên Lũng", "a"),
            (0, "Huyện ủy Đồng Sài", "b"),
            (0, "Huyện ủy", "c"),
        ),
    ),
    Case(
        title="the paper outweighs a neighbour that is named more often",
        articles=(
            (
                "Báo Hà Giang",
                "2018-01-05",
                "Tỉnh ủy Cao Bằng sang thăm. Tỉnh ủy Cao Bằng cảm ơn; tỉnh Cao Bằng sẽ làm đường. "
                "UBND tỉnh và Tỉnh ủy tiếp khách.",
            ),
            ("Báo Hà Giang", "2018-02-05", "UBND tỉnh Hà Giang họp."),
        ),
        named=(
            (0, "Tỉnh ủy Cao Bằng", "a"),
            (0, "Tỉnh ủy", "b"),
            (0, "UBND tỉnh", "c"),
            (1, "UBND tỉnh Hà Giang", "c"),
        ),
    ),
    Case(
        title="two districts with one name in two provinces",
        articles=(
            ("Báo Tây Ninh", "2018-01-05", "Huyện ủy Châu Thành tổng kết năm."),
            ("Báo Tây Ninh", "2019-01-05", "Ở huyện Châu Thành, Huyện ủy họp."),
            ("Báo Long An", "2018-01-06", "Huyện ủy Châu Thành họp báo."),
            ("Báo Long An", "2019-01-06", "Bí thư Huyện ủy Châu Thành thăm xã."),
        ),
        named=(
            (0, "Huyện ủy Châu Thành", "a"),
            (1, "Huyện ủy", "a"),
            (2, "Huyện ủy Châu Thành", "b"),
            (3, "Huyện ủy Châu Thành", "b"),
        ),
    ),
    Case(
        title="an office of a district, bare and not",
        articles=(
            ("Báo Sơn La", "2018-01-05", "Phòng Nội vụ huyện Mai Hà họp. UBND huyện giao việc."),
            ("Báo Sơn La", "2018-01-06", "Phòng Nội vụ huyện tuyển người cho huyện Mai Hà."),
        ),
        named=((0, "Phòng Nội vụ huyện Mai Hà", "a"), (1, "Phòng Nội vụ huyện", "a")),
    ),
    Case(
        title="abbreviations that no table knows",
        articles=(
            ("Báo Sơn La", "2018-01-05", "BTV HU họp tại huyện Mai Hà. UBKT TU dự."),
            ("Báo Sơn La", "2018-01-06", "Ban Thường vụ Huyện ủy Mai Hà cùng UBKT Tỉnh ủy đi xã."),
        ),
        named=(
            (0, "BTV HU", "a"),
            (1, "Ban Thường vụ Huyện ủy Mai Hà", "a"),
            (0, "UBKT TU", "b"),
            (1, "UBKT Tỉnh ủy", "b"),
        ),
    ),
    Case(
        title="capitals",
        articles=(
            (
                "Báo Hà Giang",
                "2018-01-05",
                "HUYỆN ỦY MÈO LỦNG TỔNG KẾT\nHuyện ủy họp sáng nay.",
            ),
            ("Báo Hà Giang", "2018-01-06", "Huyện uỷ Mèo Lủng thăm huyện Mèo Lủng."),
        ),
        named=(
            (0, "HUYỆN ỦY MÈO LỦNG", "a"),
            (1, "Huyện uỷ Mèo Lủng", "a"),
        ),
    ),
    Case(
        title="Đăk, Đắk and Đak",
        articles=(
            ("Báo Kon Tum", "2018-01-05", "UBND huyện Đắk Tơn họp."),
            ("Báo Kon Tum", "2018-01-06", "UBND H. Đăk Tơn và Ủy ban nhân dân huyện Đak Tơn."),
        ),
        named=(
            (0, "UBND huyện Đắk Tơn", "a"),
            (1, "UBND H. Đăk Tơn", "a"),
            (1, "Ủy ban nhân dân huyện Đak Tơn", "a"),
        ),
    ),
    Case(
        title="what there is once in the country",
        articles=(
            ("Báo Kon Tum", "2018-01-05", "Chính phủ, Bộ Y tế và Quốc hội nói với tỉnh Kon Tum."),
            ("Báo Cao Bằng", "2018-01-06", "Chính phủ và Bộ Y tế trả lời; Ban Bí thư đồng ý."),
        ),
        named=(
            (0, "Chính phủ", "a"),
            (1, "Chính phủ", "a"),
            (0, "Bộ Y tế", "b"),
            (1, "Bộ Y tế", "b"),
            (0, "Ủy ban Thường vụ Quốc hội", "c"),
            (1, "Ủy ban Thường vụ Quốc hội", "c"),
        ),
    ),
    Case(
        title="bare names that say no level",
        articles=(
            ("Báo Sơn La", "2018-01-05", "UBND huyện Mai Hà họp với Đảng ủy và Ban Thường vụ."),
            ("Báo Sơn La", "2018-01-06", "UBND huyện Yên Bơ họp với Đảng ủy và Ban Thường vụ."),
        ),
        named=(
            (0, "Đảng ủy", "a"),
            (1, "Đảng ủy", "b"),
            (0, "Ban Thường vụ", "c"),
            (1, "Ban Thường vụ", "d"),
        ),
    ),
    Case(
        title="a body of two levels",
        articles=(
            (
                "Báo Sơn La",
                "2018-01-05",
                "Công an tỉnh và Công an huyện Mai Hà.",
            ),
            ("Báo Sơn La", "2018-02-05", "Công an tỉnh Sơn La truy tìm xe."),
        ),
        named=(
            (0, "Công an tỉnh", "a"),
            (1, "Công an tỉnh Sơn La", "a"),
            (0, "Công an huyện Mai Hà", "b"),
            (0, "Công an huyện", "b"),
        ),
    ),
    Case(
        title="a district that became a town",
        articles=(
            ("Báo Yên Bái", "2012-01-05", "UBND huyện Nghĩa Lễ làm cầu."),
            ("Báo Yên Bái", "2018-01-05", "UBND TX Nghĩa Lễ làm cầu. UBND thị xã họp."),
        ),
        named=(
            (0, "UBND huyện Nghĩa Lễ", "a"),
            (1, "UBND TX Nghĩa Lễ", "b"),
            (1, "UBND thị xã", "b"),
        ),
    ),
    Case(
        title="a committee, its organisation, and its assembly",
        articles=(("Báo Yên Bái", "2015-07-05", "Đại hội Đảng bộ huyện Văn Lãm; Huyện ủy họp."),),
        named=(
            (0, "Đảng bộ huyện Văn Lãm", "a"),
            (0, "Đảng bộ huyện", "a"),
            (0, "Huyện ủy", "b"),
            (0, "BCH Đảng bộ huyện", "c"),
            (0, "Ban Chấp hành Đảng bộ huyện Văn Lãm", "c"),
        ),
    ),
    Case(
        title="provinces that were merged",
        articles=(
            ("Báo Bắc Kạn", "2024-01-05", "Tỉnh ủy Bắc Kạn họp."),
            ("Báo Thái Nguyên", "2024-01-05", "Tỉnh ủy giao ban."),
            ("Báo Thái Nguyên", "2025-08-05", "Tỉnh ủy họp, nhắc việc của Tỉnh ủy Bắc Kạn."),
        ),
        named=(
            (0, "Tỉnh ủy", "a"),
            (2, "Tỉnh ủy Bắc Kạn", "a"),
            (1, "Tỉnh ủy", "b"),
            (2, "Tỉnh ủy", "b"),
        ),
    ),
    Case(
        title="a city in a city",
        articles=(
            (
                "Báo Sông Lớn",
                "2022-03-01",
                "UBND TP Thủ Đức mời UBND TP.HCM. Ở TP Thủ Đức và ở TP.HCM đều mưa.",
            ),
        ),
        named=(
            (0, "UBND TP Thủ Đức", "a"),
            (0, "UBND TP.HCM", "b"),
            (0, "UBND TP", "c"),
        ),
    ),
    Case(
        title="a person's name is no place",
        articles=(
            ("Báo Lai Châu", "2018-01-05", "Bí thư Tỉnh ủy Vàng Seo Pao gặp dân tỉnh Lai Châu."),
        ),
        named=((0, "Tỉnh ủy", "a"), (0, "Tỉnh ủy Lai Châu", "a")),
    ),
    Case(
        title="communes with one name in two districts",
        articles=(
            ("Báo Sơn La", "2018-01-05", "UBND xã Tân Lập, huyện Mai Hà, dời chợ."),
            ("Báo Sơn La", "2018-01-06", "Ở huyện Mai Hà, UBND xã Tân Lập họp."),
            ("Báo Sơn La", "2018-01-07", "Ở huyện Yên Bơ, UBND xã Tân Lập họp."),
            ("Báo Sơn La", "2018-01-08", "Huyện Yên Bơ: xã Tân Lập làm đường."),
        ),
        named=(
            (0, "UBND xã Tân Lập", "a"),
            (1, "UBND xã", "a"),
            (2, "UBND xã Tân Lập", "b"),
            (3, "UBND xã", "b"),
        ),
    ),
    Case(
        title="schools with one name",
        articles=(
            ("Báo Sơn La", "2018-01-05", "Trường THCS Lê Lợi ở huyện Mai Hà, tỉnh Sơn La."),
            ("Báo Cao Bằng", "2018-01-06", "Trường THCS Lê Lợi ở thành phố Cao Bằng."),
        ),
        named=((0, "Trường THCS Lê Lợi", "a"), (1, "Trường THCS Lê Lợi", "b")),
    ),
    Case(
        title="a special zone",
        articles=(
            ("Báo An Giang", "2025-08-05", "Đảng ủy đặc khu Hòn Vọng họp. UBND đặc khu làm cảng."),
            ("Báo An Giang", "2025-08-06", "UBND đặc khu Hòn Vọng tiếp khách."),
        ),
        named=(
            (0, "Đảng ủy đặc khu Hòn Vọng", "a"),
            (0, "Đảng ủy đặc khu", "a"),
            (0, "UBND đặc khu", "b"),
            (1, "UBND đặc khu Hòn Vọng", "b"),
        ),
    ),
    Case(
        title="a city of a province",
        articles=(
            ("Báo Lào Cai", "2018-01-05", "Thành ủy Lào Cai họp. Thành ủy khen Tỉnh đoàn."),
            (
                "Báo Lào Cai",
                "2018-01-06",
                "UBND TP Lào Cai và UBND tỉnh Lào Cai",
            ),
        ),
        named=(
            (0, "Thành ủy Lào Cai", "a"),
            (0, "Thành ủy", "a"),
            (1, "UBND TP Lào Cai", "b"),
            (1, "UBND TP. Lào Cai", "b"),
            (1, "UBND tỉnh", "c"),
            (0, "Tỉnh đoàn", "d"),
            (1, "Tỉnh đoàn Lào Cai", "d"),
        ),
    ),
    Case(
        title="the Front, with and without its country",
        articles=(
            ("Báo Lào Cai", "2018-01-05", "Ủy ban MTTQ Việt Nam tỉnh phát quà."),
            ("Báo Lào Cai", "2018-01-06", "UBMTTQ tỉnh Lào Cai họp với Hội LHPN tỉnh."),
            ("Báo Lào Cai", "2018-01-07", "Hội Liên hiệp Phụ nữ Việt Nam tỉnh Lào Cai."),
        ),
        named=(
            (0, "Ủy ban MTTQ Việt Nam tỉnh", "a"),
            (1, "UBMTTQ tỉnh Lào Cai", "a"),
            (1, "Hội LHPN tỉnh", "b"),
            (2, "Hội Liên hiệp Phụ nữ Việt Nam tỉnh Lào Cai", "b"),
        ),
    ),
    Case(
        title="a paper of elsewhere names the province in full",
        articles=(
            ("Báo Phú Thọ", "2018-01-05", "Huyện ủy Cẩm Lương họp."),
            (
                "Báo Đường Xa",
                "2018-01-06",
                "Ở huyện Cẩm Lương (tỉnh Phú Thọ), Huyện ủy Cẩm Lương, tỉnh Phú Thọ, mở lớp.",
            ),
        ),
        named=(
            (0, "Huyện ủy", "a"),
            (1, "Huyện ủy Cẩm Lương, tỉnh Phú Thọ", "a"),
            (1, "Huyện ủy Cẩm Lương", "a"),
        ),
    ),
    Case(
        title="all of them is none of them",
        articles=(
            (
                "Báo Phú Thọ",
                "2018-01-05",
                "UBND các huyện, thành phố họp. TP Việt Trì xong.",
            ),
            ("Báo Phú Thọ", "2018-01-06", "UBND TP Việt Trì làm kè."),
        ),
        named=(
            (0, "UBND các huyện, thành phố", "a"),
            (1, "UBND TP Việt Trì", "b"),
            (1, "Ủy ban nhân dân thành phố", "b"),
        ),
    ),
)
