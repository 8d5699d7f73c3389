//! Who decides, as claimed.

use std::path::Path;
use std::process::{Command, Stdio};

use super::settings::Settings;

/// The reviewer's name and where it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reviewer {
    /// The name, trimmed, not empty.
    pub name: String,
    /// `--reviewer`, `VIZARD_REVIEWER`, `config.toml`, `git user.email`, `the system's user`.
    pub source: &'static str,
}

/// The reviewer: the flag, then the environment, `config.toml`, git's `user.email` for the folder, the system's user.
///
/// `environment` is the value of `VIZARD_REVIEWER`.
#[must_use]
pub fn resolve(
    flag: Option<&str>,
    environment: Option<&str>,
    settings: &Settings,
    folder: &Path,
) -> Reviewer {
    let given =
        [(flag, "--reviewer"), (environment, "VIZARD_REVIEWER"), (settings.reviewer(), "config.toml")];
    for (name, source) in given {
        if let Some(name) = name.map(str::trim).filter(|name| !name.is_empty()) {
            return Reviewer { name: name.to_owned(), source };
        }
    }
    if let Some(name) = git_email(folder) {
        return Reviewer { name, source: "git user.email" };
    }
    let user = ["USER", "LOGNAME", "USERNAME"]
        .into_iter()
        .filter_map(|name| std::env::var(name).ok())
        .map(|name| name.trim().to_owned())
        .find(|name| !name.is_empty());
    Reviewer { name: user.unwrap_or_else(|| "unknown".to_owned()), source: "the system's user" }
}

/// What git would write as the author's address in that folder; `None` without git or without one.
fn git_email(folder: &Path) -> Option<String> {
    let output = Command::new("git")
        .arg("-C")
        .arg(folder)
        .args(["config", "--get", "user.email"])
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()
        .ok()?;
    let name = String::from_utf8(output.stdout).ok()?.trim().to_owned();
    (output.status.success() && !name.is_empty()).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_wins_and_blank_ones_do_not_count() {
        let settings = Settings { reviewer: Some("cfg".to_owned()), ..Settings::default() };
        let here = Path::new(".");
        for (flag, environment, name, source) in [
            (Some("ana"), Some("bo"), "ana", "--reviewer"),
            (Some("  "), Some("bo"), "bo", "VIZARD_REVIEWER"),
            (None, None, "cfg", "config.toml"),
        ] {
            let reviewer = resolve(flag, environment, &settings, here);
            assert_eq!((reviewer.name.as_str(), reviewer.source), (name, source));
        }
        assert!(!resolve(None, None, &Settings::default(), here).name.is_empty());
    }
}
