//! A project's own detectors and allow lists: from what its files say to detectors like the built-in ones.

use std::collections::HashSet;

use serde::Deserialize;

use super::proof::{self, Fault};
use super::{Allow, BASE, DETECTORS, Detector, Embedded, check};
use crate::domain::safe_text::SafeText;
use crate::domain::tier::{Role, Tier};

/// One file of detectors, `detectors/*.toml`.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Specs {
    /// Detectors, `[[detector]]`.
    #[serde(default)]
    pub detector: Vec<Spec>,
    /// Allow lists, `[[allow]]`.
    #[serde(default)]
    pub allow: Vec<AllowSpec>,
}

impl Specs {
    /// Whether a detector of that id is described.
    #[must_use]
    pub fn names(&self, id: &str) -> bool {
        self.detector.iter().any(|spec| spec.id == id)
    }
}

/// A detector as a file describes it; the fields are those of [`Detector`].
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Spec {
    id: String,
    title: String,
    why: String,
    tier: Tier,
    #[serde(default)]
    family: Option<String>,
    #[serde(default)]
    parent: Option<String>,
    #[serde(default)]
    source: Option<String>,
    #[serde(default = "yes")]
    personal: bool,
    #[serde(default)]
    role: Role,
    #[serde(default)]
    patterns: Vec<String>,
    #[serde(default)]
    inside: Option<Inside>,
    #[serde(default)]
    check: Option<String>,
    #[serde(default)]
    chance: Option<f64>,
    #[serde(default)]
    headers: std::collections::BTreeMap<String, f64>,
    #[serde(default)]
    headers_against: Vec<String>,
    #[serde(default)]
    needs_header: bool,
    #[serde(default)]
    examples: Vec<String>,
    #[serde(default)]
    counter_examples: Vec<String>,
}

/// How it is found inside a text.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Inside {
    pattern: String,
    #[serde(default)]
    needs: Vec<String>,
    #[serde(default)]
    digits: usize,
    #[serde(default)]
    strong: bool,
}

/// An allow list as a file describes it.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AllowSpec {
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    values: Vec<String>,
    #[serde(default)]
    patterns: Vec<String>,
}

const fn yes() -> bool {
    true
}

/// Detectors and allow lists that are proven and can be taken into use.
#[derive(Default)]
pub struct Custom {
    detectors: Vec<&'static Detector>,
    allow: Vec<(String, &'static Allow)>,
}

impl Custom {
    /// Adds the detectors of a file; gives what is wrong with them. What is wrong is not added.
    ///
    /// Detectors stay in memory until the program ends.
    pub fn add(&mut self, specs: &Specs) -> Vec<Fault> {
        let mut faults = Vec::new();
        for spec in &specs.detector {
            let mut wrong = self.named(spec);
            let (detector, unknown) = built(spec);
            // Without its check a detector takes more than it should: that would be a second word about one mistake.
            let checked = unknown.is_empty();
            wrong.extend(unknown);
            let kept = proof::prove(detector).into_iter();
            wrong.extend(kept.filter(|fault| checked || fault.field != "counter_examples"));
            if wrong.is_empty() {
                self.detectors.push(detector);
            }
            faults.extend(wrong);
        }
        faults
    }

    /// Adds the allow lists of a file, once the detectors of all files are there; gives what is wrong with them.
    pub fn add_lists(&mut self, specs: &Specs) -> Vec<Fault> {
        let mut faults = Vec::new();
        for spec in &specs.allow {
            match self.list(spec) {
                Ok(allow) => self.allow.push((spec.kind.clone(), Box::leak(Box::new(allow)))),
                Err(fault) => faults.push(fault),
            }
        }
        faults
    }

    /// Whether there is nothing to take into use.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.detectors.is_empty() && self.allow.is_empty()
    }

    /// The detectors that were added.
    #[must_use]
    pub fn detectors(&self) -> &[&'static Detector] {
        &self.detectors
    }

