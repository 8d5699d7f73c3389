//! Phone number: it reaches one person.

use crate::detect::{BASE, Detector, Embedded, check};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "phone",
    family: "contact",
    parent: "phone",
    title: "Phone number",
    why: "It reaches one person.",
    source: "ITU-T E.164; national numbering plans",
    tier: Tier::Confidential,
    role: Role::Direct,
    patterns: &[
        r"\+[1-9][0-9 ()./-]+( ?(x|ext\.?) ?[0-9]+)?",
        "00[1-9][0-9]*[ ()./-][0-9 ()./-]+",
        r"\(?0[1-9][0-9]*[) ./-][0-9 ./-]*",
        r"(1[ .-]?)?\(?[2-9][0-9]{2}(\)|[ .-])[ .-]?[2-9][0-9]{2}[ .-]?[0-9]{4}( ?(x|ext\.?) ?[0-9]+)?",
        "[6-9][0-9]{2}[ .-][0-9]{3}[ .-][0-9]{3}",
        "3[0-9]{2}[ ./-][0-9]{3}[ .-]?[0-9]{3,4}",
        "[2-9][0-9]( [0-9]{2}){3}",
        "[1-9][0-9] 9?[0-9]{4}[ -][0-9]{4}",
        r"\([0-9]{2}\) ?9?[0-9]{4}[ -][0-9]{4}",
    ],
    embedded: Some(Embedded {
        pattern: r"(\+[1-9][0-9]{0,2}[ .-]?(\(0?[0-9]{1,4}\)|[0-9]{1,4})([ ./-]?[0-9]{2,4}){2,4}|\(?\b[2-9][0-9]{2}\)?[ .-] ?[2-9][0-9]{2}[ .-][0-9]{4}|\b0[1-9][0-9]{1,3}[ /-][0-9]{3,4}[ -]?[0-9]{3,5})\b",
        needs: &[],
        digits: 7,
        strong: false,
    }),
    check: check::of("phone", phone, 0.6),
    chance: 0.05,
    header_for: &[
        ("phone", 20.0),
        ("telephone", 20.0),
        ("tel", 18.0),
        ("phone_number", 20.0),
        ("phonenumber", 20.0),
        ("phonenum", 20.0),
        ("mobile", 16.0),
        ("mobile_number", 20.0),
        ("mob", 12.0),
        ("cell", 12.0),
        ("cellphone", 20.0),
        ("cell_phone", 20.0),
        ("msisdn", 20.0),
        ("fax", 14.0),
        ("fax_number", 20.0),
        ("telefon", 20.0),
        ("telefonnummer", 20.0),
        ("handy", 14.0),
        ("handynummer", 20.0),
        ("mobil", 13.0),
        ("rufnummer", 20.0),
        ("telefono", 20.0),
        ("celular", 20.0),
        ("movil", 20.0),
        ("telefone", 20.0),
        ("telemovel", 20.0),
        ("portable", 7.0),
        ("numero_telephone", 20.0),
        ("num_tel", 20.0),
        ("telefoonnummer", 20.0),
        ("gsm", 12.0),
        ("puhelin", 20.0),
        ("puhelinnumero", 20.0),
        ("mobilnummer", 20.0),
        ("telefonnr", 20.0),
        ("tlf", 14.0),
        ("telnr", 20.0),
        ("cep_telefonu", 20.0),
        ("telefon_numarasi", 20.0),
        ("numer_telefonu", 20.0),
        ("komorka", 12.0),
        ("contact_number", 16.0),
        ("contact_no", 16.0),
        ("ph_no", 13.0),
        ("home_phone", 20.0),
        ("work_phone", 20.0),
        ("daytime_phone", 20.0),
        ("hotline", 10.0),
        ("whatsapp", 13.0),
        ("landline", 20.0),
        ("ph", 7.0),
        ("caller", 10.0),
        ("callee", 10.0),
        ("called_number", 20.0),
        ("caller_id", 13.0),
        ("denwa", 20.0),
        ("telephone1", 20.0),
        ("phone1", 20.0),
        ("phone2", 20.0),
        ("contact", 10.0),
        ("contacts", 8.0),
        ("mobiel", 16.0),
        ("mobile_phone", 18.0),
        ("cell_no", 15.0),
        ("mobileno", 17.0),
        ("mobile_no", 17.0),
        ("phoneno", 18.0),
        ("tel_no", 18.0),
        ("telno", 17.0),
        ("phone_no", 18.0),
        ("alternate_contact", 15.0),
        ("emergency_phone", 17.0),
        ("billing_phone", 17.0),
        ("tel_privat", 17.0),
        ("tel_home", 17.0),
        ("rufnr", 15.0),
        ("mobilfunk", 15.0),
        ("cel", 9.0),
        ("emergency_contact_number", 18.0),
        ("phn", 15.0),
        ("phno", 17.0),
        ("ph_num", 16.0),
        ("fone", 16.0),
        ("telf", 14.0),
        ("tfno", 16.0),
        ("phone_num", 20.0),
        ("telephone_no", 20.0),
        ("cell_num", 15.0),
        ("cellulare", 17.0),
        ("recapito_telefonico", 17.0),
        ("cep_tel", 17.0),
        ("mobiltelefon", 18.0),
        ("matkapuhelin", 18.0),
        ("telefone_celular", 20.0),
        ("fone_celular", 18.0),
    ],
    header_against: &[
        "count",
        "num_of",
        "number_of",
        "total",
        "flag",
        "verified",
        "is",
        "has",
        "valid",
        "status",
        "type",
        "model",
        "brand",
        "os",
        "service",
        "plan",
        "usage",
        "calls",
        "duration",
        "make",
        "operator",
        "carrier",
        "manufacturer",
        "screen",
        "price",
        "minutes",
    ],
    examples: &[
        "+49 30 901820",
        "+1 (202) 555-0143",
        "(202) 555-0143",
        "202-555-0143",
        "01 42 68 53 00",
        "030/901820",
        "+44 20 7946 0958",
        "(11) 91234-5678",
    ],
    counter_examples: &[
        "12345",
        "2024-12-31",
        "192.168.1.1",
        "1.5",
        "1234567",
        "2222222222",
        "2025550143",
        "03/14/1985",
        "04.12.1999",
        "01 02 2020",
    ],
    ..BASE
};

