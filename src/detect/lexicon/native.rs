//! Names and addresses in the scripts of East Asia, which part no words by spaces.

use super::{List, has};

/// Syllables that most Korean given names are made of.
const GIVEN: &str = "준현민우진영수희은지서연윤하아호석훈혁성철식원경정숙자순미선혜란화옥나빈솔온율후건찬환규태재승동상종병용기남인일한형범섭택권근열린별봄도유예채소시주가이해다라람보세효봉명문덕광길만복균창춘충학향홍";

/// Words of one syllable that end a place, a firm or a thing rather than a name.
const NO_ENDS: &str =
    "市县縣区區省州路街道号號村镇鎮店厂廠部司院校局站港城山河湖江岛島寺町丁目都府駅円元人年月日";

/// Surnames of two characters that are written with single ones of another meaning.
const COMPOUND: usize = 2;

/// Whether a text in Chinese, Japanese or Korean script is the full name of a person: a surname of the list before a
/// given name of usual length, with a space or without; two words of kana. `None`: it is of another script.
#[must_use]
pub fn name(text: &str) -> Option<bool> {
    let first = text.chars().next()?;
    if !is_han(first) && !is_kana(first) && !is_hangul(first) {
        return None;
    }
    let mut words = text.split([' ', '\u{3000}', '・', '·']).filter(|word| !word.is_empty());
    let (one, two, more) = (words.next()?, words.next(), words.next().is_some());
    if more {
        return Some(false);
    }
    Some(match two {
        Some(given) => {
            let kana = |word: &str| word.chars().all(is_kana) && (2..=6).contains(&word.chars().count());
            let short = (1..=4).contains(&given.chars().count());
            has(List::LastNames, one)
                && short
                && given.chars().all(|c| is_han(c) || is_kana(c) || is_hangul(c))
                || kana(one) && kana(given)
        }
        None if one.chars().all(is_hangul) => korean(one),
        None => one.chars().all(|c| is_han(c) || is_kana(c)) && han(one),
    })
}

/// Surname and given name without a space: one or two characters of a Chinese surname and one or two of a given name,
/// or a Japanese surname of two or three characters and one to three of a given name.
fn han(word: &str) -> bool {
    let count = word.chars().count();
    if !(2..=6).contains(&count) || word.chars().next_back().is_some_and(|c| NO_ENDS.contains(c)) {
        return false;
    }
    let surname = |length| has(List::LastNames, prefix(word, length));
    let chinese = word.chars().all(is_han)
        && (count <= 3 && surname(1) || (3..=4).contains(&count) && surname(COMPOUND));
    let japanese = (1..=3).any(|given| count > given + 1 && surname(count - given));
    (chinese || japanese) && !has(List::Cities, word) && !has(List::Countries, word)
}

/// A surname of the list and two syllables of usual given names.
fn korean(word: &str) -> bool {
    let count = word.chars().count();
    let surname = if count == 4 { COMPOUND } else { 1 };
    (3..=4).contains(&count)
        && has(List::LastNames, prefix(word, surname))
        && word.chars().skip(surname).all(|c| GIVEN.contains(c))
}

fn prefix(word: &str, chars: usize) -> &str {
    word.char_indices().nth(chars).map_or(word, |(end, _)| &word[..end])
}

/// Whether a text in another script reads as the address of a house: units of an East Asian address in their order with
/// a number, or a word for a street.
#[must_use]
pub fn is_address(text: &str) -> bool {
    let has_digit = text
        .chars()
        .any(|c| c.is_ascii_digit() || ('０'..='９').contains(&c) || "一二三四五六七八九十".contains(c));
    let han = text.chars().any(is_han);
    if han && has_digit {
        let holds = |units: &[&str]| units.iter().any(|unit| text.contains(unit));
        let area = holds(&[
            "省", "市", "区", "區", "县", "縣", "県", "都", "府", "道", "镇", "鎮", "乡", "鄉", "郡", "町",
            "村",
        ]);
        let house = holds(&[
            "路", "街", "巷", "弄", "号", "號", "丁目", "番", "大道", "室", "楼", "樓", "座", "栋", "棟",
        ]);
        let numbered = text.contains(['-', '−', '－']) || house;
        return area && numbered || house && holds(&["路", "街", "巷", "大道"]) && holds(&["号", "號"]);
    }
    if has_digit && text.chars().any(is_hangul) {
        let ends = |ends: &[char]| {
            text.split([' ', ',']).any(|word| word.chars().count() > 1 && word.ends_with(ends))
        };
        return ends(&['로', '길', '동', '읍', '면', '리', '가'])
            && ends(&['시', '도', '구', '군', '로', '길']);
    }
    has_digit
        && text
            .split([' ', ',', '،', '\n', '(', ')'])
            .any(|word| STREETS.contains(&word.trim_end_matches('.').to_lowercase().as_str()))
}

