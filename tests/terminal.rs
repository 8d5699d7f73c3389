//! The review in a real pseudo-terminal: the terminal comes back whatever happens.
//!
//! The program under test is this test binary run again with the ignored test [`child`], so that no data is needed.

#![cfg(unix)]

use std::io::{Read as _, Write as _};
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use vizard::domain::action::{Action, Suggestion};
use vizard::domain::assessment::ColumnScan;
use vizard::domain::dtype::DType;
use vizard::domain::fold::ColumnStatus;
use vizard::domain::name::ColumnId;
use vizard::domain::scan::RowsRead;
use vizard::domain::state::State;
use vizard::domain::tier::Tier;
use vizard::tui::port::{
    About, Candidate, ChangeLine, Desk, DeskError, Entry, Loaded, LogView, Matcher, News, PlanView, Preview,
    Rename, Row, Sample, TypeName, Undone,
};
use vizard::tui::{Look, run_on};

/// A house with three columns and nothing else.
struct Paper;

fn row(column: &str, score: f64) -> Row {
    Row {
        id: ColumnId {
            table: "people.csv".into(),
            column: column.into(),
            occurrence: 0,
            dtype: DType::String,
        },
        scan: ColumnScan {
            column: column.into(),
            score,
            sensitivity: Tier::Confidential,
            ..ColumnScan::default()
        }
        .into(),
        rows: RowsRead { total: 3, total_is_exact: true, read: 3, seed: None },
        suggestion: Suggestion { action: Action::Drop, why: "personal".into(), otherwise: None },
        state: State::Undecided,
        status: ColumnStatus::default(),
        why_changed: None,
        is_new: false,
    }
}

fn none<T>() -> Result<T, DeskError> {
    Err(DeskError("not in this test".into()))
}

impl Desk for Paper {
    fn about(&self) -> About {
        About { project: "paper".into(), reviewer: "ana".into(), ..About::default() }
    }
    fn load(&self, _: &AtomicBool, news: &mut dyn FnMut(News)) -> Result<Loaded, DeskError> {
        news(News::Rows(vec![row("email", 70.0), row("phone", 60.0), row("name", 50.0)]));
        Ok(Loaded::default())
    }
    fn filter(&self, text: &str) -> Result<Matcher, DeskError> {
        let text = text.to_owned();
        Ok(Arc::new(move |row: &Row| {
            // The word `fault` stands for a fault in the thread of the screen: the filter's own thread has a name.
            let here = std::thread::current().name() == Some("filters");
            assert!(text != "fault" || here, "SECRET-IN-A-PANIC");
            text == "fault" || row.id.column.contains(&text)
        }))
    }
    fn write(&self, step: &[Entry]) -> Result<Vec<Row>, DeskError> {
        assert!(step.iter().all(|entry| entry.row.id.column != "name"), "SECRET-IN-A-WORKER");
        Ok(step.iter().map(|entry| Row { state: State::Decided, ..entry.row.as_ref().clone() }).collect())
    }
    fn undo(&self) -> Result<Undone, DeskError> {
        none()
    }
    fn rename(&self, _: &Rename, _: bool) -> Result<Undone, DeskError> {
        Err(DeskError("nothing was renamed".into()))
    }
    fn redo(&self) -> Result<Undone, DeskError> {
        none()
    }
    fn sample(&self, _: &Row) -> Result<Sample, DeskError> {
        none()
    }
    fn candidates(&self, _: &Row) -> Vec<Candidate> {
        Vec::new()
    }
    fn preview(&self, _: &Row, _: &Action) -> Result<Preview, DeskError> {
        none()
    }
    fn plan(&self) -> Result<PlanView, DeskError> {
        none()
    }
    fn write_plan(&self) -> Result<String, DeskError> {
        none()
    }
    fn export(&self, _: &str, _: bool) -> Result<String, DeskError> {
        none()
    }
    fn make_key(&self) -> Result<String, DeskError> {
        none()
    }
    fn log(&self) -> Result<LogView, DeskError> {
        none()
    }
    fn changes(&self) -> Result<Vec<ChangeLine>, DeskError> {
        none()
    }
    fn types(&self) -> Vec<TypeName> {
        Vec::new()
    }
}