    /// Detectors with these added and the allow lists joined to their types.
    #[must_use]
    pub fn with(&self, others: &[&'static Detector]) -> Vec<&'static Detector> {
        let all = others.iter().chain(&self.detectors);
        all.map(|detector| {
            let speaks = |kind: &str| kind == detector.id || kind == detector.parent;
            match self.allow.iter().find(|(kind, _)| speaks(kind)) {
                Some((_, allow)) => {
                    let with_list: &'static Detector =
                        Box::leak(Box::new(Detector { allow: Some(allow), ..**detector }));
                    with_list
                }
                None => *detector,
            }
        })
        .collect()
    }

    /// What is wrong with the names that a detector gives itself.
    fn named(&self, spec: &Spec) -> Vec<Fault> {
        let fault = |field, what: String| Fault { id: spec.id.clone(), field, what };
        let mut faults = Vec::new();
        // These are shown on terminals and in reports.
        for (field, text) in [("title", &spec.title), ("why", &spec.why)] {
            if SafeText::new(text).to_string() != *text {
                faults.push(fault(
                    field,
                    "holds a control or direction character; write plain text".to_owned(),
                ));
            }
        }
        let word = |text: &str| {
            text.len() <= 64
                && text.starts_with(|c: char| c.is_ascii_lowercase())
                && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
        };
        if !word(&spec.id) {
            faults.push(fault(
                "id",
                "is not 1 to 64 of a-z, 0-9 and `_`, a letter first; rename it".to_owned(),
            ));
        }
        if DETECTORS.iter().any(|d| d.id == spec.id || d.parent == spec.id) {
            faults.push(fault("id", "is the name of a built-in type; choose another".to_owned()));
        }
        if self.detectors.iter().any(|d| d.id == spec.id) {
            faults.push(fault("id", "is given to two detectors; rename one".to_owned()));
        }
        if let Some(parent) = &spec.parent
            && !DETECTORS.iter().any(|d| d.parent == parent)
        {
            let what = format!("`{parent}` is no general type; `vizard types` lists them, or leave it out");
            faults.push(fault("parent", what));
        }
        if let Some(family) = &spec.family
            && family != "custom"
            && !DETECTORS.iter().any(|d| d.family == family)
        {
            faults.push(fault("family", format!("`{family}` is no family; leave it out for `custom`")));
        }
        faults
    }

    fn list(&self, spec: &AllowSpec) -> Result<Allow, Fault> {
        let fault = |field, what: String| Fault { id: spec.kind.clone(), field, what };
        let known =
            DETECTORS.iter().chain(&self.detectors).any(|d| d.id == spec.kind || d.parent == spec.kind);
        if !known {
            return Err(fault("type", "is no type; `vizard types` lists them".to_owned()));
        }
        if self.allow.iter().any(|(kind, _)| *kind == spec.kind) {
            return Err(fault("type", "has two allow lists; join them".to_owned()));
        }
        if spec.values.is_empty() && spec.patterns.is_empty() {
            return Err(fault(
                "values",
                "neither values nor patterns; give some, or take the list out".to_owned(),
            ));
        }
        let mut patterns = Vec::new();
        for (at, pattern) in spec.patterns.iter().enumerate() {
            let regex = proof::whole(pattern)
                .map_err(|e| fault("patterns", format!("pattern {} cannot be used: {e}", at + 1)))?;
            patterns.push(regex);
        }
        let values: HashSet<Vec<u8>> = spec.values.iter().map(|v| v.trim().as_bytes().to_vec()).collect();
        Ok(Allow::new(values, patterns, format!("{spec:?}")))
    }
}

/// The detector, and what its names of other things say wrongly.
fn built(spec: &Spec) -> (&'static Detector, Vec<Fault>) {
    let mut faults = Vec::new();
    let test = spec.check.as_deref().and_then(check::named);
    if let (Some(name), None) = (&spec.check, &test) {
        let names: Vec<&str> = check::NAMED.iter().map(|check| check.name).collect();
        let what = format!(
            "`{name}` is no check; there are {}, and the id of a built-in type stands for that type's own",
            names.join(", ")
        );
        faults.push(Fault { id: spec.id.clone(), field: "check", what });
    }
    let id = leak(&spec.id);
    let headers: Vec<(&'static str, f64)> =
        spec.headers.iter().map(|(word, weight)| (leak(word), *weight)).collect();
    let detector = Detector {
        id,
        family: leak(spec.family.as_deref().unwrap_or("custom")),
        parent: spec.parent.as_deref().map_or(id, leak),
        title: leak(&spec.title),
        why: leak(&spec.why),
        source: leak(spec.source.as_deref().unwrap_or("a detector of this project")),
        tier: spec.tier,
        personal: spec.personal,
        role: spec.role,
        patterns: leak_all(&spec.patterns),
        embedded: spec.inside.as_ref().map(|inside| Embedded {
            pattern: leak(&inside.pattern),
            needs: leak_all(&inside.needs),
            digits: inside.digits,
            strong: inside.strong,
        }),
        check: test,
        chance: spec.chance.unwrap_or(0.001),
        header_for: Box::leak(headers.into_boxed_slice()),
        header_against: leak_all(&spec.headers_against),
        needs_header: spec.needs_header,
        examples: leak_all(&spec.examples),
        counter_examples: leak_all(&spec.counter_examples),
        ..BASE
    };
    (Box::leak(Box::new(detector)), faults)
}

fn leak(text: &str) -> &'static str {
    Box::leak(text.to_owned().into_boxed_str())
}

fn leak_all(texts: &[String]) -> &'static [&'static str] {
    Box::leak(texts.iter().map(|text| leak(text)).collect::<Vec<_>>().into_boxed_slice())
}

#[cfg(test)]
#[path = "custom_tests.rs"]
mod tests;
