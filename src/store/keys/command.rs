//! Keys from elsewhere: a command of the user's own settings prints a key, as git's credential helpers do.
//!
//! It reaches every keyring and vault that has a command line. The command is run without a shell and is never taken
//! from a project, whose files others may write.

use std::collections::HashMap;
use std::io::Read as _;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use zeroize::Zeroizing;

use super::key::{Key, Origin};
use super::{DEFAULT, file};
use crate::store::error::StoreError;

/// What stands for the key's name in an argument.
const NAME: &str = "{name}";
/// The longest answer, in bytes; a key file has less than 400.
const LARGEST: usize = 4096;
/// How long an answer may take: a person may have to unlock a keyring.
const PATIENCE: Duration = Duration::from_mins(1);
/// How often a command that closed its output is asked whether it has ended.
const PULSE: Duration = Duration::from_millis(5);

/// A command that prints a key, and what it printed so far.
pub struct KeyCommand {
    words: Vec<String>,
    patience: Duration,
    /// By name: the key, or why there is none. A command is asked once for each.
    known: Mutex<HashMap<String, Result<Key, String>>>,
}

impl std::fmt::Debug for KeyCommand {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("KeyCommand").field("program", &self.program()).finish_non_exhaustive()
    }
}

/// What is wrong with a command; nothing where it can be run.
#[must_use]
pub fn wrong(words: &[String]) -> Option<&'static str> {
    let program = Path::new(words.first().map_or("", String::as_str));
    if program.as_os_str().is_empty() {
        return Some("`key_command` names no program; write it like [\"pass\", \"show\", \"vizard/{name}\"]");
    }
    // One that is looked up from the current folder could be a project's.
    let relative = !program.is_absolute() && program.components().count() > 1;
    (relative || program.starts_with("."))
        .then_some("the program of `key_command` is a name that is found by PATH or an absolute path")
}

impl KeyCommand {
    /// The command of these words: a program and its arguments, in which `{name}` stands for the key's name.
    #[must_use]
    pub fn new(words: &[String]) -> Self {
        Self { words: words.to_vec(), patience: PATIENCE, known: Mutex::default() }
    }

    fn program(&self) -> &str {
        self.words.first().map_or("", String::as_str)
    }

    /// The key of a name; `None` where the command has nothing to do with that name: it has no place for it.
    ///
    /// # Errors
    /// A command that cannot be run, fails, does not answer in a minute or prints no key. What it printed is not told.
    pub fn key(&self, name: &str) -> Option<Result<Key, StoreError>> {
        if name != DEFAULT && !self.words.iter().any(|word| word.contains(NAME)) {
            return None;
        }
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let answer = known.entry(name.to_owned()).or_insert_with(|| self.ask(name));
        let failed = |what: &String| StoreError::KeyCommand {
            name: name.to_owned(),
            program: self.program().to_owned(),
            what: what.clone(),
        };
        Some(answer.as_ref().map(Clone::clone).map_err(failed))
    }

    /// The key with an id, among those that were asked for and `default`.
    pub fn key_of_id(&self, id: &str) -> Option<Result<Key, StoreError>> {
        let default = self.key(DEFAULT);
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let found = known.values().flatten().find(|key| key.id() == id);
        found.cloned().map(Ok).or_else(|| default.filter(Result::is_err))
    }

    fn ask(&self, name: &str) -> Result<Key, String> {
        let text = self.run(name)?;
        let text =
            std::str::from_utf8(&text).map_err(|_| "it printed something that is no UTF-8".to_owned())?;
        match file::parse(text, "what it printed", Some(name)) {
            // The name by which it was asked for counts.
            Ok(key) => Ok(key.renamed(name).from(Origin::Command)),
            Err(StoreError::BadKey { what, .. }) => Err(format!("what it printed {what}")),
            Err(error) => Err(error.to_string()),
        }
    }

    /// What the command prints for a name.
    fn run(&self, name: &str) -> Result<Zeroizing<Vec<u8>>, String> {
        let mut command = Command::new(self.program());
        command
            .args(self.words.iter().skip(1).map(|word| word.replace(NAME, name)))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            // What it says might hold the key, and would stand in the middle of a screen.
            .stderr(Stdio::null());
        let mut child = command.spawn().map_err(|e| format!("it cannot be run ({})", e.kind()))?;
        let result = self.answer(&mut child);
        if result.is_err() {
            // It may have ended already.
            let _ended = child.kill().is_ok();
            let _reaped = child.wait().is_ok();
        }
        result
    }

