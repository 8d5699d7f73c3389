//! A project in a temporary folder, with user folders of its own.

use std::path::{Path, PathBuf};
use std::process::Output;

use tempfile::TempDir;

/// A temporary folder with a project in `data` and the user's folders beside it.
pub struct Project {
    folder: TempDir,
}

/// How a command ended.
pub struct Ended {
    /// Exit code.
    pub code: i32,
    /// What it wrote to stdout.
    pub stdout: String,
    /// What it wrote to stderr.
    pub stderr: String,
}

impl Project {
    /// An empty project.
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("data")).unwrap();
        Self { folder }
    }

    /// A project with one file.
    pub fn with(name: &str, text: &str) -> Self {
        let project = Self::new();
        project.write(name, text);
        project
    }

    /// The project's folder.
    pub fn path(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// A file of the project.
    pub fn file(&self, name: &str) -> PathBuf {
        self.path().join(name)
    }

    /// Writes a file of the project.
    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        let path = self.file(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }

    /// Reads a file of the project as text.
    pub fn read(&self, name: &str) -> String {
        String::from_utf8_lossy(&std::fs::read(self.file(name)).unwrap()).into_owned()
    }

    /// Copies the samples into the project.
    pub fn with_samples() -> Self {
        let project = Self::new();
        copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("samples"), &project.path());
        project
    }

    /// The environment that keeps the program inside the temporary folder.
    pub fn environment(&self) -> Vec<(&'static str, String)> {
        let user = |name: &str| self.folder.path().join(name).to_string_lossy().into_owned();
        vec![
            ("VIZARD_CONFIG_DIR", user("config")),
            ("VIZARD_DATA_DIR", user("user-data")),
            ("VIZARD_CACHE_DIR", user("cache")),
            ("VIZARD_REVIEWER", "ana".to_owned()),
        ]
    }

    /// Runs `vizard` in the project's folder, without a terminal.
    pub fn run(&self, args: &[&str]) -> Ended {
        self.run_with(args, &[])
    }

    /// As [`Self::run`], with more environment.
    pub fn run_with(&self, args: &[&str], environment: &[(&str, &str)]) -> Ended {
        let output: Output = assert_cmd::Command::new(env!("CARGO_BIN_EXE_vizard"))
            .args(args)
            .current_dir(self.path())
            .envs(self.environment())
            .envs(environment.iter().copied())
            .output()
            .unwrap();
        Ended {
            code: output.status.code().unwrap_or(-1),
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }

    /// Runs and demands an exit code.
    pub fn expect(&self, code: i32, args: &[&str]) -> Ended {
        let ended = self.run(args);
        assert_eq!(ended.code, code, "vizard {args:?}\n{}\n{}", ended.stdout, ended.stderr);
        ended
    }
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            std::fs::copy(&path, &target).unwrap();
        }
    }
}
