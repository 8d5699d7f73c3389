//! Headers of surveys: the question itself stands as the header.

/// What kind of header it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// No question.
    Nothing,
    /// For a fact about the one who answers.
    Fact,
    /// For an opinion: what it is about is no fact about anybody.
    Opinion,
}

impl Asked {
    /// How far a word inside the header counts, from how far it counts in an ordinary header.
    #[must_use]
    pub fn factor(self, ordinary: f64) -> f64 {
        match self {
            Self::Nothing => ordinary,
            Self::Fact => ordinary.max(0.75),
            Self::Opinion => ordinary * 0.6,
        }
    }
}

/// Words that begin a question or an instruction.
const BEGIN: &[&str] = &[
    "what", "which", "how", "do", "does", "did", "are", "have", "has", "who", "where", "when", "were", "is",
    "was", "in", "please", "select", "would", "could", "should", "can", "will", "why", "of", "on", "if",
    "to", "wie", "welche", "welches", "was", "haben", "sind", "quel", "quelle", "avez", "etes", "cual",
    "tiene", "que", "qual", "quale", "hoe", "wat",
];

/// Words that ask for an opinion, a wish or a case that did not happen.
const OPINION: &[&str] = &[
    "agree",
    "opinion",
    "believe",
    "think",
    "feel",
    "favor",
    "favour",
    "prefer",
    "favorite",
    "favourite",
    "likely",
    "should",
    "would",
    "important",
    "worried",
    "worry",
    "worries",
    "concerned",
    "rate",
    "rank",
    "recommend",
    "satisfied",
    "heard",
    "know",
    "familiar",
    "reason",
    "expect",
    "consider",
    "imagine",
    "hypothetical",
    "describe",
    "approve",
    "ought",
    "acceptable",
    "rude",
    "fan",
    "support",
    "oppose",
    "aware",
    "interested",
    "seen",
    "watch",
];

/// Reads a header as a question: it ends with a question mark, or has five words or more and begins like one.
#[must_use]
pub fn kind(header: &str, tokens: &[String]) -> Asked {
    let begins = tokens.first().is_some_and(|first| BEGIN.contains(&first.as_str()));
    let marked = header.contains('?') && tokens.len() >= 3;
    if !(marked || begins && tokens.len() >= 5) {
        return Asked::Nothing;
    }
    if tokens.iter().any(|token| OPINION.contains(&token.as_str())) { Asked::Opinion } else { Asked::Fact }
}

/// Whether a header speaks to somebody: the rows are those who answered.
#[must_use]
pub fn addresses(tokens: &[String]) -> bool {
    const YOU: &[&str] = &["you", "your", "yourself", "vous", "votre", "usted", "voce"];
    tokens.len() >= 3 && tokens.iter().any(|token| YOU.contains(&token.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::classify::header::tokens;

    #[test]
    fn facts_and_opinions_are_told_apart() {
        for (header, expected) in [
            ("What is your gender?", Asked::Fact),
            ("Do you ever smoke cigarettes?", Asked::Fact),
            ("How much money did your household earn last year", Asked::Fact),
            ("Do you think that religion should be taught?", Asked::Opinion),
            ("gender", Asked::Nothing),
            ("date of birth", Asked::Nothing),
        ] {
            assert_eq!(kind(header, &tokens(header)), expected, "{header}");
        }
    }
}