/// Whether a value is a day, a month and a year, in whichever order the first two stand.
fn is_date(value: &[u8]) -> bool {
    let mut parts = value.split(|byte| !byte.is_ascii_digit());
    let mut next = |digits: std::ops::RangeInclusive<usize>, most: u32| {
        let part = parts.next().filter(|part| digits.contains(&part.len()))?;
        let number = part.iter().fold(0, |n: u32, byte| n * 10 + u32::from(byte - b'0'));
        (1..=most).contains(&number).then_some(number)
    };
    let whole = (next(1..=2, 31), next(1..=2, 31), next(4..=4, 2100));
    matches!(whole, (Some(a), Some(b), Some(1800..)) if a <= 12 || b <= 12) && parts.next().is_none()
}

/// Whether the digits can be a phone number: 7 to 15 of them (E.164), not one repeated, no date.
fn phone(value: &[u8]) -> bool {
    if value.len() <= 10 && is_date(value) {
        return false;
    }
    let mut count = 0_usize;
    let mut last = 0_u8;
    let mut equal = 0_usize;
    for byte in
        value.iter().take_while(|byte| !matches!(byte, b'x' | b'e')).filter(|byte| byte.is_ascii_digit())
    {
        count += 1;
        equal += usize::from(*byte == last);
        last = *byte;
    }
    (7..=15).contains(&count) && equal + 1 < count && equal < 8
}
