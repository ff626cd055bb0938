"""The ticket that every centre can print to see what its citizens will hold."""

from datetime import datetime, timedelta, timezone

from printer.slip import Slip, Wait

SAMPLE = Slip(
    site="S042",
    centre="Trung tâm Phục vụ hành chính công phường Đông Sơn",
    number="A012",
    queue="Tư pháp – Hộ tịch",
    procedure="1.001193",
    procedure_name="Đăng ký khai sinh",
    issued_at=datetime(2026, 11, 23, 8, 42, tzinfo=timezone(timedelta(hours=7))),
    ahead=7,
    wait=Wait(low=15, high=25),
    lang="vi",
    checklist=(
        "Giấy chứng sinh (bản chính)",
        "Căn cước của cha hoặc mẹ",
        "Giấy chứng nhận kết hôn của cha mẹ, nếu có",
        "Tờ khai đăng ký khai sinh",
        "Văn bản ủy quyền, nếu đi làm thay",
        "Thông tin nơi cư trú của cha mẹ",
    ),
    fee="Lệ phí: hỏi tại quầy",
    note="Phiếu này không thay Giấy tiếp nhận hồ sơ và hẹn trả kết quả.",
    url="HTTPS://LUOT.DONGSON.THANHHOA.EXAMPLE/T/K1-7K3QW9X2M4ZD-5B21",
)