/// Words for streets, houses and flats in Cyrillic, Greek, Hebrew, Arabic and Devanagari; Arabic with and without article.
const STREETS: &[&str] = &[
    "ул",
    "улица",
    "пр",
    "просп",
    "проспект",
    "пр-т",
    "пр-кт",
    "пер",
    "переулок",
    "ш",
    "шоссе",
    "наб",
    "набережная",
    "бул",
    "бульвар",
    "б-р",
    "пл",
    "площадь",
    "алл",
    "аллея",
    "проезд",
    "тупик",
    "вул",
    "вулиця",
    "провулок",
    "площа",
    "бул",
    "οδος",
    "οδός",
    "λεωφορος",
    "λεωφόρος",
    "λεωφ",
    "πλατεία",
    "רחוב",
    "רח'",
    "רח",
    "שדרות",
    "שד'",
    "סמטת",
    "شارع",
    "الشارع",
    "طريق",
    "زنقة",
    "نهج",
    "خیابان",
    "کوچه",
    "بلوار",
    "मार्ग",
    "रोड",
    "गली",
    "सड़क",
    "नगर",
    "कॉलोनी",
];

const fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '々' | 'ヶ')
}

const fn is_kana(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fa}' | 'ー' | '\u{ff66}'..='\u{ff9f}')
}

const fn is_hangul(c: char) -> bool {
    matches!(c, '\u{ac00}'..='\u{d7a3}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_east_asia_read_as_such() {
        for text in [
            "王伟",
            "李小龙",
            "欧阳娜娜",
            "司馬懿",
            "佐藤花子",
            "佐藤 花子",
            "鈴木　一郎",
            "田中さくら",
            "ヤマダ タロウ",
            "김민준",
            "이서연",
            "남궁민수",
            "박 지훈",
        ] {
            assert_eq!(name(text), Some(true), "{text}");
        }
        for text in [
            "北京市",
            "王府井大街",
            "コーヒー",
            "株式会社東京",
            "서울특별시",
            "완료",
            "进行中",
            "有限公司",
            "김치찌개",
            "東京都",
        ] {
            assert_eq!(name(text), Some(false), "{text}");
        }
        for text in ["Anna Smith", "Анна Иванова", "", "12"] {
            assert_eq!(name(text), None, "{text}");
        }
    }

    #[test]
    fn addresses_of_other_scripts_are_found() {
        for text in [
            "北京市朝阳区建国路88号",
            "上海市浦东新区世纪大道100号5楼",
            "東京都渋谷区神南1丁目2番3号",
            "大阪府大阪市北区梅田3-1-1",
            "서울특별시 강남구 테헤란로 152",
            "부산시 해운대구 우동 1408",
            "ул. Ленина, д. 5, кв. 12",
            "г. Москва, Тверская улица, 7",
            "شارع الملك فهد 12",
            "Λεωφόρος Κηφισίας 44",
            "רחוב הרצל 10",
            "महात्मा गांधी मार्ग 21",
        ] {
            assert!(is_address(text), "{text}");
        }
        for text in
            ["第3回", "2024年3月4日", "价格: 35 元", "Main Street 5", "Иванов Иван 12", "3월 4일", "", "北京"]
        {
            assert!(!is_address(text), "{text}");
        }
    }
}
