//! Masks and risk figures, each beside a bare loop of its primitive in the same run; prints cells per CPU second and
//! ratios, of the best of several runs.
#![allow(missing_docs, clippy::unwrap_used)]

use std::hint::black_box;
use std::sync::Arc;
use std::time::{Duration, Instant};

use aes::Aes256;
use aes::cipher::{BlockCipherEncrypt as _, KeyInit as _};
use hmac::{Hmac, Mac as _};
use sha2::Sha256;
use vizard::domain::action::Action;
use vizard::domain::dtype::DType;
use vizard::domain::mask::{Param, Params};
use vizard::domain::secret::Secret;
use vizard::domain::table::{Batch, BatchSink as _, Column};
use vizard::mask::{self, MaskContext, params};
use vizard::review::load::Request;
use vizard::risk::{self, Release, Released, RiskSink};
use vizard::source::Sampling;
use vizard::store::folders::Folders;
use vizard::store::keys::Keys;
use vizard::store::project::Project;
use vizard::tui::desk::house::House;
use vizard::tui::port::{Desk as _, News, Row};
use vizard::tui::{Look, TuiOptions};

const CELLS: u64 = 200_000;

/// Nanoseconds that this thread was on a processor; the clock where the system does not tell.
fn spent(since: Instant) -> Duration {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanos = told.and_then(|text| text.split_whitespace().next()?.parse().ok());
    nanos.map_or_else(|| since.elapsed(), Duration::from_nanos)
}

/// The least that one of seven runs took.
fn best(mut work: impl FnMut()) -> f64 {
    let start = Instant::now();
    let run = |_| {
        let before = spent(start);
        work();
        spent(start).saturating_sub(before).as_secs_f64()
    };
    (0..7).map(run).min_by(f64::total_cmp).unwrap()
}

fn mixed(n: u64) -> u64 {
    (n + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// Runs a mask over the cells.
fn masked(name: &str, given: &[(&str, Param)], cells: &[String]) -> f64 {
    let given: Params = given.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
    let choice = params::choice(name, &given).unwrap();
    let key = Secret::new([7; 32]);
    let context = MaskContext { key: Some(&key), ..MaskContext::default() };
    let mut runner = mask::runner(&choice, None, DType::String, &context).unwrap();
    let mut out = Vec::new();
    best(|| {
        for cell in cells {
            out.clear();
            black_box(runner.mask(black_box(cell.as_bytes()), &[], &mut out));
            black_box(&out);
        }
    })
}

fn show(what: &str, seconds: f64, yardstick: &str, bare: f64) {
    let millions = CELLS as f64 / seconds / 1e6;
    println!("{what}: {millions:.2} M cells per CPU second; / {yardstick}: {:.2}", seconds / bare);
}

fn keyed() {
    let cells: Vec<String> = (0..CELLS).map(|n| format!("{:010}", mixed(n) % 10_000_000_000)).collect();
    let whole = Hmac::<Sha256>::new_from_slice(&[7; 32]).unwrap();
    let bare = best(|| {
        for cell in &cells {
            let mut mac = whole.clone();
            mac.update(black_box(cell.as_bytes()));
            black_box(mac.finalize().into_bytes());
        }
    });
    show("pseudonym hex 16", masked("pseudonym", &[], &cells), "HMAC-SHA256", bare);
    let cipher = Aes256::new(&[7; 32].into());
    let blocks = best(|| {
        for cell in &cells {
            let mut block = [0; 16];
            block[..10].copy_from_slice(cell.as_bytes());
            let mut block = block.into();
            for _ in 0..10 {
                cipher.encrypt_block(&mut block);
            }
            black_box(block);
        }
    });
    show("fpe, FF1 with AES-256, 10 digits", masked("fpe", &[], &cells), "10 blocks of AES-256", blocks);
}

/// 1 M rows by 4 quasi-identifiers, exact, on one thread.
fn classes() {
    const ROWS: usize = 1_000_000;
    const BATCH: usize = 4096;
    let text: Vec<[String; 4]> = (0..ROWS as u64)
        .map(|n| {
            let n = mixed(n) >> 20;
            [
                format!("19{:02}-{:02}-{:02}", n % 90, n % 12 + 1, n % 28 + 1),
                format!("{:05}", n / 7 % 20_000),
                ["f", "m"][n as usize % 2].to_owned(),
                ["DE", "AT", "CH"][n as usize / 3 % 3].to_owned(),
            ]
        })
        .collect();
    let seconds = best(|| {
        let released = (0..4).map(|index| Released { index, release: Release::Same, reads: Vec::new() });
        let sink = RiskSink::new(released.collect(), "key", risk::MOST);
        let mut worker = sink.worker();
        for (at, rows) in text.chunks(BATCH).enumerate() {
            let cells: Vec<Vec<Option<&[u8]>>> =
                (0..4).map(|c| rows.iter().map(|row| Some(row[c].as_bytes())).collect()).collect();
            let columns: Vec<Column<'_>> = cells.iter().map(|cells| Column { cells, rows: None }).collect();
            let first_row = (at * BATCH) as u64;
            worker.batch(&Batch { first_row, head: at == 0, rows: rows.len(), columns: &columns });
        }
        worker.finish();
        let counted = sink.into_counted();
        black_box((risk::of_classes(&counted.before, 5), risk::of_classes(&counted.after, 5)));
    });
    println!("risk of 1 M rows by 4 quasi-identifiers, before and after: {seconds:.2} s");
}

/// The figures of a candidate on 10 000 rows, as the mask screen asks for them.
fn candidates() {
    let (folder, home) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let mut text = String::from("id,email,birth_date,zip,gender,diagnosis\n");
    for n in 0..10_000_u64 {
        let r = mixed(n) >> 20;
        let (sex, ill) = (["female", "male"][r as usize % 2], ["asthma", "diabetes", "flu"][r as usize % 3]);
        let (year, month, day) = (r % 80 + 1930, r % 12 + 1, r % 28 + 1);
        let zip = r / 5 % 90_000 + 10_000;
        text += &format!("{n},person{n}@example.org,{year}-{month:02}-{day:02},{zip},{sex},{ill}\n");
    }
    std::fs::write(folder.path().join("people.csv"), text).unwrap();
    let folders = Folders::under(home.path());
    let keys = Keys::new(&folders);
    keys.new_key("default", None).unwrap();
    let house = House::new(TuiOptions {
        request: Request {
            paths: Vec::new(),
            base: folder.path().to_owned(),
            reports: Vec::new(),
            sampling: Sampling::All,
            threads: 1,
            use_cache: false,
        },
        project: Project::locate(Some(folder.path()), folder.path()).unwrap(),
        keys,
        folders,
        reviewer: "bench".into(),
        read_only: true,
        planner: None,
        look: Look::default(),
    });
    let mut rows: Vec<Row> = Vec::new();
    let stop = std::sync::atomic::AtomicBool::new(false);
    house
        .load(&stop, &mut |news| {
            if let News::Rows(new) = news {
                rows = new;
            }
        })
        .unwrap();
    let row = Arc::new(rows.into_iter().find(|row| row.id.column == "birth_date").unwrap());
    for name in ["date_truncate", "pseudonym", "null"] {
        let action = Action::mask(params::choice(name, &Params::new()).unwrap(), Some("value".to_owned()));
        let seconds = best(|| drop(black_box(house.preview(&row, &action).unwrap())));
        println!("figures of candidate {name} on 10 000 rows: {:.1} ms", seconds * 1e3);
    }
}

fn main() {
    keyed();
    classes();
    candidates();
}
