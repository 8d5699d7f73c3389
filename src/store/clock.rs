//! The clock: the one place where the time is read.

use jiff::Timestamp;

/// The time now, RFC 3339 in UTC with milliseconds: `2026-11-25T20:38:01.123Z`.
#[must_use]
pub fn now() -> String {
    format!("{:.3}", Timestamp::now())
}

#[cfg(test)]
mod tests {
    #[test]
    fn times_have_one_width_so_that_they_sort_as_text() {
        let now = super::now();
        assert_eq!(now.len(), "2026-11-25T20:38:01.123Z".len(), "{now}");
        assert!(now.ends_with('Z') && now.as_bytes()[10] == b'T');
    }
}
