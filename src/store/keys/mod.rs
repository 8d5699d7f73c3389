//! Masking keys: made once, kept in the user's data folder, never in a plan, a journal or an argument.

pub(super) mod command;
mod file;
mod guard;
mod key;
mod rotate;
mod sign;
pub mod signers;
#[cfg(test)]
pub(crate) mod testing;

use std::path::{Path, PathBuf};

pub use guard::forbid_core_dumps;
pub use key::{Key, Origin};
pub use rotate::Rotation;
pub use sign::{PublicKey, SignKey};

use command::KeyCommand;

use super::error::StoreError;
use super::folders::Folders;
use super::{atomic, clock};
use crate::domain::secret::Secret;

/// The key that is used where no name is given.
pub const DEFAULT: &str = "default";
/// The environment variable of key `default`; `VIZARD_KEY_<NAME>` holds another one.
pub const VARIABLE: &str = "VIZARD_KEY";

/// The keys that this process can use: from the environment, the key folder and the command of the user's settings.
#[derive(Debug)]
pub struct Keys {
    folder: PathBuf,
    given: Vec<Key>,
    command: Option<KeyCommand>,
}

/// The keys there are, and the files that are none.
#[derive(Debug, Default)]
pub struct Listing {
    /// Keys, those of the environment first, then by name.
    pub keys: Vec<Key>,
    /// What is wrong with the other files of the folder, and with the command.
    pub problems: Vec<StoreError>,
}

impl Keys {
    /// The keys of the user's data folder (which need not exist yet).
    #[must_use]
    pub fn new(folders: &Folders) -> Self {
        Self { folder: folders.data().join("keys"), given: Vec::new(), command: None }
    }

    /// Adds the keys of environment variables: pairs of name and content; others than `VIZARD_KEY…` are passed over.
    ///
    /// A variable holds the text of a key file, or the 32 bytes of a key in hex or base64.
    ///
    /// # Errors
    /// A variable that holds no key; the message never holds a part of it.
    pub fn with_environment(
        mut self,
        variables: impl IntoIterator<Item = (String, Secret<String>)>,
    ) -> Result<Self, StoreError> {
        for (variable, content) in variables {
            let name = match variable.strip_prefix(VARIABLE) {
                Some("") => DEFAULT.to_owned(),
                Some(rest) if rest.len() > 1 && rest.starts_with('_') => {
                    rest.trim_start_matches('_').to_lowercase()
                }
                _ => continue,
            };
            let key = file::parse(content.reveal(), &variable, Some(&name))?;
            self.given.push(key.from(Origin::Environment));
        }
        Ok(self)
    }

    /// Adds the command of the user's settings: it is asked for what neither the environment nor the key folder has.
    #[must_use]
    pub fn with_command(self, words: Option<&[String]>) -> Self {
        Self { command: words.map(KeyCommand::new), ..self }
    }

    /// Whether a command may have keys that are not at hand yet.
    #[must_use]
    pub const fn has_command(&self) -> bool {
        self.command.is_some()
    }

    /// Adds the key of a file (`--key-file`); it is found by its id, its name and as `default`'s stand-in by nothing else.
    ///
    /// # Errors
    /// As [`Self::from_file`].
    pub fn with_file(mut self, path: &Path) -> Result<Self, StoreError> {
        self.given.insert(0, Self::from_file(path)?);
        Ok(self)
    }

    /// Makes a key and writes it with mode 0600, into the key folder or to `output`.
    ///
    /// # Errors
    /// A name that is taken or cannot be one; what the system refuses. A key is never replaced.
    pub fn new_key(&self, name: &str, output: Option<&Path>) -> Result<Key, StoreError> {
        check_name(name)?;
        let path = if let Some(path) = output {
            path.to_owned()
        } else {
            atomic::make_folder(&self.folder, true)?;
            self.path(name)
        };
        let key = Key::generate(name, &clock::now())?;
        atomic::write(&path, file::text(&key)?.as_bytes(), false).map_err(|e| match e {
            StoreError::Exists { path } => StoreError::KeyExists { name: name.to_owned(), path },
            other => other,
        })?;
        Ok(key)
    }

