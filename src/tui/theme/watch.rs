//! Themes of the user that changed on disk while the review runs.
//!
//! The folder is looked at when the reviewer comes back to the terminal or presses a key, so that an idle screen costs
//! nothing.

use std::path::PathBuf;
use std::time::{Duration, Instant, SystemTime};

use super::{Depth, ThemeError, Themes};

/// The folder is looked at no more often.
const PULSE: Duration = Duration::from_millis(300);
/// No more files of the folder are looked at.
const MOST: usize = 256;

/// File names with their times of change and sizes.
type Stamp = Vec<(PathBuf, Option<SystemTime>, u64)>;

/// A folder of themes as it was last seen.
pub struct Watch {
    folder: PathBuf,
    depth: Depth,
    seen: Stamp,
    looked: Option<Instant>,
}

impl Watch {
    /// Begins with what is there now.
    #[must_use]
    pub fn new(folder: PathBuf, depth: Depth) -> Self {
        let mut watch = Self { folder, depth, seen: Vec::new(), looked: None };
        watch.seen = watch.stamp();
        watch
    }

    fn stamp(&self) -> Stamp {
        let entries = std::fs::read_dir(&self.folder).into_iter().flatten().flatten().take(MOST);
        let mut stamp: Stamp = entries
            .filter(|entry| entry.path().extension().is_some_and(|end| end == "toml"))
            .filter_map(|entry| {
                // Through a link, which such folders are full of.
                let meta = std::fs::metadata(entry.path()).ok()?;
                Some((entry.path(), meta.modified().ok(), meta.len()))
            })
            .collect();
        stamp.sort();
        stamp
    }

    /// The themes anew where a file changed since the last look; nothing where none did, or that look was just now.
    pub fn changed(&mut self) -> Option<Result<Themes, ThemeError>> {
        if self.looked.is_some_and(|looked| looked.elapsed() < PULSE) {
            return None;
        }
        self.looked = Some(Instant::now());
        let now = self.stamp();
        if now == self.seen {
            return None;
        }
        self.seen = now;
        Some(Themes::load(Some(&self.folder)).map(|themes| themes.at_depth(self.depth)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_file_is_read_again_and_an_unchanged_one_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("mine.toml");
        let dark = super::super::BUILT_IN.iter().find(|(name, _)| *name == "dark").unwrap().1;
        std::fs::write(&path, dark).unwrap();
        let mut watch = Watch::new(folder.path().to_owned(), Depth::True);
        let mut look = || {
            watch.looked = None;
            watch.changed()
        };
        assert!(look().is_none());
        std::fs::write(&path, format!("{dark}\n# changed\n")).unwrap();
        assert!(look().unwrap().unwrap().find("mine").is_ok());
        assert!(look().is_none());
        std::fs::write(&path, "text = 7").unwrap();
        assert!(look().unwrap().is_err());
        std::fs::remove_file(&path).unwrap();
        assert!(look().unwrap().unwrap().find("mine").is_err());
        std::fs::write(&path, dark).unwrap();
        assert!(watch.changed().is_none(), "just looked");
    }
}