/// The session that the other tests watch.
#[test]
#[ignore = "run by the other tests inside a pseudo-terminal"]
fn child() {
    let end = run_on(Arc::new(Paper), &Look { mouse: true, ..Look::default() });
    // Two lines: under raw mode the second would not begin at the left edge.
    println!();
    println!("THE SESSION");
    match end {
        Ok(end) => println!("ENDED {:?} {}", end.how, end.open),
        Err(error) => println!("FAILED {error}"),
    }
}

/// A session on the files of the folder in `VIZARD_TEST_FOLDER`.
#[test]
#[ignore = "run by the other tests inside a pseudo-terminal"]
fn child_on_files() {
    let folder = std::path::PathBuf::from(std::env::var_os("VIZARD_TEST_FOLDER").unwrap());
    let home = folder.join("home");
    let end = vizard::tui::run(crate::review::options(&folder.join("data"), &home, Look::default()));
    println!();
    println!("THE SESSION");
    match end {
        Ok(end) => println!("ENDED {:?} {}", end.how, end.open),
        Err(error) => println!("FAILED {error}"),
    }
}

struct Tty {
    child: Box<dyn Child + Send + Sync>,
    writer: Box<dyn std::io::Write + Send>,
    screen: Arc<Mutex<vt100::Parser>>,
    bytes: Arc<Mutex<Vec<u8>>>,
    _master: Box<dyn MasterPty + Send>,
}

impl Tty {
    fn start(environment: &[(&str, &str)]) -> Self {
        Self::start_test("terminal::child", environment)
    }

    fn start_test(test: &str, environment: &[(&str, &str)]) -> Self {
        let size = PtySize { rows: 24, cols: 80, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).unwrap();
        let mut command = CommandBuilder::new(std::env::current_exe().unwrap());
        command.args([test, "--exact", "--ignored", "--nocapture", "--test-threads=1", "-q"]);
        command.env_remove("NO_COLOR");
        command.env("LC_ALL", "C.UTF-8");
        command.env("TERM", "xterm-256color");
        for (name, value) in environment {
            command.env(name, value);
        }
        let child = pair.slave.spawn_command(command).unwrap();
        let mut reader = pair.master.try_clone_reader().unwrap();
        let screen = Arc::new(Mutex::new(vt100::Parser::default()));
        let bytes = Arc::new(Mutex::new(Vec::new()));
        let (shown, all) = (Arc::clone(&screen), Arc::clone(&bytes));
        std::thread::spawn(move || {
            let mut chunk = [0; 4096];
            while let Ok(n @ 1..) = reader.read(&mut chunk) {
                shown.lock().unwrap().process(&chunk[..n]);
                all.lock().unwrap().extend_from_slice(&chunk[..n]);
            }
        });
        Self { child, writer: pair.master.take_writer().unwrap(), screen, bytes, _master: pair.master }
    }

    fn text(&self) -> String {
        self.screen.lock().unwrap().screen().contents()
    }

