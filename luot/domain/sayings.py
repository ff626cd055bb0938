"""What people say of their lives, and the words that the matter is written down under.

Patterns are of whole words: `(a|b)` for either, `( mới)?` for what may be missing, `{who}` for
the words of a group; a long one goes on in the next line. Marks may be left out in what is typed;
marks that are typed must agree.
Earlier lines win over later ones on the same words.
"""

SAYINGS = """
# born
(vợ|{child}|{mine}|chị|em gái)( {mine})?( {new})? (sinh|đẻ|sanh|chào đời|ra đời)( (em bé|con|
bé|cháu|em))?(?! (viên|hoạt|sống|học|ra|năm|ngày|tháng|ở) )
    = đăng ký khai sinh
(sinh|đẻ|sanh) (em bé|con|cháu|con trai|con gái|con đầu lòng|đôi|thứ hai)( {new})?
    = đăng ký khai sinh
(mới|vừa) (sinh|đẻ|sanh)( (em bé|con|bé|cháu|em))?
    = đăng ký khai sinh
(chào đời|giấy chứng sinh|chứng sinh|khai sanh|làm giấy tờ cho {child})
    = đăng ký khai sinh
(chưa|không)( có| làm)?( giấy)? (khai sinh|khai sanh)
    = đăng ký khai sinh
# married
(ly hôn|ly dị|li hôn|li dị)( xong| rồi)? (ở|bên|tại)( bên| nước)? ({abroad})
    = ghi chú ly hôn ở nước ngoài
(kết hôn|cưới|cưới nhau|lấy nhau|lấy vợ|lấy chồng)( xong| rồi)? (ở|bên|tại)( bên| nước)? ({abroad})
    = ghi chú kết hôn ở nước ngoài
(lấy|cưới) (vợ|chồng)( người| là người)?( là)? ({abroad})
    = đăng ký kết hôn có yếu tố nước ngoài
(kết hôn|cưới)( với)?( người)? ({abroad})
    = đăng ký kết hôn có yếu tố nước ngoài
(sắp|mới|muốn|định|chuẩn bị|đi)? ?(cưới|lấy nhau|cưới nhau|cưới vợ|cưới chồng|lấy vợ|
lấy chồng|cưới hỏi|làm đám cưới|đám cưới xong|thành vợ chồng)
    = đăng ký kết hôn
(hôn thú|giấy hôn thú|giá thú|giấy giá thú)
    = đăng ký kết hôn
(độc thân|chưa (có )?(vợ|chồng)|chưa (từng )?(kết hôn|lập gia đình)( lần nào)?|còn độc thân)
    = xác nhận tình trạng hôn nhân
# died
(cựu chiến binh|bộ đội về hưu)( {new})? ({gone})
    = mai táng phí cựu chiến binh
thanh niên xung phong( {new})? ({gone})
    = mai táng phí thanh niên xung phong
(người có công|thương binh|bệnh binh)( {new})? ({gone})
    = trợ cấp khi người có công từ trần
{who}( {mine})?( {new})? (mất|chết|qua đời|từ trần|tạ thế|khuất|khuất núi|đi rồi|mất rồi|
chết rồi|quy tiên|về với ông bà|trút hơi thở cuối cùng|lìa đời)(?! (sổ|giấy|thẻ|hộ|căn|bằng|xe|
cccd|cmnd|cà|bìa|đăng|khai|việc|bao|bóp|ví|passport|biển|học|hợp) )
    = đăng ký khai tử
(có )?(tang|người chết|người mất|tang sự|báo tử|khai báo tử|chứng tử|qua đời)
    = đăng ký khai tử
(tiền |phí |mua )?(đám ma|đám tang|ma chay|chôn cất|hỏa táng|mai táng|tang lễ|hòm|quan tài|
áo quan|thiêu xác|làm ma)( phí)?
    = hỗ trợ chi phí mai táng phí
# names and records
(đổi|sửa|thay đổi|chỉnh|sửa lại) (họ|tên|tên đệm|chữ lót|tên lót|họ tên|ngày sinh|năm sinh|
tháng sinh|ngày tháng năm sinh|dân tộc|giới tính|quê quán)
    = thay đổi cải chính hộ tịch
(khai sinh|khai sanh|giấy khai sinh)( {mine})? {wrong}( (tên|họ|ngày sinh|năm sinh))?
    = cải chính hộ tịch khai sinh
{lost}( giấy| tờ)? (khai sinh|khai sanh|khai tử|kết hôn)
    = bản sao trích lục hộ tịch
(ông bà|ông|bà|nội|ngoại|cô|dì|chú|bác|cậu)( nội| ngoại)? nuôi (cháu|trẻ)
    = đăng ký giám hộ
(xin|nhận|muốn)( nhận)?( một)?( đứa| em| bé)?( trẻ| bé)?( về)? (làm con nuôi|con nuôi)
    = đăng ký nuôi con nuôi
(ngoài giá thú|con riêng|con rơi)
    = nhận cha mẹ con
# what the dead leave
(không (lấy|nhận|hưởng)|từ chối|từ bỏ|nhường|nhường lại|nhường hết)( hưởng| nhận)?( lại)?( phần)?(
 của| tài sản)?( thừa kế| di sản| gia tài)
    = từ chối nhận di sản
(chia|phân chia|phân)( nhau)?( phần)?( đất| nhà| nhà đất| tài sản| của cải)?( của)?( {who})? để lại|
(chia|phân chia|khai nhận|nhận) (thừa kế|gia tài|di sản)|
(anh em|anh chị em|các con)( trong nhà| ruột)? chia (đất|nhà|tài sản)
    = văn bản phân chia di sản thừa kế
# copies and signatures
hợp đồng( cho)? (thuê|mượn|mua bán|mua|bán|tặng cho|tặng|chuyển nhượng|đặt cọc|góp vốn)( nhà| đất|
 trọ| phòng| xe| mặt bằng| tài sản)?( trọ| đất)?
    = chứng thực hợp đồng giao dịch
(sao y|sao|copy|photo|phô tô|photocopy|foto|phô|in sao)( y)?( bản chính)?( công chứng|
 chứng thực| có dấu| đóng dấu)?
    = chứng thực bản sao từ bản chính
(công chứng|chứng thực|sao) (bằng|bằng cấp|bằng đại học|học bạ|giấy tờ|hộ chiếu|cccd|căn cước|
cmnd|sổ hộ khẩu|khai sinh|hồ sơ|văn bằng|chứng chỉ|bảng điểm|sổ đỏ|sổ hồng)
    = chứng thực bản sao từ bản chính
(sơ yếu lý lịch|sơ yếu|lý lịch( đi làm| xin việc| tự thuật)?|syll)(?! tư pháp )
    = chứng thực chữ ký sơ yếu lý lịch
(giấy )?(ủy quyền|giấy cam kết|giấy bảo lãnh)(?! (tài sản|nhà|đất|lĩnh|nhận|lãnh) )
    = chứng thực chữ ký giấy ủy quyền
dịch (thuật|giấy tờ|hồ sơ|bằng|sang|tiếng|văn bản)( sang)?( tiếng)?( công chứng)?|bản dịch
    = chứng thực chữ ký người dịch
(công chứng|chứng thực)( giấy)?( hợp đồng)? (mua bán|bán|mua|tặng|cho tặng|sang nhượng|cho thuê|
ủy quyền)( xe| nhà| đất| nhà đất| xe máy| ô tô)?
    = chứng thực hợp đồng giao dịch
(công chứng|chứng thực|xác nhận) (chữ ký|chữ kí|điểm chỉ|lăn tay|vân tay)
    = chứng thực chữ ký
# residence
(nhập|chuyển|đưa|vào|cho)( sổ)?( tên)?( vào)? (hộ khẩu|khẩu|sổ hộ khẩu|hk)
    = đăng ký thường trú nhập hộ khẩu
(chuyển về (nhà chồng|nhà vợ|nhà mới)|về nhà chồng|chuyển nhà|dọn nhà|đổi chỗ ở)
    = đăng ký thường trú
(người|khách)( mới)? (thuê|ở trọ|thuê trọ)( nhà| phòng| trọ)?( mới)?
    = đăng ký tạm trú
(thuê|ở|mới thuê|vô|mới dọn)( nhà| phòng)? trọ|thuê (phòng|nhà)( trọ)?|ở thuê|ở trọ|trọ học
    = đăng ký tạm trú
(cắt|xóa|xoá|gạch|rút)( tên)?( khỏi| trong| ra khỏi)?( sổ)? (hộ khẩu|khẩu|thường trú)
    = xóa đăng ký thường trú
(tách|ra|làm)( sổ)?( hộ)?( khẩu)?( ra)? ?(ở riêng|ra riêng)|tách (khẩu|sổ hộ khẩu)
    = tách hộ
(khách|bạn|bạn bè|người nhà|bà con|người thân|họ hàng)( đến| tới| ở| lên)?( chơi)?(( ngủ| ở|
 nghỉ)( lại)?( nhà)?( tôi| em)?( qua đêm| lại đêm| vài (đêm|hôm|ngày)| một đêm)?|( qua đêm))
    = thông báo lưu trú
(đi (làm ăn )?xa|đi vắng|vắng nhà)( lâu| lâu ngày| dài ngày)?
    = khai báo tạm vắng
(ct07|ct 07|giấy xác nhận cư trú|xác nhận (nơi|chỗ) ở|xác nhận hộ khẩu|xác nhận nhân khẩu)
    = xác nhận thông tin về cư trú
(tây|người nước ngoài|khách nước ngoài|khách tây)( đến| tới)? (ở|thuê|ở trọ|tạm trú|thuê nhà)
    = khai báo tạm trú cho người nước ngoài
# identity
{lost}( cái)? ({purse})( có| trong có| đựng| trong có cả| có cả| và)?( giấy tờ)?( thẻ)?( {id})?
    = cấp lại thẻ căn cước
(lớp (1|2|3|4|5|6|7|8)|(1|2|3|4|5|6|7|8|9|10|11|12|13) tuổi)( rồi| thì| muốn| cần| xin| đi)?(
 làm| cấp)?( thẻ)? ({id})
    = cấp thẻ căn cước cho người dưới 14 tuổi trẻ em
(14|15|16|17|18) tuổi( rồi| thì| muốn| cần| xin| đi)?( làm| cấp)?( thẻ)? ({id})
    = làm căn cước từ đủ 14 tuổi
({id})( lần đầu)? cho {child}( {mine})?( học)? (lớp (1|2|3|4|5|6|7|8)|(1|2|3|4|5|6|7|8|9|10|11|12|
13) tuổi)
    = cấp thẻ căn cước cho người dưới 14 tuổi trẻ em
({id})( lần đầu)? cho {child}( {mine})? (14|15|16|17|18) tuổi
    = làm căn cước từ đủ 14 tuổi
{lost}( thẻ| giấy)? ({id})
    = cấp lại thẻ căn cước
({id})( {mine})?( bị)? ({spoilt}|{lost}|hết hạn|quá hạn|sắp hết hạn|cũ)
    = cấp đổi cấp lại thẻ căn cước
(đổi|làm lại|cấp lại|gia hạn)( thẻ)? ({id})
    = cấp đổi cấp lại thẻ căn cước
({id}) cho (bé|trẻ|trẻ em|con nhỏ|trẻ sơ sinh|em bé)( (1|2|3|4|5|6|7|8|9|10|11|12|13) tuổi)?
    = cấp thẻ căn cước cho người dưới 14 tuổi trẻ em
(mã|số|mã số) định danh( cá nhân)?
    = xác nhận số định danh cá nhân
(cài|cài đặt|làm|kích hoạt|đăng ký|lấy lại|quên)( đặt)?( tài khoản| mật khẩu)? (vneid|vnid|
vn eid|định danh|dịch vụ công)
    = tài khoản định danh điện tử mức độ 2 vneid
(vnid|vn eid|vineid|vn id|định danh điện tử|định danh mức 2|định danh)
    = tài khoản định danh điện tử vneid
{lost}( cái| cuốn)? (hộ chiếu|passport|pát po|pát pọt|hc)
    = trình báo mất hộ chiếu
(pát po|pát pọt|passport|hộ chíu)
    = hộ chiếu
(tích hợp|bỏ|đưa|cho|thêm|cập nhật|gắn)( giấy tờ| bằng lái| bằng lái xe| giấy phép lái xe|
 bảo hiểm y tế| thẻ bảo hiểm y tế| thông tin)?( vào| lên| trên)( thẻ)? ({id})
    = tích hợp thông tin trên thẻ căn cước
# vehicles
(mua|mới mua|sắm|tậu)( {vehicle})( mới)?(?! cũ )
    = đăng ký xe cấp biển số lần đầu
(bấm|bốc|lấy|làm|xin|đăng ký)( cấp)? (biển số|biển số xe|bảng số|biển xe)
    = đăng ký xe cấp biển số lần đầu
((xe )?(không|chưa) chính chủ|sang tên chính chủ|làm chính chủ|đứng tên xe|rút hồ sơ( gốc)? xe)
    = sang tên xe
(bán|cho|tặng|mua lại|mua bán)( chiếc)? ({vehicle})( cũ)?( cho người khác)?
    = sang tên xe
{lost} ({vpapers})
    = cấp lại đăng ký xe biển số xe
({vpapers})( bị)? ({spoilt})
    = đổi đăng ký xe biển số xe
(không|chưa)?( có)? ?(tiền án|tiền sự|tiền án tiền sự|án tích|phạm tội)
    = phiếu lý lịch tư pháp
# land
# land
{lost}( cái| cuốn)? ({book})
    = cấp lại giấy chứng nhận do bị mất sổ đỏ
({book})( nhà)?( {mine})?( bị)? {lost}
    = cấp lại giấy chứng nhận do bị mất sổ đỏ
({book})( nhà)?( {mine})?( bị)? ({spoilt}|cũ)
    = đổi sổ đỏ cũ cấp đổi giấy chứng nhận
({book})( bị)? {wrong}( (tên|họ tên|năm sinh|diện tích|số thửa))?
    = đính chính giấy chứng nhận sổ đỏ sai
(đổi|thay) ({book})( cũ)?( mới)?
    = đổi sổ đỏ cũ cấp đổi giấy chứng nhận
(chưa|không)( có| được cấp)? ({book}|sổ)
    = làm sổ đỏ lần đầu cấp giấy chứng nhận
(làm|xin|xin cấp|cấp|ra|lên)( mới)? ({book})
    = làm sổ đỏ lần đầu
(sang|chuyển|đổi) (tên|sổ)( ({book}|đất|nhà|nhà đất|cho con|cho vợ|cho chồng))
    = sang tên sổ đỏ đăng ký biến động
(bán|mua|tặng|cho)( mảnh| miếng| thửa| lô)?( con| cho con)?( mảnh| miếng| thửa| lô)? (đất|
nhà đất)( cho con| cho cháu)?
    = sang tên sổ đỏ mua bán tặng cho đất
(cắt|chia|xẻ|tách)( một)?( phần| miếng| mảnh| bớt)?( thửa)? đất
    = tách thửa hợp thửa đất
(lên|chuyển|chuyển lên) (thổ cư|đất ở|đất thổ cư)|(đất|ruộng)( vườn| ruộng| lúa)? (lên|sang|
thành|qua) (thổ cư|đất ở)
    = chuyển mục đích sử dụng đất lên thổ cư
(hàng xóm|nhà bên|láng giềng|nhà kế bên|người ta)?( bị)? ?(lấn|lấn chiếm|tranh chấp|giành|
lấn sang|cãi nhau)( ranh)?( về)? (đất|ranh|ranh giới|ranh đất|đất đai|mốc)
    = hòa giải tranh chấp đất đai
(giải chấp|xóa thế chấp|rút thế chấp|(trả|thanh toán) (hết|xong)( hết)?( nợ)?( vay)? ngân hàng|
lấy sổ ở ngân hàng (ra|về))
    = xóa đăng ký thế chấp nhà đất
(thuế nhà đất|thuế đất|thuế nhà|thuế phi nông nghiệp|thuế ruộng)
    = khai thuế sử dụng đất
(gia hạn|tiếp tục dùng|hết hạn|hết thời hạn)( sử dụng)? đất( nông nghiệp| ruộng| vườn| trồng cây)
    = xác nhận tiếp tục sử dụng đất nông nghiệp
(cầm|cầm cố|thế|thế chấp)( {book})?( đất| nhà| sổ)?( để)?( vay)?( ngân hàng| tiền)?
    = đăng ký thế chấp nhà đất
(dính|vướng|xem|coi|hỏi|tra|tra cứu|có|bị|nằm trong)( thông tin| đất| có)* quy hoạch
    = cung cấp thông tin quy hoạch
# building
(xây|cất|làm|dựng|xây dựng|xin xây|làm mới)( mới)?( một)?( căn)? ({house})
    = giấy phép xây dựng nhà ở
(sửa|sửa chữa|cải tạo|nâng cấp|nâng|cơi nới|nới|chống dột)( thêm)?( tầng| lầu| {house})
    = giấy phép xây dựng sửa chữa cải tạo nhà
(đào|cắt|xẻ|cuốc)( mặt)? (đường|vỉa hè|hè|lòng đường)
    = cấp giấy phép thi công công trình trên đường
(chiếm|lấn|lấn chiếm|dùng|sử dụng|mượn|thuê|để xe trên|bán hàng trên|dựng rạp( trên)?|làm rạp)(
 tạm)?( lòng đường| lề đường| vỉa hè| hè| đường)
    = sử dụng tạm thời lòng đường vỉa hè
(chặt|đốn|cưa|cắt tỉa|tỉa|hạ)( cành)? cây( xanh)?
    = giấy phép chặt hạ dịch chuyển cây xanh
(khoan|đào|làm)( cái)? giếng( nước)?( khoan)?
    = đăng ký khai thác nước dưới đất
# trade
(mở|lập|làm)?( nhóm| lớp| điểm| nhà| chỗ)? ?(giữ|trông) (trẻ|con nít|em bé)( tại nhà| tư thục)?
    = thành lập cơ sở giáo dục mầm non độc lập
(đăng ký|mở|lập|làm|xin) (hộ )?(kinh doanh cá thể|hộ cá thể)|kinh doanh cá thể
    = đăng ký thành lập hộ kinh doanh
(mở|làm|kinh doanh|buôn bán|lập|khai trương)( một)?( cái)? ({shop})
    = mở quán thành lập hộ kinh doanh
(buôn bán nhỏ|bán hàng online|bán hàng tại nhà|kinh doanh nhỏ|bán hàng ăn)
    = mở quán thành lập hộ kinh doanh
(tạm nghỉ|tạm ngừng|tạm dừng|nghỉ|tạm đóng)( bán| kinh doanh| cửa)( một thời gian| tạm)?
    = tạm ngừng kinh doanh hộ kinh doanh
(dẹp|đóng|đóng cửa|nghỉ|sang|bỏ|giải thể)( luôn| hẳn)? ({shop}|bán|kinh doanh)( luôn| hẳn)?|
nghỉ (bán|kinh doanh) (luôn|hẳn)
    = chấm dứt hoạt động hộ kinh doanh
(mở|làm|kinh doanh)?( quán| tiệm| phòng| điểm)? ?(net|nét|internet|chơi game|game online|game)
    = điểm cung cấp dịch vụ trò chơi điện tử công cộng
(nấu|cất|làm|ủ) rượu( bán| gạo| nếp)*
    = sản xuất rượu thủ công
(đổi|thay đổi|sửa|thêm|bổ sung)( lại)?( tên| địa chỉ| địa điểm| chỗ| ngành nghề| ngành| vốn)?( bán|
 quán| tiệm| cửa hàng)? (kinh doanh|hộ kinh doanh|giấy phép kinh doanh|quán|tiệm|cửa hàng)
    = đăng ký thay đổi nội dung đăng ký hộ kinh doanh
{lost}( giấy)?( phép)?( chứng nhận)?( đăng ký)? kinh doanh
    = cấp lại giấy chứng nhận đăng ký hộ kinh doanh
(bán|mở)( lẻ)? (gas|ga|bình ga|bình gas)
    = cửa hàng bán lẻ lpg gas
# support
(tiền|trợ cấp|chế độ|lương|phụ cấp)( cho)?( người)? (già|cao tuổi|lớn tuổi|75 tuổi|80 tuổi|
từ 75 tuổi|trên 75 tuổi|trên 80 tuổi)
    = trợ cấp hưu trí xã hội người cao tuổi
(đơn thân|nuôi con một mình|một mình nuôi con|mồ côi)
    = trợ cấp xã hội hằng tháng đơn thân
(tàn tật|tật nguyền|bị tật|bại liệt|liệt nửa người|liệt giường|nằm liệt|bị liệt|liệt|bại não|
nằm một chỗ|tai biến|mù mắt|mù lòa|bị mù|câm điếc|bị câm|bị điếc|cụt tay|cụt chân|bị què|
tâm thần|bệnh thần kinh|hội chứng down|bị down|tự kỷ|thiểu năng|chậm phát triển)(?! (sĩ|sỹ) )
    = khuyết tật
(nhà nghèo|nghèo quá|khó khăn|gia đình khó khăn|nghèo khó|sổ nghèo)
    = hộ nghèo
(liệt sỹ)
    = liệt sĩ
con( đẻ| của| cái)?( người)?( bị)? nhiễm( chất)?( độc)?( màu)?( da cam| dioxin| đi ô xin)
    = con của người hoạt động kháng chiến nhiễm chất độc hóa học
(chất độc )?(màu )?(da cam|dioxin|đi ô xin)
    = chất độc hóa học
({old})( {mine})?( ngày xưa| hồi xưa| ngày trước| hồi trước| xưa| trước)? (đi bộ đội|đi lính|
đi kháng chiến|đánh mỹ|đánh pháp|đi chiến trường|đi b)
    = người hoạt động kháng chiến người có công
(viện dưỡng lão|nhà dưỡng lão|trại dưỡng lão|trung tâm bảo trợ|nhà tình thương|mái ấm|trại trẻ)
    = tiếp nhận vào cơ sở trợ giúp xã hội
(con|vợ|chồng|cháu|thân nhân|gia đình|con em)( của| gia đình| em gia đình)? (thương binh|liệt sĩ|
bệnh binh|chính sách|có công|người có công)
    = xác nhận thân nhân người có công liệt sĩ
(bốc mộ|cải táng|hài cốt|quy tập|đưa hài cốt|đưa mộ)( liệt sĩ)?( về)?
    = di chuyển hài cốt liệt sĩ
(mẹ|bà mẹ)( việt nam)? anh hùng
    = bà mẹ việt nam anh hùng
# insurance, work, school
(thẻ|mất thẻ) (bảo hiểm|bh)(?! (xã|y) )
    = thẻ bảo hiểm y tế
{lost}( thẻ| cái thẻ) (bhyt|bảo hiểm y tế|bảo hiểm)
    = cấp lại thẻ bảo hiểm y tế
(nghỉ|tiền|chế độ|hưởng) (đẻ|sinh|sanh|thai sản)( con)?
    = chế độ thai sản
(mất việc|bị đuổi việc|nghỉ việc|bị sa thải|thôi việc|thất nghiệp)
    = trợ cấp thất nghiệp
(đi bộ đội|đi lính|nhập ngũ|khám nghĩa vụ|đi nghĩa vụ|nvqs)
    = đăng ký nghĩa vụ quân sự
(lĩnh|lãnh|nhận|hưởng|rút|lấy|làm)( tiền)?( trợ cấp| bảo hiểm) thất nghiệp
    = trợ cấp thất nghiệp
(rút|lấy)( tiền| hết)?( sổ| cục)? (bảo hiểm|bảo hiểm xã hội)(?! (thất|y) )
    = hưởng bảo hiểm xã hội một lần
(vào|lên|xin vào|xin học|nhập học)( trường)? (lớp 6|cấp 2|cấp hai)
    = tuyển sinh trung học cơ sở lớp 6
(qua|đổi|chuyển|sang|xin qua|xin đổi|chuyển sang|chuyển qua)( học)? trường( khác)?
    = chuyển trường
lớp (1|2|3|4|5)
    = tiểu học cấp 1
lớp (6|7|8|9)
    = trung học cơ sở cấp 2
{lost}( cái)? (bằng|bằng cấp|bằng tốt nghiệp|học bạ|văn bằng)( cấp 2| cấp hai)?
    = bản sao văn bằng từ sổ gốc bằng tốt nghiệp
(nghỉ|hưởng|tiền|bị)? ?(ốm|ốm đau|đau ốm|bệnh nghỉ làm|nghỉ bệnh|nghỉ ốm)
    = chế độ ốm đau
(lĩnh|lãnh|nhận|lấy) (hộ|thay|giùm|dùm|giúp)( tiền)?( lương)?( hưu)?( trợ cấp)?
    = ủy quyền lĩnh thay lương hưu trợ cấp
(chuyển|đổi)( nơi| chỗ)?( lĩnh| nhận| lãnh)?( tiền)? lương hưu
    = chuyển nơi hưởng lương hưu trợ cấp sang địa bàn khác
(viện phí|tiền viện|tiền thuốc|tiền khám|chi phí khám)( bảo hiểm)?
    = thanh toán trực tiếp chi phí khám chữa bệnh bảo hiểm y tế
# trouble
(chồng|vợ|bố|ba|cha|con)( {mine})?( hay| bị)? (đánh|đánh đập|bạo hành)( vợ| chồng| con| mẹ)?
    = bạo lực gia đình cấm tiếp xúc
(gặp|hẹn gặp|xin gặp|trình bày với)( ông| bà)? (lãnh đạo|chủ tịch|cán bộ|bí thư)
    = tiếp công dân
(thưa kiện|thưa|kiện|phản ánh|kiến nghị)( hàng xóm| láng giềng| nhà bên)|tiếng ồn|ồn ào|
 gây ồn|xả rác|ô nhiễm
    = đơn kiến nghị phản ánh
(tham nhũng|nhận hối lộ|ăn hối lộ|đòi hối lộ|nhũng nhiễu|vòi tiền|hạch sách)
    = tố cáo cán bộ
(kiện|thưa|phản đối|không đồng ý|không chịu)( về)? (xã|phường|quyết định|ủy ban|cán bộ)
    = khiếu nại quyết định
(nghiện|hút chích|chơi thuốc|xì ke|ma túy)
    = cai nghiện ma túy
# the farm
({beast})( {mine})?( bị)? (chết|toi|chết dịch|chết bệnh|bệnh chết|dịch|bệnh|dịch tả|lở mồm)
    = hỗ trợ thiệt hại do dịch bệnh vật nuôi
(dịch|dịch bệnh|dịch tả)( ở)? ({beast})
    = hỗ trợ thiệt hại do dịch bệnh vật nuôi
(trang trại|trại|chăn nuôi|nuôi)( nuôi| chăn nuôi)? ({beast})
    = chăn nuôi trang trại vật nuôi
# new papers for old ones, south for north
(hết hạn|quá hạn|hết thời hạn|sắp hết hạn)
    = gia hạn
(heo|lợn)
    = vật nuôi lợn
(sanh)
    = sinh
(tui|tau|tao)
    = tôi
(bìa đỏ|sổ hồng|bìa hồng|bằng khoán|giấy đất|sổ đất|giấy tờ đất)
    = sổ đỏ
(lãnh)
    = lĩnh
"""
