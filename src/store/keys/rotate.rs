//! A key replaced by a new one of the same name; the old one is kept under another.

use super::{Key, Keys, check_name, file};
use crate::store::error::StoreError;
use crate::store::{atomic, clock};

/// What a rotation left.
#[derive(Debug)]
pub struct Rotation {
    /// The old key, under the name that it has now.
    pub old: Key,
    /// The new key.
    pub new: Key,
}

impl Keys {
    /// Makes a new key of a name and keeps the old one as `NAME-` and the first 8 digits of its id.
    ///
    /// The old key's copy is written before it is replaced, so that at no time it is nowhere.
    ///
    /// # Errors
    /// No key of that name in the key folder; what the system refuses. The old key is in force then.
    pub fn rotate(&self, name: &str) -> Result<Rotation, StoreError> {
        check_name(name)?;
        let path = self.path(name);
        if !path.exists() {
            return Err(StoreError::NoKey { wanted: name.to_owned(), folder: self.folder.clone() });
        }
        let old = Self::from_file(&path)?;
        let short = old.id().trim_start_matches("k-").get(..8).unwrap_or_default().to_owned();
        let old = old.renamed(&format!("{name}-{short}"));
        check_name(old.name())?;
        match atomic::write(&self.path(old.name()), file::text(&old)?.as_bytes(), false) {
            // An earlier rotation was cut short after this step.
            Err(StoreError::Exists { path }) if Self::from_file(&path)?.id() == old.id() => {}
            other => other?,
        }
        let new = Key::generate(name, &clock::now())?;
        atomic::write(&path, file::text(&new)?.as_bytes(), true)?;
        Ok(Rotation { old, new })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::folders::Folders;

    #[test]
    fn the_old_key_stays_at_hand_by_its_id_and_the_name_leads_to_the_new_one() {
        let folder = tempfile::tempdir().unwrap();
        let keys = Keys::new(&Folders::under(folder.path()));
        assert!(matches!(keys.rotate("crm"), Err(StoreError::NoKey { .. })));
        let first = keys.new_key("crm", None).unwrap();
        let turned = keys.rotate("crm").unwrap();
        assert_eq!(turned.old.id(), first.id());
        assert_ne!(turned.new.id(), first.id());
        assert_eq!(keys.find("crm").unwrap().id(), turned.new.id());
        let kept = keys.find(first.id()).unwrap();
        assert_eq!(
            kept.sub_key("mask", "email", None).reveal(),
            first.sub_key("mask", "email", None).reveal()
        );
        assert_eq!(keys.list().unwrap().keys.len(), 2);
    }
}