    fn wait_for(&self, what: &str, holds: impl Fn(&vt100::Screen) -> bool) {
        let start = Instant::now();
        while !holds(self.screen.lock().unwrap().screen()) {
            assert!(start.elapsed() < Duration::from_secs(20), "never came: {what}\n{}", self.text());
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    fn wait_text(&self, text: &str) {
        self.wait_for(text, |screen| screen.contents().contains(text));
    }

    fn press(&mut self, keys: &str) {
        self.writer.write_all(keys.as_bytes()).unwrap();
        self.writer.flush().unwrap();
    }

    fn signal(&self, name: &str) {
        let pid = self.child.process_id().unwrap().to_string();
        assert!(std::process::Command::new("kill").args([name, &pid]).status().unwrap().success());
    }

    /// The terminal is as it was: main screen, cursor, no mouse, no paste marks, lines that begin at the left.
    fn is_restored(&mut self, last: &str) {
        self.wait_text(last);
        let parser = self.screen.lock().unwrap();
        let screen = parser.screen();
        assert!(!screen.alternate_screen(), "alternate screen");
        assert!(!screen.hide_cursor(), "cursor");
        assert!(!screen.bracketed_paste(), "bracketed paste");
        assert_eq!(screen.mouse_protocol_mode(), vt100::MouseProtocolMode::None, "mouse");
        assert!(
            screen.rows(0, 80).any(|row| row.starts_with("THE SESSION")),
            "raw mode\n{}",
            screen.contents()
        );
    }
}

impl Drop for Tty {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn it_decides_and_gives_the_terminal_back_on_quit() {
    let mut tty = Tty::start(&[]);
    tty.wait_text("people.email");
    assert!(tty.screen.lock().unwrap().screen().alternate_screen());
    tty.press("a");
    tty.wait_text("2 left");
    tty.press("q");
    tty.is_restored("ENDED Quit 2");
}

#[test]
fn it_gives_the_terminal_back_on_sigterm_and_sighup() {
    for (name, number) in [("-TERM", 15), ("-HUP", 1)] {
        let mut tty = Tty::start(&[]);
        tty.wait_text("people.email");
        tty.signal(name);
        tty.is_restored(&format!("ENDED Signal({number}) 3"));
    }
}

#[test]
fn a_fault_on_the_screen_thread_gives_the_terminal_back_and_prints_no_value() {
    let mut tty = Tty::start(&[]);
    tty.wait_text("people.email");
    tty.press("/fault\r");
    tty.wait_text("filter: fault");
    tty.press("a");
    tty.is_restored("FAILED a fault of vizard in");
    assert!(!String::from_utf8_lossy(&tty.bytes.lock().unwrap()).contains("SECRET"));
}

#[test]
fn a_fault_of_a_worker_is_a_message_on_a_living_screen() {
    let mut tty = Tty::start(&[]);
    tty.wait_text("people.email");
    tty.press("Ga");
    tty.wait_text("not saved");
    assert!(tty.text().contains("3 left"), "{}", tty.text());
    tty.press("q");
    tty.is_restored("ENDED Quit 3");
    assert!(!String::from_utf8_lossy(&tty.bytes.lock().unwrap()).contains("SECRET"));
}

#[test]
fn ctrl_z_gives_the_terminal_to_the_shell_until_it_is_resumed() {
    let mut tty = Tty::start(&[]);
    tty.wait_text("people.email");
    tty.press("\x1a");
    tty.wait_for("main screen", |screen| !screen.alternate_screen() && !screen.hide_cursor());
    std::thread::sleep(Duration::from_millis(200));
    tty.signal("-CONT");
    tty.wait_for("screen again", |screen| {
        screen.alternate_screen() && screen.contents().contains("people.email")
    });
    tty.press("q");
    tty.is_restored("ENDED Quit 3");
}

#[test]
fn without_colour_the_selected_line_is_seen() {
    let tty = Tty::start(&[("NO_COLOR", "1")]);
    tty.wait_text("people.email");
    let parser = tty.screen.lock().unwrap();
    let screen = parser.screen();
    let (rows, columns) = (24u16, 80u16);
    let inverse =
        |row: u16| (0..columns).filter(|at| screen.cell(row, *at).is_some_and(vt100::Cell::inverse)).count();
    let lines: Vec<u16> = (0..rows).filter(|row| inverse(*row) > 20).collect();
    assert_eq!(lines.len(), 1, "{}", screen.contents());
    for row in 0..rows {
        for at in 0..columns {
            let colour = screen.cell(row, at).map(|cell| (cell.fgcolor(), cell.bgcolor()));
            assert_eq!(colour, Some((vt100::Color::Default, vt100::Color::Default)));
        }
    }
}

#[test]
fn an_idle_screen_sends_nothing() {
    let tty = Tty::start(&[]);
    tty.wait_text("people.email");
    std::thread::sleep(Duration::from_millis(500));
    let before = tty.bytes.lock().unwrap().len();
    std::thread::sleep(Duration::from_secs(1));
    assert_eq!(tty.bytes.lock().unwrap().len(), before);
}

#[test]
fn decisions_in_a_real_session_on_real_files_survive_it() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    std::fs::create_dir(&data).unwrap();
    crate::review::project(&data);
    let folder = folder.path().to_string_lossy().into_owned();
    let environment = [("VIZARD_TEST_FOLDER", folder.as_str())];
    let mut tty = Tty::start_test("terminal::child_on_files", &environment);
    tty.wait_text("people.email");
    assert!(!tty.text().contains("@example.org"), "values are hidden");
    tty.press("a");
    tty.wait_text("a key is needed");
    tty.press("y");
    tty.wait_text("4 left");
    tty.press("a");
    tty.wait_text("3 left");
    tty.press("q");
    tty.is_restored("ENDED Quit 3");
    let mut tty = Tty::start_test("terminal::child_on_files", &environment);
    tty.wait_text("3 left");
    tty.press("u");
    tty.wait_text("4 left");
    tty.press("q");
    tty.is_restored("ENDED Quit 4");
}
