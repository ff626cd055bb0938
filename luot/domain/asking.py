"""Asking back, where one phrase means several procedures."""

from collections.abc import Sequence

from luot.domain.folding import Syllable
from luot.domain.procedure import Procedure
from luot.domain.vocabulary import forms, is_filler

SURE, CLOSE, VAGUE_CLOSE = 0.7, 0.035, 0.09
"""A best score that tells of something at all; scores that are as good as it; for vague words."""
MOST = 4

VAGUE = (
    "khai sinh|làm khai sinh|giấy khai sinh|khai tử|kết hôn|hộ tịch|trích lục|đăng ký lại|"
    "giấy phép xây dựng|xây dựng|giấy phép|chứng thực|công chứng|hợp đồng|thừa kế|ủy quyền|"
    "mai táng|mai táng phí|tiền mai táng|hộ nghèo|trợ cấp|khuyết tật|liệt sĩ|thương binh|"
    "người có công|thanh niên xung phong|căn cước|hộ khẩu|thường trú|tạm trú|cư trú|xe|đăng ký xe|"
    "biển số|sổ đỏ|sổ hồng|bìa đỏ|đất|đất đai|nhà đất|tách|sang tên|đổi tên|con nuôi|giám hộ|"
    "hộ kinh doanh|kinh doanh|đăng ký kinh doanh|hợp tác xã|tổ hợp tác|chuyển trường|bảo hiểm|"
    "bảo hiểm xã hội|bảo hiểm y tế|lễ hội|tôn giáo|con dấu|đơn thư|rượu|thuốc lá|"
    "gas|học|mất giấy tờ"
)
"""Words that name a thing and not what is to be done with it."""
_VAGUE = frozenset(tuple(key for key, _ in forms(each)) for each in VAGUE.split("|"))


def asks(
    readings: Sequence[Sequence[Syllable]], likely: Sequence[tuple[float, Procedure]]
) -> tuple[Procedure, ...]:
    """The procedures to ask back about, likeliest first; none where the phrase is clear.

    `readings` are what was typed and what that means in the centre's words.
    """
    if not likely or likely[0][0] < SURE:
        return ()
    best, first = likely[0]
    said = [tuple(one.key for one in each if not is_filler(one)) for each in readings]
    vague = said[0] in _VAGUE
    if not vague and any(_names(first, each) for each in said):
        return ()
    least = best - (VAGUE_CLOSE if vague else CLOSE)
    close = tuple(
        one for score, one in likely if score >= least and one.level in {None, first.level}
    )
    return close[:MOST] if len(close) > 1 else ()


def _names(procedure: Procedure, said: tuple[str, ...]) -> bool:
    """Whether a procedure is called just that."""
    called = (procedure.short_name, procedure.name, *procedure.phrases)
    return any(tuple(key for key, _ in forms(name)) == said for name in called)
