//! Date of birth: together with sex and postal code it singles out most people.

use crate::detect::{BASE, Detector, Embedded, check};
use crate::domain::tier::{Role, Tier};

/// A date inside a text is a birth date only where a word before it says so.
const AFTER_A_WORD: &str = concat!(
    r"(?i:\b(born|b\.|dob|d\.o\.b\.?|date[ _]of[ _]birth|birth[ _]?date|birthday|geb(oren|\.)?( am)?|geburts(datum|tag)",
    r"|n(\xc3\xa9|e)e? le|(date de )?naissance|nacid[oa]( el)?|(fecha de )?nacimiento|nat[oa] il|(data di )?nascita",
    r"|nascid[oa]( em)?|(data de )?nascimento|geboren op|geboortedatum|f(\xc3\xb8|o|\xc3\xb6)d(t|d|selsdato|elsedatum)",
    r"|ur\.|urodzon[ya]|data urodzenia|do(\xc4\x9f|g)um tarihi)[ :=(]{0,3}(on |in |the )?)",
    "([0-9]{4}[./-][0-9]{1,2}[./-][0-9]{1,2}",
    "|[0-9]{1,2}[./-][0-9]{1,2}[./-]([0-9]{4}|[0-9]{2})",
    r"|[0-9]{1,2}\.? (de )?[A-Za-z\x80-\xff]{3,10}\.? (de )?[0-9]{4}",
    r"|[A-Z][a-z]{2,8}\.? [0-9]{1,2},? [0-9]{4})\b",
);

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "date_of_birth",
    family: "birth",
    parent: "date_of_birth",
    title: "Date of birth",
    why: "Together with sex and postal code it singles out most people.",
    source: "ISO 8601 and national orders",
    tier: Tier::Confidential,
    role: Role::Quasi,
    embedded: Some(Embedded { pattern: AFTER_A_WORD, needs: &[], digits: 4, strong: true }),
    patterns: &[
        "[0-9]{4}[./-][0-9]{1,2}[./-][0-9]{1,2}",
        r"[0-9]{4}-[01][0-9]-[0-3][0-9][T ]00:00(:00(\.0+)?)?Z?",
        "[0-9]{1,2}[./-][0-9]{1,2}[./-]([0-9]{4}|[0-9]{2})",
        "[0-9]{1,2}[./-][0-9]{1,2}[./-]([0-9]{4}|[0-9]{2}) 0?0:00(:00)?",
        "[0-9]{8}",
        r"[0-9]{1,2}\.?[ -](de )?[A-Za-z\x80-\xff]+\.?,?[ -](de )?[0-9]{2,4}",
        r"[A-Z][a-z]+\.? [0-9]{1,2},? [0-9]{4}",
        // Chinese, Japanese and Korean: the signs for year, month and day have three bytes each.
        r"[0-9]{4}[\x80-\xff]{3} ?[0-9]{1,2}[\x80-\xff]{3} ?[0-9]{1,2}[\x80-\xff]{3}",
    ],
    check: check::of("birth date", birth_date, 0.12),
    chance: 0.3,
    header_for: &[
        ("date_of_birth", 20.0),
        ("birth_date", 20.0),
        ("birthdate", 20.0),
        ("dob", 19.0),
        ("birthday", 20.0),
        ("born", 14.0),
        ("dateofbirth", 20.0),
        ("birth", 12.0),
        ("geburtsdatum", 20.0),
        ("geburtstag", 20.0),
        ("geboren", 15.0),
        ("geb_datum", 20.0),
        ("gebdatum", 20.0),
        ("gebdat", 20.0),
        ("geb", 8.0),
        ("fecha_nacimiento", 20.0),
        ("fecha_de_nacimiento", 20.0),
        ("nacimiento", 13.0),
        ("fec_nac", 20.0),
        ("fnac", 20.0),
        ("date_naissance", 20.0),
        ("date_de_naissance", 20.0),
        ("ddn", 12.0),
        ("naissance", 12.0),
        ("data_di_nascita", 20.0),
        ("data_nascita", 20.0),
        ("nascita", 12.0),
        ("data_nascimento", 20.0),
        ("data_de_nascimento", 20.0),
        ("nascimento", 13.0),
        ("dt_nasc", 20.0),
        ("dtnasc", 20.0),
        ("nasc", 9.0),
        ("geboortedatum", 20.0),
        ("geb_dat", 20.0),
        ("fodelsedatum", 20.0),
        ("fodelsedag", 20.0),
        ("fodselsdato", 20.0),
        ("fodselsdag", 20.0),
        ("syntymaaika", 20.0),
        ("syntymapaiva", 20.0),
        ("data_urodzenia", 20.0),
        ("data_ur", 20.0),
        ("urodzenia", 12.0),
        ("dogum_tarihi", 20.0),
        ("datum_narozeni", 20.0),
        ("szuletesi_datum", 20.0),
        ("datum_rodenja", 20.0),
        ("data_nasterii", 20.0),
        ("bdate", 15.0),
        ("bday", 15.0),
        ("b_date", 20.0),
        ("birth_dt", 20.0),
        ("brthdt", 20.0),
        ("d_o_b", 20.0),
        ("seinengappi", 20.0),
        ("ngay_sinh", 20.0),
        ("tanggal_lahir", 20.0),
        ("data_rozhdeniya", 20.0),
        ("birth_day", 15.0),
        ("days_birth", 13.0),
        ("day_of_birth", 17.0),
        ("birth_month", 13.0),
        ("dob_date", 19.0),
        ("d_nasc", 14.0),
        ("date_naiss", 20.0),
        ("dt_naiss", 20.0),
        ("datenaissance", 20.0),
        ("datnais", 20.0),
        ("naiss", 13.0),
        ("geb_dt", 18.0),
        ("fecha_nac", 20.0),
        ("fec_nacimiento", 20.0),
        ("data_nasc", 20.0),
        ("gebdt", 18.0),
        ("ne_le", 16.0),
        ("ne_e_le", 18.0),
        ("nee_le", 16.0),
        ("nato_il", 18.0),
        ("nata_il", 18.0),
        ("nato_a_il", 14.0),
        ("fodt", 15.0),
        ("fodd", 15.0),
        ("urodzony", 14.0),
        ("nasc_em", 15.0),
        ("nacido", 12.0),
        ("nacido_el", 16.0),
        ("f_nacimiento", 20.0),
        ("dt_of_birth", 20.0),
        ("geb_am", 18.0),
        ("geboren_am", 20.0),
        ("geboren_op", 20.0),
        ("syntynyt", 14.0),
        ("dogum", 12.0),
    ],
    header_against: &[
        "count",
        "num_of",
        "number_of",
        "total",
        "flag",
        "is",
        "has",
        "status",
        "type",
        "place",
        "city",
        "country",
        "rate",
        "order",
        "weight",
        "year",
        "company",
        "founded",
    ],
    needs_header: true,
    examples: &[
        "1980-02-29",
        "29.02.1980",
        "02/29/1980",
        "19800229",
        "12 March 1980",
        "29-Feb-1980",
        "1980-02-29T00:00:00Z",
    ],
    counter_examples: &["1981-02-29", "2099-01-01", "12:30", "99999999"],
    ..BASE
};