    fn answer(&self, child: &mut Child) -> Result<Zeroizing<Vec<u8>>, String> {
        let late = || format!("it did not answer within {} s", self.patience.as_secs_f64());
        let deadline = Instant::now() + self.patience;
        let mut output = child.stdout.take().ok_or("its output cannot be read")?;
        let (send, receive) = channel();
        // Not joined: a child of the command may hold its output open for ever.
        std::thread::spawn(move || {
            // Never grown, so that no copy of a part of it is left behind.
            let mut text = Zeroizing::new(vec![0; LARGEST + 1]);
            let mut at = 0;
            let read = loop {
                match output.read(&mut text[at..]) {
                    Ok(0) => break Ok(at),
                    Ok(n) => at += n,
                    Err(e) if e.kind() == std::io::ErrorKind::Interrupted => {}
                    Err(e) => break Err(format!("its output cannot be read ({})", e.kind())),
                }
                if at > LARGEST {
                    break Err(format!("it printed more than {LARGEST} bytes, which no key has"));
                }
            };
            let answer = read.map(|length| {
                text.truncate(length);
                text
            });
            // Nobody waits for an answer that came too late.
            drop(send.send(answer));
        });
        let text = match receive.recv_timeout(self.patience) {
            Ok(text) => text?,
            Err(RecvTimeoutError::Timeout) => return Err(late()),
            Err(RecvTimeoutError::Disconnected) => return Err("its output cannot be read".to_owned()),
        };
        loop {
            match child.try_wait() {
                Ok(Some(status)) if status.success() => return Ok(text),
                Ok(Some(status)) => {
                    let code =
                        status.code().map_or_else(|| "a signal".to_owned(), |code| format!("code {code}"));
                    return Err(format!("it ended with {code}; run it yourself to see what it says"));
                }
                Ok(None) if Instant::now() < deadline => std::thread::sleep(PULSE),
                Ok(None) => return Err(late()),
                Err(e) => return Err(format!("it cannot be waited for ({})", e.kind())),
            }
        }
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    const HEX: &str = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

    fn command(words: &[&str]) -> KeyCommand {
        let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
        assert_eq!(wrong(&words), None);
        KeyCommand { patience: Duration::from_millis(400), ..KeyCommand::new(&words) }
    }

    #[test]
    fn a_command_gives_a_key_by_name_and_is_asked_once() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("crm");
        std::fs::write(&path, format!("{HEX}\n")).unwrap();
        let place = folder.path().join(NAME);
        let command = command(&["cat", place.to_str().unwrap()]);
        let key = command.key("crm").unwrap().unwrap();
        assert_eq!((key.name(), key.origin()), ("crm", Origin::Command));
        std::fs::remove_file(path).unwrap();
        assert_eq!(command.key("crm").unwrap().unwrap().id(), key.id());
        assert_eq!(command.key_of_id(key.id()).unwrap().unwrap().name(), "crm");
        assert!(command.key_of_id("k-0000000000000000").unwrap().is_err(), "`default` cannot be had");
    }

    #[test]
    fn a_command_without_a_place_for_the_name_knows_one_key() {
        let command = command(&["echo", HEX]);
        assert!(command.key("crm").is_none());
        let key = command.key(DEFAULT).unwrap().unwrap();
        assert!(command.key_of_id("k-0000000000000000").is_none());
        assert_eq!(command.key_of_id(key.id()).unwrap().unwrap().id(), key.id());
    }

    #[test]
    fn what_goes_wrong_is_said_without_what_was_printed() {
        for (words, says) in [
            (&["false"][..], "ended with code 1"),
            (&["/no/such/program"], "cannot be run"),
            (&["sleep", "60"], "did not answer within 0.4 s"),
            (&["yes", "hunter2"], "more than 4096 bytes"),
            (&["echo", "hunter2"], "holds no key"),
            (&["echo", "hunter2 $(id) {name}"], "holds no key"),
        ] {
            let began = Instant::now();
            let said = command(words).key(DEFAULT).unwrap().unwrap_err().to_string();
            assert!(said.contains(says) && said.contains(words[0]), "{said}");
            assert!(!said.contains("hunter2"), "{said}");
            assert!(began.elapsed() < Duration::from_secs(20));
        }
    }

    #[test]
    fn no_program_of_the_current_folder_is_run() {
        let bad = |words: &[&str]| wrong(&words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>());
        for words in [&["./key"][..], &["bin/key"], &["../key"], &[""], &[]] {
            assert!(bad(words).is_some(), "{words:?}");
        }
        assert!(bad(&["key"]).is_none() && bad(&["/usr/bin/key"]).is_none());
    }
}
