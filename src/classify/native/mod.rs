//! Headers in other scripts, read as the English words that they stand for.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::OnceLock;

mod arabic;
mod chinese;
mod cyrillic;
mod japanese;
mod korean;
mod other;

/// The words of every script.
const WORDS: &[&[(&str, &str)]] =
    &[cyrillic::WORDS, japanese::WORDS, chinese::WORDS, korean::WORDS, arabic::WORDS, other::WORDS];

/// A header with its known words of other scripts in English, parted by spaces; what is not known stays as it is. A
/// header of Latin letters comes back untouched. The longest word counts first, since Chinese, Japanese, Korean and
/// Thai write without spaces: `客户手机号` is `customer mobile_phone`.
#[must_use]
pub fn english(header: &str) -> Cow<'_, str> {
    if !header.chars().any(is_other_script) {
        return Cow::Borrowed(header);
    }
    let text = plain(header);
    let (mut out, mut at) = (String::new(), 0);
    while let Some(c) = text[at..].chars().next() {
        if let Some((word, english)) = longest(&text, at, c) {
            out.push(' ');
            out.push_str(english);
            out.push(' ');
            at += word.len();
        } else {
            out.push(c);
            at += c.len_utf8();
        }
    }
    Cow::Owned(out)
}

/// The longest known word at a place, whole where the script parts its words.
fn longest(text: &str, at: usize, first: char) -> Option<(&'static str, &'static str)> {
    static INDEX: OnceLock<HashMap<char, Vec<(&str, &str)>>> = OnceLock::new();
    let index = INDEX.get_or_init(|| {
        let mut index: HashMap<char, Vec<_>> = HashMap::new();
        for (word, english) in WORDS.iter().copied().flatten().copied() {
            index.entry(word.chars().next().unwrap_or(' ')).or_default().push((word, english));
        }
        // Equal lengths keep their order: of two languages with the same word the first one counts.
        index.values_mut().for_each(|words| words.sort_by_key(|(word, _)| std::cmp::Reverse(word.len())));
        index
    });
    let (before, rest) = text.split_at(at);
    if is_spaced(first) && before.chars().next_back().is_some_and(is_spaced) {
        return None;
    }
    let whole = |word: &&str| {
        !is_spaced(first) || !rest.get(word.len()..).and_then(|r| r.chars().next()).is_some_and(is_spaced)
    };
    index.get(&first)?.iter().find(|(word, _)| rest.starts_with(word) && whole(word)).copied()
}

/// Lower case without marks; separators as one space; forms of the same letter as one; no Arabic article.
fn plain(header: &str) -> String {
    let mut out = String::with_capacity(header.len());
    for c in header.chars().flat_map(char::to_lowercase) {
        let c = match c {
            '\u{64b}'..='\u{65f}'
            | '\u{640}'
            | '\u{93c}'
            | '\u{300}'..='\u{36f}'
            | '\u{200c}'
            | '\u{200d}' => continue,
            'أ' | 'إ' | 'آ' | 'ٱ' => 'ا',
            'ة' | 'ۀ' => 'ه',
            'ى' | 'ی' => 'ي',
            'ک' => 'ك',
            'ё' => 'е',
            'ά' => 'α',
            'έ' => 'ε',
            'ή' => 'η',
            'ί' | 'ϊ' | 'ΐ' => 'ι',
            'ό' => 'ο',
            'ύ' | 'ϋ' | 'ΰ' => 'υ',
            'ώ' => 'ω',
            'ｆ'..='ｚ' | 'ａ'..='ｅ' | '０'..='９' => {
                char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c)
            }
            '(' | '（' | ')' | '）' => ' ',
            _ if c.is_alphanumeric() || is_other_script(c) => c,
            _ => ' ',
        };
        if c != ' ' || !(out.is_empty() || out.ends_with(' ')) {
            out.push(c);
        }
    }
    let article = |word: &str| match word.strip_prefix("ال") {
        Some(rest) if rest.chars().count() > 1 => rest.to_owned(),
        _ => word.to_owned(),
    };
    out.split(' ').map(article).collect::<Vec<_>>().join(" ")
}

/// Letters of scripts whose words stand in the lists.
const fn is_other_script(c: char) -> bool {
    matches!(c, '\u{370}'..='\u{52f}' | '\u{590}'..='\u{6ff}' | '\u{900}'..='\u{97f}' | '\u{e00}'..='\u{e7f}'
        | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}')
}

/// Letters of scripts that part words by spaces.
const fn is_spaced(c: char) -> bool {
    matches!(c, '\u{370}'..='\u{52f}' | '\u{590}'..='\u{6ff}' | '\u{900}'..='\u{97f}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::classify::header::Headers;
    use crate::detect;

    #[test]
    fn headers_are_read_word_by_word() {
        for (header, expected) in [
            ("customer_name", "customer_name"),
            ("Straße", "Straße"),
            ("Дата рождения", "date_of_birth"),
            ("ДАТА_РОЖДЕНИЯ_клиента", "date_of_birth customer"),
            ("полка", "полка"),
            ("客户手机号", "customer mobile_phone"),
            ("姓名", "full_name"),
            ("患者の氏名", "patient の full_name"),
            ("顧客ＩＤ", "customer_id"),
            ("휴대폰 번호", "mobile_phone number"),
            ("الاسم الكامل", "full_name"),
            ("رقم الجَوّال", "mobile_phone"),
            ("تاریخ تولد", "date_of_birth"),
            ("Ημερομηνία Γέννησης", "date_of_birth"),
            ("תאריך לידה", "date_of_birth"),
            ("पिता का नाम", "father_name"),
            ("เบอร์โทรศัพท์", "phone_number"),
            ("ІПН", "tax_id"),
        ] {
            let got = english(header);
            assert_eq!(got.split_whitespace().collect::<Vec<_>>().join(" "), expected, "{header}");
        }
    }

    /// English words that name no type of their own but say what a column or a table is about.
    const CONTEXT: &[&str] = &[
        "customer",
        "patient",
        "employee",
        "user",
        "student",
        "member",
        "recipient",
        "owner",
        "title",
        "number",
        "code",
        "order",
        "order_number",
        "department",
        "store",
        "time",
        "status",
        "type",
        "quantity",
        "bank",
        "account",
        "weight",
        "balance",
        "created",
        "notes",
        "comments",
        "subject",
        "product",
        "price",
        "amount",
        "company",
        "district",
        "organization",
        "height",
        "disease",
    ];

    #[test]
    fn every_word_is_plain_and_its_english_names_a_type_or_gives_context() {
        let headers = Headers::new(detect::all());
        let mut wrong = Vec::new();
        for (word, target) in WORDS.iter().copied().flatten() {
            let reading = headers.read(target);
            let names = reading.hits.first().is_some_and(|hit| hit.weight >= 8.0);
            if plain(word) != *word || !names && !CONTEXT.contains(target) {
                wrong.push((word, target));
            }
        }
        assert_eq!(wrong, []);
    }
}