    /// Every key there is.
    ///
    /// # Errors
    /// Where the key folder cannot be read.
    pub fn list(&self) -> Result<Listing, StoreError> {
        let mut listing = Listing { keys: self.given.clone(), problems: Vec::new() };
        let entries = match std::fs::read_dir(&self.folder) {
            Ok(entries) => Some(entries),
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => None,
            Err(e) => return Err(StoreError::io(&self.folder, "read", e)),
        };
        let mut paths = Vec::new();
        for entry in entries.into_iter().flatten() {
            let path = entry.map_err(|e| StoreError::io(&self.folder, "read", e))?.path();
            if path.extension().is_some_and(|e| e == "json") {
                paths.push(path);
            }
        }
        paths.sort();
        for path in paths {
            match Self::from_file(&path) {
                Ok(key) if !listing.keys.iter().any(|known| known.id() == key.id()) => listing.keys.push(key),
                Ok(_) => {}
                Err(problem) => listing.problems.push(problem),
            }
        }
        Ok(listing)
    }

    /// As [`Self::list`], with key `default` of the command.
    ///
    /// # Errors
    /// As [`Self::list`].
    pub fn list_all(&self) -> Result<Listing, StoreError> {
        let mut listing = self.list()?;
        match self.command.as_ref().and_then(|command| command.key(DEFAULT)) {
            Some(Ok(key)) if !listing.keys.iter().any(|known| known.id() == key.id()) => {
                listing.keys.push(key);
            }
            Some(Err(problem)) => listing.problems.push(problem),
            Some(Ok(_)) | None => {}
        }
        Ok(listing)
    }

    /// The key of an id, which a plan calls by a name: a command can be asked for names only.
    ///
    /// # Errors
    /// As [`Self::find`].
    pub fn find_called(&self, id: &str, name: &str) -> Result<Key, StoreError> {
        let error = match self.find(id) {
            Err(error) if self.has_command() => error,
            other => return other,
        };
        self.find(name).ok().filter(|key| key.id() == id).ok_or(error)
    }

    /// The key of that id or name; the environment comes before the folder, and that before the command.
    ///
    /// # Errors
    /// Where there is none; where its file can be read by others or is damaged.
    pub fn find(&self, wanted: &str) -> Result<Key, StoreError> {
        if let Some(key) = self.given.iter().find(|key| key.id() == wanted || key.name() == wanted) {
            return Ok(key.clone());
        }
        if check_name(wanted).is_ok() {
            let path = self.path(wanted);
            if path.exists() {
                return Self::from_file(&path);
            }
        }
        let mut listing = self.list()?;
        if let Some(key) = listing.keys.into_iter().find(|key| key.id() == wanted) {
            return Ok(key);
        }
        let asked = self.command.as_ref().and_then(|command| match check_name(wanted) {
            _ if is_id(wanted) => command.key_of_id(wanted),
            Ok(()) => command.key(wanted),
            Err(_) => None,
        });
        if let Some(answer) = asked {
            return answer;
        }
        // A key that could not be read may be the one.
        match listing.problems.pop() {
            Some(problem) => Err(problem),
            None => Err(StoreError::NoKey { wanted: wanted.to_owned(), folder: self.folder.clone() }),
        }
    }

    /// The key of a file.
    ///
    /// # Errors
    /// A file that cannot be read, that others can read, or that holds no key.
    pub fn from_file(path: &Path) -> Result<Key, StoreError> {
        file::read(path)
    }

    /// Makes a signing key: the private key (mode 0600) in the key folder or at `output`, the public key beside it with
    /// the ending `.pub.pem`. Gives the key and both paths.
    ///
    /// # Errors
    /// As [`Self::new_key`].
    pub fn new_sign_key(
        &self,
        name: &str,
        output: Option<&Path>,
    ) -> Result<(SignKey, PathBuf, PathBuf), StoreError> {
        check_name(name)?;
        let path = if let Some(path) = output {
            path.to_owned()
        } else {
            atomic::make_folder(&self.folder, true)?;
            self.sign_path(name)
        };
        let public = path.with_extension("pub.pem");
        let taken = |e| match e {
            StoreError::Exists { path } => StoreError::KeyExists { name: name.to_owned(), path },
            other => other,
        };
        atomic::check_target(&public, false).map_err(taken)?;
        let key = SignKey::generate()?;
        atomic::write(&path, key.pem().as_bytes(), false).map_err(taken)?;
        atomic::write(&public, key.public().pem().as_bytes(), false).map_err(taken)?;
        Ok((key, path, public))
    }

    /// The signing key of that name in the key folder.
    ///
    /// # Errors
    /// Where there is none, it can be read by others or is damaged.
    pub fn sign_key(&self, name: &str) -> Result<SignKey, StoreError> {
        check_name(name)?;
        let path = self.sign_path(name);
        if !path.exists() {
            return Err(StoreError::NoSignKey { wanted: name.to_owned(), folder: self.folder.clone() });
        }
        SignKey::from_file(&path)
    }

