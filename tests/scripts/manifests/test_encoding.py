"""The encoding of a file is proven, or the file is refused; no name is silently another."""

import pytest

from models.kernel.errors import ManifestError
from scripts.manifests.encoding import decoded

CHINESE = "跟踪号,企业,供应商\nNB26-000001,甬江再生铜业有限公司,日野金属\n"
ENGLISH = "tracking_no,enterprise\nNB26-000001,{name}\n"
LONG = "宁波甬江再生铜业有限公司，进口再生铜原料，经北仑口岸申报，目的地检验。" * 20


@pytest.mark.parametrize(
    "encoding, name",
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8"),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16-LE"),
        ("utf-16-be", "UTF-16-BE"),
        ("utf-32", "UTF-32"),
        ("gb18030", "GB18030"),
        ("gbk", "GB18030"),
    ],
)
def test_a_chinese_file_is_read_in_its_encoding(encoding: str, name: str) -> None:
    assert decoded(CHINESE.encode(encoding)) == (CHINESE, name)


def test_under_an_english_header_the_detector_must_agree() -> None:
    text = ENGLISH.format(name=LONG)
    assert decoded(text.encode("gb18030")) == (text, "GB18030")


@pytest.mark.parametrize(
    "encoding, name",
    [
        ("big5", "甬江再生銅業有限公司"),
        ("cp932", "東京メタル株式会社リサイクル事業部"),
        ("cp949", "한국재생금속 주식회사 부산공장"),
        ("latin-1", "Métaux Récupérés Liège"),
        ("cp1252", "Müller Metallhandel GmbH"),
        ("cp1252", "Åkers Återvinning AB – Göteborg"),
        ("cp1252", "São João Reciclagem"),
        ("cp1250", "Złom i Metale Łódź"),
        ("cp1251", "ООО Втормет"),
        ("cp1254", "İstanbul Geri Dönüşüm"),
    ],
)
def test_a_name_in_another_encoding_is_not_read_as_chinese(encoding: str, name: str) -> None:
    with pytest.raises(ManifestError, match="save it again as 'CSV UTF-8'"):
        decoded(ENGLISH.format(name=name).encode(encoding))


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(ManifestError, match="encoding cannot be told"):
        decoded(b"\xef\xbb\xbf\xff")
    with pytest.raises(ManifestError, match="byte 2 is not UTF-8"):
        decoded(bytes([0xFF, 0x80, 0x00]))
