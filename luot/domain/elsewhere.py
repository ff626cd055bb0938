"""What a commune's centre does not do, and who does; the words are under `elsewhere`."""

from collections.abc import Sequence
from enum import StrEnum

from luot.domain.folding import Syllable
from luot.domain.patterns import line, pattern, spoken, table
from luot.domain.procedure import Level, Procedure
from luot.domain.vocabulary import is_filler

KNOWN_HERE = 0.75
"""From this score on, the centre has it under that very name."""


class Place(StrEnum):
    """Who does what the centre does not."""

    COURT = "court"
    TRAFFIC_POLICE = "traffic-police"
    IMMIGRATION = "immigration"
    TAX = "tax"
    SCHOOL = "school"
    HOSPITAL = "hospital"
    POWER = "power"
    BANK = "bank"
    PROVINCE = "province"
    MINISTRY = "ministry"


ELSEWHERE = """
(ly hôn|ly dị|li hôn|li dị)(?! (ở|bên|tại) )|(bỏ vợ|bỏ chồng|giành quyền nuôi con|cấp dưỡng)
    = court
(kiện ra tòa|khởi kiện|kiện đòi nợ|đòi nợ|đơn kiện)
    = court
(bằng lái|giấy phép lái xe|gplx|thi bằng lái|đổi bằng lái|bằng b1|bằng b2|bằng a1|học lái xe|
driving licence|driving license|driver license)
    = traffic-police
(phạt nguội|nộp phạt( giao thông)?|đóng phạt( giao thông)?|vi phạm giao thông)
    = traffic-police
(đăng kiểm)( xe)?
    = traffic-police
(làm|cấp|xin|đổi|gia hạn|lấy|đăng ký)( lại)?( cuốn| quyển)? (hộ chiếu|passport|pát po)|
(hộ chiếu|passport) mới|(visa|thị thực)
    = immigration
(thành lập|mở|lập|giải thể)( một| cái)? (công ty|doanh nghiệp)|(nhập|thôi|xin|xin nhập|xin thôi|
trở lại|giữ)( lại)? quốc tịch|(hai quốc tịch|song tịch)
    = province
(quyết toán thuế|hoàn thuế|thuế thu nhập cá nhân|mã số thuế|hóa đơn điện tử|thuế tncn)
    = tax
(học bổng|học phí|thi đại học|điểm thi|vào đại học)
    = school
(khám bệnh|khám sức khỏe|giấy khám sức khỏe|tiêm chủng|tiêm phòng|chích ngừa|nhập viện)
    = hospital
(tiền điện|hóa đơn điện|lắp điện|công tơ điện|đồng hồ điện|cúp điện|mất điện|tiền nước|
lắp nước|đồng hồ nước)
    = power
(mở thẻ atm|thẻ ngân hàng|mở tài khoản ngân hàng|chuyển khoản|gửi tiết kiệm|thẻ tín dụng)
    = bank
"""
"""Sayings, as in `sayings`, each with who does it; only words that leave no doubt."""

ALONE = """
(hộ chiếu|cuốn hộ chiếu|passport|pát po|pát pọt)( phổ thông| gắn chip)?
    = immigration
(công ty|doanh nghiệp)( tư nhân| trách nhiệm hữu hạn| cổ phần)?|quốc tịch
    = province
"""
"""The same of words that mean it where nothing else was said: what is lost is told here."""

_DONE_BY = tuple((pattern(said), Place(place)) for said, place in table(ELSEWHERE))
_ALONE = tuple((pattern(said), Place(place)) for said, place in table(ALONE))
SPOKEN = spoken(said for said, _ in (*_DONE_BY, *_ALONE))
_OTHERS = {Level.PROVINCE: Place.PROVINCE, Level.MINISTRY: Place.MINISTRY}


def place_of(typed: Sequence[Syllable], likely: Sequence[tuple[float, Procedure]]) -> Place | None:
    """Who does what was asked, where that is not the centre; `likely` is best first."""
    score, best = likely[0] if likely else (0.0, None)
    searched = line(typed)
    for said, place in _DONE_BY:
        met = searched.find(said)
        if met is not None and (score < KNOWN_HERE or _is_all(met, typed)):
            return place
    for said, place in _ALONE:
        met = searched.find(said)
        if met is not None and _is_all(met, typed):
            return place
    # What people often come for is taken in here, whoever decides on it.
    rare = best is not None and not best.popularity
    return _OTHERS.get(best.level) if best and best.level and rare else None


def _is_all(met: range, typed: Sequence[Syllable]) -> bool:
    """Whether nothing else was said that tells anything."""
    return all(is_filler(one) for place, one in enumerate(typed) if place not in met)
