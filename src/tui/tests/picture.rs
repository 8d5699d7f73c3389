//! Pictures of the real screens, cell by cell, for the README: they cannot go stale, since the tests compare them.

use std::fmt::Write as _;

use ratatui::buffer::Buffer;
use ratatui::style::{Color, Modifier};

use super::fake::Fake;
use super::robot::Robot;

const CELL: (usize, usize) = (9, 19);

fn hex(color: Option<Color>, otherwise: &str) -> String {
    match color {
        Some(Color::Rgb(r, g, b)) => format!("#{r:02x}{g:02x}{b:02x}"),
        _ => otherwise.to_owned(),
    }
}

/// The screen as SVG: one text element a run of equal style, each glyph at its cell.
fn svg(buffer: &Buffer) -> String {
    let (columns, rows) = (usize::from(buffer.area.width), usize::from(buffer.area.height));
    let (width, height) = (columns * CELL.0, rows * CELL.1);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" font-family=\"DejaVu Sans Mono, Menlo, Consolas, monospace\" font-size=\"15\" xml:space=\"preserve\">\n<rect width=\"100%\" height=\"100%\" fill=\"#171a21\"/>\n"
    );
    for (y, cells) in buffer.content.chunks(columns).enumerate() {
        let mut x = 0;
        while x < columns {
            let style = cells[x].style();
            let run = cells[x..].iter().take_while(|cell| cell.style() == style).count();
            let (mut fg, mut bg) = (hex(style.fg, "#d8dce6"), hex(style.bg, "#171a21"));
            if style.add_modifier.contains(Modifier::REVERSED) {
                std::mem::swap(&mut fg, &mut bg);
            }
            let (left, top) = (x * CELL.0, y * CELL.1);
            if bg != "#171a21" {
                let _ = writeln!(
                    out,
                    "<rect x=\"{left}\" y=\"{top}\" width=\"{}\" height=\"{}\" fill=\"{bg}\"/>",
                    run * CELL.0,
                    CELL.1
                );
            }
            let bold = if style.add_modifier.contains(Modifier::BOLD) { " font-weight=\"bold\"" } else { "" };
            // A word an element: not every renderer takes a place for every glyph.
            let mut at = x;
            while at < x + run {
                let word = cells[at..x + run].iter().take_while(|cell| cell.symbol() != " ");
                let text: String = word.map(ratatui::buffer::Cell::symbol).collect();
                let length = cells[at..x + run].iter().take_while(|cell| cell.symbol() != " ").count();
                if length > 0 {
                    let text = text.replace('&', "&amp;").replace('<', "&lt;");
                    let _ = writeln!(
                        out,
                        "<text x=\"{}\" y=\"{}\" fill=\"{fg}\"{bold}>{text}</text>",
                        at * CELL.0,
                        top + 15
                    );
                }
                at += length.max(1);
            }
            x += run;
        }
    }
    out + "</svg>\n"
}

#[test]
fn pictures_of_the_screens() {
    for (name, keys) in
        [("queue", "asf"), ("column", "jj2"), ("mask", "jj3"), ("plan", "a4"), ("preview", "A")]
    {
        let mut robot = Robot::new(Fake::masked(), (120, 30));
        robot.press(keys);
        robot.screen();
        super::screens::compare(&format!("{name}.svg"), &svg(robot.terminal.backend().buffer()));
    }
}
