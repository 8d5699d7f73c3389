//! Colours: reading, contrast, and what a terminal can show.

use ratatui::style::Color;

/// How many colours a terminal has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    /// 24 bits.
    True,
    /// The 256 colours of xterm.
    Indexed,
}

impl Depth {
    /// What the environment says.
    #[must_use]
    pub fn of_environment(colorterm: Option<&str>) -> Self {
        match colorterm {
            Some("truecolor" | "24bit") => Self::True,
            _ => Self::Indexed,
        }
    }

    /// The nearest colour there is.
    #[must_use]
    pub fn nearest(self, color: Color) -> Color {
        match (self, color) {
            (Self::Indexed, Color::Rgb(r, g, b)) => Color::Indexed(xterm(r, g, b)),
            _ => color,
        }
    }
}

const STEPS: [u8; 6] = [0, 95, 135, 175, 215, 255];

/// The nearest of xterm's colour cube (16–231) and grey ramp (232–255).
fn xterm(r: u8, g: u8, b: u8) -> u8 {
    let distance =
        |x: [u8; 3]| -> u32 { [r, g, b].iter().zip(x).map(|(a, b)| u32::from(a.abs_diff(b)).pow(2)).sum() };
    let step = |v: u8| {
        (0..6u8).min_by_key(|i| STEPS.get(usize::from(*i)).map_or(u8::MAX, |s| s.abs_diff(v))).unwrap_or(0)
    };
    let of = |i: u8| STEPS.get(usize::from(i)).copied().unwrap_or(0);
    let (ri, gi, bi) = (step(r), step(g), step(b));
    let cube = (16 + 36 * ri + 6 * gi + bi, distance([of(ri), of(gi), of(bi)]));
    let grey = (0..24u8).map(|i| (232 + i, distance([8 + 10 * i; 3]))).min_by_key(|(_, d)| *d);
    match grey {
        Some(grey) if grey.1 < cube.1 => grey.0,
        _ => cube.0,
    }
}

/// The contrast ratio of two colours, 1 to 21 (WCAG 2.2, relative luminance); `None` where a colour is the terminal's own.
#[must_use]
pub fn contrast(a: Color, b: Color) -> Option<f64> {
    let (a, b) = (luminance(a)?, luminance(b)?);
    Some((a.max(b) + 0.05) / (a.min(b) + 0.05))
}

fn luminance(color: Color) -> Option<f64> {
    let Color::Rgb(r, g, b) = color else { return None };
    let linear = |channel: u8| {
        let c = f64::from(channel) / 255.0;
        if c <= 0.040_45 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
    };
    Some(0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrast_is_the_published_one() {
        let ratio = |a, b| format!("{:.2}", contrast(a, b).unwrap());
        assert_eq!(ratio(Color::Rgb(0, 0, 0), Color::Rgb(255, 255, 255)), "21.00");
        assert_eq!(ratio(Color::Rgb(0x77, 0x77, 0x77), Color::Rgb(255, 255, 255)), "4.48");
        assert_eq!(contrast(Color::Red, Color::Reset), None);
    }

    #[test]
    fn a_terminal_with_256_colours_gets_the_nearest() {
        for (rgb, index) in
            [((0, 0, 0), 16), ((255, 255, 255), 231), ((255, 0, 0), 196), ((118, 118, 118), 243)]
        {
            assert_eq!(Depth::Indexed.nearest(Color::Rgb(rgb.0, rgb.1, rgb.2)), Color::Indexed(index));
        }
        assert_eq!(Depth::of_environment(Some("truecolor")), Depth::True);
        assert_eq!(Depth::of_environment(None), Depth::Indexed);
    }
}
