//! How a command ends: exit code and the reason on the last line of stderr.

use std::process::ExitCode;

use crate::domain::safe_text::SafeText;

/// The end of a command.
///
/// Codes: 0 pass · 1 a policy answer · 2 usage or nothing usable · 3 could not complete · 4 approved but stale.
/// Where several hold, 2 comes before 3, 4, 1, 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct End {
    code: u8,
    reason: String,
}

impl End {
    /// 0: done, nothing to say.
    #[must_use]
    pub const fn pass() -> Self {
        Self { code: 0, reason: String::new() }
    }

    /// 1: a policy answer, such as open columns or a failed verify.
    pub fn policy(reason: impl Into<String>) -> Self {
        Self { code: 1, reason: reason.into() }
    }

    /// 2: usage, or nothing usable.
    pub fn usage(reason: impl Into<String>) -> Self {
        Self { code: 2, reason: reason.into() }
    }

    /// 3: some input could not be read or a proof was not possible.
    pub fn incomplete(reason: impl Into<String>) -> Self {
        Self { code: 3, reason: reason.into() }
    }

    /// 4: approved but stale.
    pub fn stale(reason: impl Into<String>) -> Self {
        Self { code: 4, reason: reason.into() }
    }

    /// The same code for another reason.
    #[must_use]
    pub fn saying(self, reason: impl Into<String>) -> Self {
        Self { reason: reason.into(), ..self }
    }

    /// The reason.
    #[must_use]
    pub fn reason(&self) -> &str {
        &self.reason
    }

    /// The code.
    #[cfg(test)]
    const fn code(&self) -> u8 {
        self.code
    }

    /// Whichever of two ends counts: 2, 3, 4, 1, 0 in that order.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        let rank = |end: &Self| match end.code {
            2 => 4,
            3 => 3,
            4 => 2,
            1 => 1,
            _ => 0,
        };
        if rank(&other) > rank(&self) { other } else { self }
    }

    /// Prints the reason, with nothing in it that would act on a terminal, and gives the code.
    #[must_use]
    pub fn finish(self) -> ExitCode {
        if !self.reason.is_empty() {
            super::print::say(&format!("vizard: {}", SafeText::lines(&self.reason)));
        }
        ExitCode::from(self.code)
    }
}

/// Anything that a command could not do, as an end.
pub type Outcome = Result<End, End>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_gravest_end_wins() {
        let ends = || [End::pass(), End::policy("p"), End::stale("s"), End::incomplete("i"), End::usage("u")];
        for (graver, end) in ends().into_iter().enumerate() {
            for (other, with) in ends().into_iter().enumerate() {
                let expected = ends()[graver.max(other)].code();
                assert_eq!(end.clone().or(with).code(), expected);
            }
        }
    }
}
