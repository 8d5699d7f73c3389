//! One column planted, scanned and judged.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::Rng as _;

use super::base::{Base, Cells, below, profiles, random, sentence};
use super::maker::Maker;
use super::{Outcome, Setting, Size};
use crate::classify::{Engine, Profile};
use crate::detect::{self, Detector};
use crate::domain::assessment::ColumnScan;

/// Headers that say nothing about what stands under them.
const NEUTRAL: &[&str] = &["fld_07", "attr_12", "x4", "col_b", "v_03"];

/// Every column of one type in every setting that is asked of it.
pub(super) fn planted(
    engine: &Engine,
    maker: &Maker,
    base: &Base,
    size: Size,
    rng: &mut ChaCha8Rng,
) -> Vec<Outcome> {
    let detector = maker.detector;
    let mut plans = Vec::new();
    let mut columns: Vec<Cells> = Vec::new();
    for setting in Setting::ALL.into_iter().filter(|setting| {
        setting.asked_of(detector) && (*setting != Setting::WholeNamed || base.has_headers())
    }) {
        for _ in 0..size.trials {
            let header = match setting {
                Setting::WholeNamed => detector.header_for.iter().max_by(|a, b| a.1.total_cmp(&b.1)),
                _ => None,
            };
            let header = base.header(header.map_or_else(|| neutral(rng), |(word, _)| *word));
            let (place, cells) = if setting.prevalence() >= 1.0 {
                (None, (0..size.rows).map(|_| Some(maker.value(rng))).collect())
            } else {
                let (place, mut cells) = base.text(size.rows, rng);
                plant(&mut cells, setting.prevalence(), maker, rng);
                (place, cells)
            };
            plans.push((setting, place, header));
            columns.push(cells);
        }
    }
    let profiles = profiles(engine, &base.through(columns));
    let judged = plans.into_iter().zip(&profiles);
    judged
        .filter_map(|((setting, place, header), profile)| {
            judge(engine, base, Some(detector), (setting, place, &header), profile)
        })
        .collect()
}

/// Columns that hold nothing of any person: texts, numbers, dates, codes. What is reported of them is a false alarm.
pub(super) fn controls(engine: &Engine, base: &Base, size: Size) -> Vec<Outcome> {
    let mut rng = random(size.seed);
    let kinds: [fn(&mut ChaCha8Rng) -> Vec<u8>; 7] = [
        sentence,
        |rng| below(rng, 100_000).to_string().into_bytes(),
        |rng| (1_000_000_000 + below(rng, 9_000_000_000)).to_string().into_bytes(),
        |rng| format!("{}.{:02}", below(rng, 10_000), below(rng, 100)).into_bytes(),
        |rng| {
            format!("20{:02}-{:02}-{:02}", 10 + below(rng, 15), 1 + below(rng, 12), 1 + below(rng, 28))
                .into_bytes()
        },
        |rng| format!("{:08x}", rng.next_u32()).into_bytes(),
        |rng| ["open", "closed", "waiting", "done"][below(rng, 4)].as_bytes().to_vec(),
    ];
    let mut columns: Vec<Cells> = Vec::new();
    for make in kinds {
        for _ in 0..size.trials {
            columns.push((0..size.rows).map(|_| Some(make(&mut rng))).collect());
        }
    }
    let profiles = profiles(engine, &base.through(columns));
    let judged = profiles.iter().map(|profile| {
        let header = base.header(neutral(&mut rng));
        judge(engine, base, None, (Setting::Whole, None, &header), profile)
    });
    judged.flatten().collect()
}

/// Puts values into a share of the texts, one at least: every second one bare, the others after the word that names them.
/// Where nothing but that word tells a value (a birth date, a password), all stand after it.
fn plant(cells: &mut Cells, prevalence: f64, maker: &Maker, rng: &mut ChaCha8Rng) {
    let mut places: Vec<usize> = (0..cells.len()).filter(|at| cells[*at].is_some()).collect();
    let wanted = ((cells.len() as f64 * prevalence).round() as usize).clamp(1, places.len().max(1));
    // One value alone is bare as often as not.
    let start = below(rng, 2);
    for turn in start..start + wanted {
        if places.is_empty() {
            return;
        }
        let at = places.swap_remove(below(rng, places.len()));
        let Some(Some(text)) = cells.get_mut(at) else { continue };
        let word = maker.detector.header_for.first().map_or("", |(word, _)| *word).replace('_', " ");
        let bare = turn % 2 == 0 && !maker.detector.needs_header;
        let mut planted = if bare { Vec::new() } else { format!("{word}: ").into_bytes() };
        planted.extend(maker.value(rng));
        // Between two words, so that no word of the text becomes a part of the value.
        let blanks: Vec<usize> = (0..text.len()).filter(|at| text[*at] == b' ').collect();
        match blanks.get(below(rng, blanks.len() + 1)) {
            Some(blank) => {
                planted.insert(0, b' ');
                text.splice(*blank..*blank, planted);
            }
            None => {
                text.push(b' ');
                text.extend(planted);
            }
        }
    }
}

fn judge(
    engine: &Engine,
    base: &Base,
    planted: Option<&'static Detector>,
    (setting, place, header): (Setting, Option<usize>, &str),
    profile: &Profile,
) -> Option<Outcome> {
    let scan = base.assess(engine, place, header, profile)?;
    let known: Vec<&str> = base.before(place).map(|before| types(before).collect()).unwrap_or_default();
    // What the file's own cells hold is neither found nor a false alarm.
    if planted.is_some_and(|d| known.iter().any(|kind| detect::parent(kind) == Some(d.parent))) {
        return None;
    }
    let find = |kind: &str| engine.detectors.iter().copied().find(|d| d.id == kind);
    let reported = types(&scan)
        .filter(|kind| !known.contains(kind))
        .filter_map(find)
        // That a text is about persons follows from what was found in it.
        .filter(|d| d.family != "text")
        .collect();
    let kind = scan.kind.as_deref().and_then(find).map(|d| d.id);
    Some(Outcome { planted, setting, kind, reported })
}

/// The type of a column and those that it contains.
fn types(scan: &ColumnScan) -> impl Iterator<Item = &str> {
    scan.kind.as_deref().into_iter().chain(scan.contains.iter().map(|c| c.kind.as_str()))
}

fn neutral(rng: &mut ChaCha8Rng) -> &'static str {
    NEUTRAL.get(below(rng, NEUTRAL.len())).map_or("x", |word| *word)
}
