//! What is drawn rather than photographed: a quiet figure where there is no photo, and QR codes.

use qrcode::{Color, EcLevel, QrCode};
use std::fmt::Write;

/// Ground, figure and skin-neutral head of one drawing; quiet colours that sit well on the paper.
const PALETTE: [(&str, &str, &str); 8] = [
    ("#dac8b0", "#8c9b7b", "#7d8c6c"),
    ("#c9d1d9", "#7a8a9b", "#6b7b8c"),
    ("#e4c8bf", "#a4705b", "#95614c"),
    ("#cfd8c4", "#6d8b5a", "#5f7c4d"),
    ("#d9cfe0", "#84779b", "#75688c"),
    ("#e6dcbf", "#a08a4d", "#917b40"),
    ("#cbdad8", "#5f8a87", "#517b78"),
    ("#e0d3cb", "#8b6f63", "#7c6155"),
];

/// Spreads neighbouring seeds (1, 2, 3 …) over everything that varies (the finaliser of splitmix64), and hands out one
/// choice after another.
fn picker(seed: u64) -> impl FnMut(u64) -> usize {
    let mut n = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    n = (n ^ (n >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    n = (n ^ (n >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    n ^= n >> 31;
    move |of| {
        let picked = n % of;
        n /= of;
        usize::try_from(picked).unwrap_or(0)
    }
}

/// Neighbours on a list should not share a ground, so the colour follows the seed itself.
fn colours(seed: u64) -> (&'static str, &'static str, &'static str) {
    PALETTE[usize::try_from(seed % 8).unwrap_or(0)]
}

/// A quiet drawing, 4:5, for a work without a picture: hills under a disc, of one colour in two tones. The same seed
/// gives the same drawing. It is decoration: the caller names the work.
#[must_use]
pub fn work_svg(seed: u64) -> String {
    let mut pick = picker(seed);
    let (ground, near, far) = colours(seed);
    let (x, y, r) = (22 + 8 * pick(8), 26 + 5 * pick(5), 9 + 2 * pick(4));
    let mut hill = |base: usize| {
        let [a, b, c] = [pick(4), pick(4), pick(4)].map(|step| base + 5 * step);
        format!("M0 {a}C25 {} 40 {} 60 {b}S88 {} 100 {c}V125H0z", a - 18, b + 12, c - 14)
    };
    let (back, front) = (hill(66), hill(88));
    format!(
        "<svg viewBox=\"0 0 100 125\" aria-hidden=\"true\" focusable=\"false\"><path fill=\"{ground}\" d=\"M0 0h100v125H0z\"/>\
         <circle cx=\"{x}\" cy=\"{y}\" r=\"{r}\" fill=\"{near}\" fill-opacity=\".55\"/>\
         <path fill=\"{near}\" fill-opacity=\".7\" d=\"{back}\"/><path fill=\"{far}\" d=\"{front}\"/></svg>"
    )
}

/// A quiet drawn figure, 4:5, for a person without a photo: head and shoulders in two tones of one colour, with hair,
/// cap or glasses by turns. The same seed gives the same drawing. It is decoration: the caller names the person.
#[must_use]
pub fn portrait_svg(seed: u64) -> String {
    let mut pick = picker(seed);
    let (ground, body, hair) = colours(seed);
    let half = [36, 38, 40][pick(3)];
    let top = [79, 81, 83][pick(3)];
    let shape = pick(6);
    let glasses = pick(4) == 0;
    let collar = pick(2) == 0;

    let mut svg = format!(
        "<svg viewBox=\"0 0 100 125\" aria-hidden=\"true\" focusable=\"false\"><path fill=\"{ground}\" d=\"M0 0h100v125H0z\"/>"
    );
    // Long hair lies behind the shoulders.
    if shape == 1 {
        let _ = write!(svg, "<path fill=\"{hair}\" d=\"M28 53a22 22 0 0 1 44 0v24q0 7-7 7H35q-7 0-7-7z\"/>");
    }
    let _ = write!(
        svg,
        "<path fill=\"{body}\" d=\"M{l} 125C{l} 98 {cl} {top} 50 {top}S{r} 98 {r} 125z\"/>",
        l = 50 - half,
        r = 50 + half,
        cl = 50 - half + 12,
    );
    if collar {
        let _ = write!(svg, "<path fill=\"{ground}\" fill-opacity=\".55\" d=\"M43 {top}l7 13 7-13z\"/>");
    }
    let _ = write!(svg, "<circle cx=\"50\" cy=\"53\" r=\"19.5\" fill=\"{body}\"/>");
    let _ = match shape {
        // short hair with a parting
        0 => write!(svg, "<path fill=\"{hair}\" d=\"M30 51a20 20 0 0 1 40 0q-4-9-13-11-15 6-27 11z\"/>"),
        // the front of the long hair
        1 => write!(svg, "<path fill=\"{hair}\" d=\"M30 54a20.5 20.5 0 0 1 41 0q-9-3-15-12-10 10-26 12z\"/>"),
        // a working cap with its peak
        2 => write!(svg, "<path fill=\"{hair}\" d=\"M30 47a20 17 0 0 1 40 0zm-3 0h36q11 0 13 5H27z\"/>"),
        // a bun
        3 => write!(
            svg,
            "<circle cx=\"50\" cy=\"30\" r=\"8\" fill=\"{hair}\"/><path fill=\"{hair}\" d=\"M30 52a20 20 0 0 1 40 0q-8-10-20-10t-20 10z\"/>"
        ),
        // cropped
        4 => write!(svg, "<path fill=\"{hair}\" d=\"M31 47a20 20 0 0 1 38 0q-19-7-38 0z\"/>"),
        // a sun hat with a brim
        _ => write!(
            svg,
            "<path fill=\"{hair}\" d=\"M33 44q2-13 17-13t17 13z\"/><ellipse cx=\"50\" cy=\"45\" rx=\"29\" ry=\"4\" fill=\"{hair}\"/>"
        ),
    };
    if glasses {
        let _ = write!(
            svg,
            "<path fill=\"none\" stroke=\"{ground}\" stroke-width=\"1.6\" d=\"M36 56a5.5 5.5 0 1 0 11 0 5.5 5.5 0 1 0-11 0m17 0a5.5 5.5 0 1 0 11 0 5.5 5.5 0 1 0-11 0m-6-1q3-2 6 0\"/>"
        );
    }
    svg.push_str("</svg>");
    svg
}

/// A QR code as SVG, with its quiet zone, ink on white; `label` is what it says to those who do not see it.
/// `None` where the text is longer than a code holds (about 2,300 bytes).
#[must_use]
pub fn qr_svg(text: &str, label: &str) -> Option<String> {
    const QUIET: usize = 4;
    let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
    let width = code.width();
    let side = width + 2 * QUIET;
    let mut path = String::new();
    for (y, row) in code.to_colors().chunks(width).enumerate() {
        let mut x = 0;
        while x < width {
            let run = row[x..].iter().take_while(|c| **c == Color::Dark).count();
            if run > 0 {
                let _ = write!(path, "M{} {}h{run}v1h-{run}z", x + QUIET, y + QUIET);
            }
            x += run.max(1);
        }
    }
    Some(format!(
        "<svg class=\"qr\" viewBox=\"0 0 {side} {side}\" role=\"img\" aria-label=\"{}\" shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0 0h{side}v{side}H0z\"/><path fill=\"#1d1b19\" d=\"{path}\"/></svg>",
        super::escape(label)
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn a_figure_is_the_same_every_time_and_differs_from_its_neighbours() {
        for draw in [portrait_svg, work_svg] {
            assert_eq!(draw(7), draw(7));
            let forty: BTreeSet<String> = (0..40).map(draw).collect();
            assert!(forty.len() >= 36, "only {} different figures among 40", forty.len());
        }
    }

    #[test]
    fn a_figure_is_small_and_needs_no_style_of_its_own() {
        for seed in [0, 1, 39, u64::MAX] {
            for svg in [portrait_svg(seed), work_svg(seed)] {
                assert!(svg.len() < 1000 && !svg.contains("style=") && !svg.contains("<style"));
            }
        }
    }

    #[test]
    fn a_code_carries_its_label_and_refuses_what_it_cannot_hold() {
        let svg = qr_svg("https://demo.invalid/r/183407", "回执\"<b>").unwrap();
        assert!(svg.contains("aria-label=\"回执&quot;&lt;b&gt;\""));
        assert_eq!(qr_svg(&"x".repeat(5000), ""), None);
    }
}