    fn sign_path(&self, name: &str) -> PathBuf {
        self.folder.join(format!("{name}.sign.pem"))
    }

    /// Where a key of that name lies.
    #[must_use]
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.join(format!("{name}.json"))
    }
}

/// Whether a text is the id of a key.
fn is_id(text: &str) -> bool {
    text.strip_prefix("k-")
        .is_some_and(|rest| rest.len() == 16 && rest.bytes().all(|b| b.is_ascii_hexdigit()))
}

/// Whether a key can be called so.
fn check_name(name: &str) -> Result<(), StoreError> {
    let good = (1..=64).contains(&name.len())
        && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'-' | b'_'));
    if good { Ok(()) } else { Err(StoreError::KeyName { name: name.to_owned() }) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys() -> (tempfile::TempDir, Keys) {
        let folder = tempfile::tempdir().unwrap();
        let keys = Keys::new(&Folders::under(folder.path()));
        (folder, keys)
    }

    #[test]
    fn a_key_is_made_once_and_found_by_name_and_id() {
        let (_folder, keys) = keys();
        assert!(keys.list().unwrap().keys.is_empty());
        assert!(keys.find(DEFAULT).unwrap_err().to_string().contains("vizard keys new"));
        let made = keys.new_key(DEFAULT, None).unwrap();
        assert!(made.id().starts_with("k-") && made.id().len() == 18, "{}", made.id());
        for wanted in [DEFAULT, made.id()] {
            let found = keys.find(wanted).unwrap();
            assert_eq!((found.id(), found.check()), (made.id(), made.check()));
        }
        assert!(matches!(keys.new_key(DEFAULT, None), Err(StoreError::KeyExists { .. })));
        assert_eq!(keys.list().unwrap().keys.len(), 1);
        assert_ne!(keys.new_key("other", None).unwrap().id(), made.id());
    }

    #[test]
    fn names_cannot_leave_the_folder() {
        let (_folder, keys) = keys();
        for name in ["", "../x", "a/b", "A", "a.b", "a b"] {
            assert!(matches!(keys.new_key(name, None), Err(StoreError::KeyName { .. })), "{name}");
            assert!(keys.find(name).is_err());
        }
    }

    #[test]
    fn keys_come_from_the_environment_too() {
        let (_folder, keys) = keys();
        let hex = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";
        let base64 = "ABEiM0RVZneImaq7zN3u/wARIjNEVWZ3iJmqu8zd7v8=";
        let var = |name: &str, text: &str| (name.to_owned(), Secret::new(text.to_owned()));
        let keys = keys
            .with_environment([
                var("VIZARD_KEY", hex),
                var("VIZARD_KEY_CRM", base64),
                var("VIZARD_KEYS", "x"),
            ])
            .unwrap();
        let (default, crm) = (keys.find("default").unwrap(), keys.find("crm").unwrap());
        assert_eq!((default.id(), default.check()), (crm.id(), crm.check()));
        let wrong =
            Keys::new(&Folders::under(Path::new("/none"))).with_environment([var("VIZARD_KEY", "hunter2")]);
        let message = wrong.unwrap_err().to_string();
        assert!(message.contains("VIZARD_KEY") && !message.contains("hunter2"), "{message}");
    }

    #[cfg(unix)]
    #[test]
    fn a_key_that_others_can_read_is_refused_with_the_remedy() {
        use std::os::unix::fs::PermissionsExt;
        let (_folder, keys) = keys();
        let made = keys.new_key(DEFAULT, None).unwrap();
        let path = keys.path(DEFAULT);
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        std::fs::set_permissions(&path, PermissionsExt::from_mode(0o640)).unwrap();
        for wanted in [DEFAULT, made.id()] {
            let error = keys.find(wanted).unwrap_err();
            assert!(error.to_string().contains("chmod 600"), "{error}");
        }
    }

    #[test]
    fn a_damaged_key_file_is_said_and_not_used() {
        let (folder, keys) = keys();
        keys.new_key("good", None).unwrap();
        let made = std::fs::read_to_string(keys.path("good")).unwrap();
        for (at, text) in [
            made.replace("\"key\"", "\"kee\""),
            made.replacen("\"check\": \"", "\"check\": \"0", 1),
            "{}".into(),
        ]
        .iter()
        .enumerate()
        {
            let path = folder.path().join(format!("bad{at}"));
            atomic::write(&path, text.as_bytes(), false).unwrap();
            let message = Keys::from_file(&path).unwrap_err().to_string();
            assert!(message.contains("bad"), "{message}");
        }
    }
}
