"""Words of a kind that people say, for the sayings; alternatives are parted by bars."""

GROUPS = {
    "child": "con|bé|em bé|cháu|baby|con gái|con trai|thằng cu|trẻ|trẻ em|trẻ con|con nhỏ|con em",
    "who": (
        "bố|ba|cha|tía|thầy|mẹ|má|u|bầm|ông|bà|ông nội|bà nội|ông ngoại|bà ngoại|nội|ngoại|vợ|"
        "chồng|anh|chị|em|con|cháu|chú|bác|cô|dì|cậu|người nhà|người thân|nhà|cụ|bố mẹ|cha mẹ|"
        "ba má|anh trai|chị gái|bố tôi|mẹ tôi|ba tôi|má tôi|ông già|bà già|ông cụ|bà cụ|cụ ông|"
        "cụ bà|cụ nội|cụ ngoại|ông xã|bà xã|bố chồng|ba chồng|mẹ chồng|má chồng|bố vợ|ba vợ|"
        "mẹ vợ|má vợ|con dâu|con rể|chị dâu|anh rể|thím|mợ|dượng|ổng|bả|vợ chồng|người già|"
        "em trai|em gái|con trai|con gái|hàng xóm"
    ),
    "old": "bố|ba|cha|tía|thầy|ông|ông nội|ông ngoại|ông già|ông cụ|chú|bác|bà|mẹ|má",
    "mine": "tôi|tui|em|mình|nhà tôi|nhà em|nhà mình|cháu|con|chúng tôi",
    "new": "mới|vừa|vừa mới|đã|bị|sắp|mới vừa",
    "lost": "mất|bị mất|làm mất|đánh mất|thất lạc|rơi|rơi mất|rớt|rớt mất|lạc|bị trộm|cháy|bị cháy",
    "spoilt": "hư|hỏng|rách|bị rách|nát|mờ|nhòe|phai|bị hư|bị hỏng|bị ướt|gãy|bể|vỡ",
    "wrong": "sai|ghi sai|ghi nhầm|nhầm|viết sai|sai sót|bị sai|bị nhầm|không đúng|in sai|lộn",
    "book": "sổ đỏ|sổ hồng|bìa đỏ|bìa hồng|sổ đất|giấy đất|bằng khoán|sổ nhà|giấy tờ đất",
    "shop": (
        "quán|tiệm|cửa hàng|shop|sạp|ki ốt|kiosk|quầy|cửa tiệm|quán ăn|quán nước|quán cà phê|"
        "quán cafe|quán nhậu|quán cơm|quán phở|tạp hóa|tiệm tạp hóa|tiệm tóc|salon|spa|"
        "tiệm sửa xe|xưởng|nhà trọ|nhà nghỉ|homestay|phòng trọ|lò bánh|tiệm vàng|nhà hàng"
    ),
    "house": "nhà|nhà ở|nhà cửa|nhà cấp 4|nhà tầng|nhà lầu|biệt thự|nhà riêng|nhà trệt|căn nhà",
    "id": "căn cước|cccd|cmnd|chứng minh|chứng minh thư|thẻ căn cước|căn cước công dân|cmt|cc",
    "vehicle": "xe|xe máy|ô tô|xe hơi|xe gắn máy|mô tô|oto|xe tải|xe ô tô|honda|xe đạp điện",
    "purse": "bóp|ví|giỏ|túi|túi xách|cặp|ba lô",
    "beast": "heo|lợn|gà|vịt|trâu|bò|trâu bò|dê|gia súc|gia cầm|vật nuôi|heo nái|lợn nái",
    "gone": "mất|chết|qua đời|từ trần|tạ thế|mới mất|vừa mất|mới chết|đã mất|đã chết",
    "vpapers": "cà vẹt|cavet|cà vẹt xe|đăng ký xe|giấy tờ xe|giấy xe|biển số|biển số xe|bảng số",
    "abroad": (
        "tây|hàn|hàn quốc|đài loan|nhật|nhật bản|mỹ|trung quốc|tàu|pháp|đức|úc|anh quốc|canada|"
        "nước ngoài|ngoại quốc|việt kiều|lào|campuchia|thái lan|nga|singapore|malaysia"
    ),
}

PURPOSES = """
(để |để đi |đi |cho con |nộp |nộp cho |bổ sung |làm hồ sơ )?(vay ngân hàng|vay vốn ngân hàng|
vay tiền ngân hàng|vay tiền|xin việc|xin việc làm|đi làm|nhập học|đi học|du học|nộp học|mua nhà|
bán nhà|bán đất|mua đất|xuất khẩu lao động|lao động nước ngoài|đi nước ngoài|đi du lịch|
hồ sơ xin việc|cộng điểm thi|cộng điểm|nộp hồ sơ|nộp cơ quan|nộp công ty|nộp tòa|nộp trường)
"""
"""What a paper is wanted for: it says little of which one, where something else was said."""