/// Whether a value, or what stands from its first digit on or from the month before that, is a birth date.
fn birth_date(value: &[u8]) -> bool {
    let date = value.iter().position(u8::is_ascii_digit).and_then(|at| value.get(at..));
    check::birth_date(value) || date.is_some_and(check::birth_date)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inside_a_text_a_word_before_the_date_is_needed() {
        let pattern = regex::bytes::RegexBuilder::new(AFTER_A_WORD).unicode(false).build().unwrap();
        for (text, found) in [
            ("Ann (born 1983-01-02) called", Some("born 1983-01-02")),
            ("DOB: 01/02/83, female", Some("DOB: 01/02/83")),
            ("geb. am 29.02.1980", Some("geb. am 29.02.1980")),
            ("née le 12 mars 1980.", Some("née le 12 mars 1980")),
            ("Birthday March 12, 1980", Some("Birthday March 12, 1980")),
            ("nacido el 12 de marzo de 1980", Some("nacido el 12 de marzo de 1980")),
            ("født 02.01.1983", Some("født 02.01.1983")),
            ("born 1983-13-02", None),
            ("ordered 1983-01-02", None),
            ("stubborn 1983-01-02", None),
            ("born in 1983", None),
        ] {
            let span = pattern.find(text.as_bytes()).map(|found| found.as_bytes());
            let passing = span.filter(|span| DETECTOR.passes(span)).map(String::from_utf8_lossy);
            assert_eq!(passing.as_deref(), found, "{text}");
        }
    }
}
