"""What people in the hall write short, and the words that say nothing about their matter."""

SHORT = {
    "attp": "an toàn thực phẩm",
    "bh": "bảo hiểm",
    "bhtn": "bảo hiểm thất nghiệp",
    "bhxh": "bảo hiểm xã hội",
    "bhyt": "bảo hiểm y tế",
    "ccb": "cựu chiến binh",
    "cccd": "căn cước công dân",
    "clb": "câu lạc bộ",
    "cmnd": "chứng minh nhân dân",
    "cmt": "chứng minh thư",
    "dk": "đăng ký",
    "dkkd": "đăng ký kinh doanh",
    "dkkh": "đăng ký kết hôn",
    "gcn": "giấy chứng nhận",
    "gks": "giấy khai sinh",
    "gpkd": "giấy phép kinh doanh",
    "gplx": "giấy phép lái xe",
    "gpxd": "giấy phép xây dựng",
    "gt": "giấy tờ",
    "gttn": "giấy tình trạng hôn nhân",
    "hd": "hợp đồng",
    "hk": "hộ khẩu",
    "hkd": "hộ kinh doanh",
    "hktt": "hộ khẩu thường trú",
    "hs": "hồ sơ",
    "htx": "hợp tác xã",
    "kd": "kinh doanh",
    "ks": "khai sinh",
    "lltp": "lý lịch tư pháp",
    "ncc": "người có công",
    "nkt": "người khuyết tật",
    "noxh": "nhà ở xã hội",
    "nvqs": "nghĩa vụ quân sự",
    "qsdd": "quyền sử dụng đất",
    "sdd": "sử dụng đất",
    "sxkd": "sản xuất kinh doanh",
    "thcs": "trung học cơ sở",
    "tht": "tổ hợp tác",
    "tnxp": "thanh niên xung phong",
    "tthn": "tình trạng hôn nhân",
    "ubnd": "ủy ban nhân dân",
    "vsattp": "vệ sinh an toàn thực phẩm",
    "xkld": "xuất khẩu lao động",
}
"""Folded shorthand and what it stands for; read so in what people type and in the catalogue."""

FILLERS = (
    "ạ ad anh chị của cần cháu để đi em gì giúp hỏi là mà muốn mình nào này nhé như ở thế thì tôi "
    "với và được bị việc ko không toi muon gi nhe thi voi duoc nao"
)
"""Words, as typed, that weigh little: who asks and how, not what for."""
