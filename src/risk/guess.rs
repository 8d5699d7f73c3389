//! What it costs to find the value behind a token by trying every value there can be.

/// Hashes tried in a second.
///
/// A round lower bound: one graphics card of 2022 does 2·10^10 SHA-256 a second (hashcat 6.2.6 benchmark, mode 1400, RTX
/// 4090). The medallions of 173 million taxi rides were found behind MD5 in under two hours on one machine in 2014.
pub const RATE: f64 = 1e9;

/// How many values a semantic type can have, by its format; `None` where that is open (names, addresses, e-mail).
#[must_use]
pub fn domain_size(parent: &str) -> Option<f64> {
    Some(match parent {
        "gender" => 3.0,
        "age" | "birth_year" => 120.0,
        "country" | "nationality" => 249.0,
        "date_of_birth" | "date_of_death" => 120.0 * 365.25,
        "postal_code" => 1e5,
        "national_id" | "us_ssn" | "tax_id" | "passport" => 1e9,
        "phone" | "imsi" => 1e10,
        // 16 digits, the first six known by issuer, the last a check digit.
        "credit_card" => 1e9,
        "ipv4" => 4_294_967_296.0,
        // 48 bits, of which 24 name one of some 40 000 makers.
        "mac_address" => 4e4 * 16_777_216.0,
        _ => return None,
    })
}

/// Seconds for trying `values` values.
#[must_use]
pub fn seconds(values: f64) -> f64 {
    values / RATE
}

/// Seconds in words: `under 1 s`, `10 s`, `3 h`, `12 years`.
#[must_use]
pub fn in_words(seconds: f64) -> String {
    for (unit, name) in
        [(31_557_600.0, "years"), (86_400.0, "days"), (3_600.0, "h"), (60.0, "min"), (1.0, "s")]
    {
        if seconds >= 2.0 * unit || (unit < 2.0 && seconds >= 1.0) {
            return format!("{:.0} {name}", seconds / unit);
        }
    }
    "under 1 s".to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cost_follows_from_the_number_of_values() {
        for (kind, words) in [
            ("gender", "under 1 s"),
            ("national_id", "1 s"),
            ("phone", "10 s"),
            ("ipv4", "4 s"),
            ("mac_address", "11 min"),
        ] {
            assert_eq!(in_words(seconds(domain_size(kind).unwrap())), words, "{kind}");
        }
        assert_eq!(domain_size("email"), None);
        assert_eq!(in_words(7_200.0), "2 h");
        assert_eq!(in_words(1e10), "317 years");
    }
}
