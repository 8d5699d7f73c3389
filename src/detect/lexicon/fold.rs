//! One spelling for many: what does not matter when words are compared.

/// Hands the bytes of the folded text to `out`: lower case, Latin letters without accents, hyphens as spaces, dots and
/// apostrophes left out, no space at the ends or twice. No allocation.
pub fn fold(text: &str, mut out: impl FnMut(u8)) {
    let mut any = false;
    let mut gap = false;
    let mut emit = |byte: u8, any: &mut bool, gap: &mut bool| {
        if std::mem::take(gap) && *any {
            out(b' ');
        }
        *any = true;
        out(byte);
    };
    for c in text.chars() {
        match c {
            'a'..='z' | '0'..='9' => emit(c as u8, &mut any, &mut gap),
            'A'..='Z' => emit(c as u8 | 0x20, &mut any, &mut gap),
            ' ' | '-' | '_' | '\t' | '\u{a0}' | '‐' | '–' => gap = true,
            '.' | '\'' | '’' | '`' | 'ʼ' | '\u{300}'..='\u{36f}' => {}
            _ if c.is_ascii() => emit(c as u8, &mut any, &mut gap),
            _ => {
                for low in c.to_lowercase() {
                    let plain = unmarked(low);
                    if !plain.is_empty() {
                        plain.bytes().for_each(|byte| emit(byte, &mut any, &mut gap));
                    } else if !('\u{300}'..='\u{36f}').contains(&low) {
                        let mut buffer = [0; 4];
                        low.encode_utf8(&mut buffer).bytes().for_each(|byte| emit(byte, &mut any, &mut gap));
                    }
                }
            }
        }
    }
}

/// As [`fold`], of ASCII alone.
pub fn fold_ascii(text: &[u8], mut out: impl FnMut(u8)) {
    let (mut any, mut gap) = (false, false);
    for byte in text {
        match ASCII[usize::from(*byte)] {
            GAP => gap = true,
            NOTHING => {}
            plain => {
                if gap && any {
                    out(b' ');
                }
                (any, gap) = (true, false);
                out(plain);
            }
        }
    }
}

/// What an ASCII character becomes; none becomes a character beyond ASCII.
static ASCII: [u8; 256] = ascii();
const GAP: u8 = 0x80;
const NOTHING: u8 = 0x81;

const fn ascii() -> [u8; 256] {
    let mut out = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        out[byte] = match byte as u8 {
            b' ' | b'-' | b'_' | b'\t' => GAP,
            b'.' | b'\'' | b'`' => NOTHING,
            other => other.to_ascii_lowercase(),
        };
        byte += 1;
    }
    out
}

/// The plain letters of a lower-case letter with a mark (Latin-1 Supplement, Latin Extended-A, some of other scripts);
/// empty for others.
const fn unmarked(c: char) -> &'static str {
    match c {
        'à'..='å' | 'ā' | 'ă' | 'ą' | 'ǎ' | 'ạ' | 'ả' | 'ấ' | 'ầ' | 'ậ' => "a",
        'æ' => "ae",
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => "c",
        'ď' | 'đ' | 'ð' => "d",
        'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' | 'ế' | 'ề' | 'ệ' => "e",
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => "g",
        'ĥ' | 'ħ' => "h",
        'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' | 'ị' => "i",
        'ĵ' => "j",
        'ķ' => "k",
        'ĺ' | 'ļ' | 'ľ' | 'ŀ' | 'ł' => "l",
        'ñ' | 'ń' | 'ņ' | 'ň' => "n",
        'ò'..='ö' | 'ø' | 'ō' | 'ŏ' | 'ő' | 'ơ' | 'ố' | 'ồ' | 'ộ' => "o",
        'œ' => "oe",
        'ŕ' | 'ŗ' | 'ř' => "r",
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' => "s",
        'ß' => "ss",
        'ţ' | 'ť' | 'ŧ' | 'ț' => "t",
        'þ' => "th",
        'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' | 'ư' => "u",
        'ŵ' => "w",
        'ý' | 'ÿ' | 'ŷ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        // Marks that writers leave out: Russian, Arabic and Persian, Greek.
        'ё' => "е",
        'أ' | 'إ' | 'آ' | 'ٱ' => "ا",
        'ى' | 'ی' => "ي",
        'ک' => "ك",
        'ة' => "ه",
        'ά' => "α",
        'έ' => "ε",
        'ή' => "η",
        'ί' | 'ϊ' | 'ΐ' => "ι",
        'ό' => "ο",
        'ύ' | 'ϋ' | 'ΰ' => "υ",
        'ώ' => "ω",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_keeps_what_matters() {
        for (text, folded) in [
            ("O'Brien", "obrien"),
            ("  José-María  ", "jose maria"),
            ("St. Louis", "st louis"),
            ("İstanbul", "istanbul"),
            ("Größe", "grosse"),
            ("Ελλάδα", "ελλαδα"),
            ("- -", ""),
            ("A/B", "a/b"),
        ] {
            let mut out = Vec::new();
            fold(text, |byte| out.push(byte));
            assert_eq!(String::from_utf8(out).unwrap(), folded);
        }
    }

    #[test]
    fn ascii_folds_as_any_text_does() {
        let all: String = (0..128_u8).map(char::from).collect();
        let pairs = (0..128_u8).map(|byte| format!(" {}a-{}", char::from(byte), char::from(byte)));
        for text in pairs.chain([all, String::new(), " - ".to_owned(), "St. Mary's  Road_2".to_owned()]) {
            let (mut one, mut other) = (Vec::new(), Vec::new());
            fold(&text, |byte| one.push(byte));
            fold_ascii(text.as_bytes(), |byte| other.push(byte));
            assert_eq!(one, other, "{text:?}");
        }
    }
}
