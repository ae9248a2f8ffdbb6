//! What a chart is painted with: colours that mean something, and a pen that plotters leads over a sheet.

use super::super::html::escape;
use super::sheet::Sheet;
use plotters::coord::Shift;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

/// The width of a text; generous, because the reader's font is not known.
pub fn text_width(text: &str, size: i32) -> i32 {
    (text.chars().map(letter_width).sum::<f64>() * size as f64).ceil() as i32
}

/// The width of a letter in a wide sans-serif, in parts of the type size.
fn letter_width(c: char) -> f64 {
    match c {
        'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '\'' | '|' | ' ' | '’' => 0.34,
        'f' | 'r' | 't' | '(' | ')' | '-' | '–' | '“' | '”' => 0.48,
        'm' | 'w' | 'M' | 'W' | '%' | '@' | '…' => 0.98,
        c if c.is_ascii_uppercase() => 0.72,
        c if c.is_ascii() || c.is_lowercase() => 0.62,
        // other scripts may be as wide as they are high
        _ => 1.0,
    }
}

/// What a stroke or a fill means; the page's style sheet says how it looks in light and dark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Paint {
    Ink,
    Soft,
    Rule,
    Dot,
    Praise,
    Blame,
    /// Classes of source, by their place in `SourceClass::ALL`.
    Class(u8),
}

/// Colour on paper and variable of the style sheet, in the order of `Paint`.
const PAINTS: [(u32, &str); 6] = [(0x1b1b20, "ink"), (0x5a5a63, "soft"), (0xd8d4ca, "rule"), (0x0b5c7b, "dot"), (0x3d6b36, "praise"), (0x8a3b13, "blame")];
/// The same for the classes of source, with the pattern that fills them.
const CLASSES: [(u32, &str, &str); 8] = [
    (0x0b5c7a, "c0", ""),
    (0x3d6b35, "c1", "<path d=\"M0 8L8 0M-2 2L2 -2M6 10L10 6\"/>"),
    (0x5b3a9e, "c2", "<circle cx=\"2\" cy=\"2\" r=\"1.4\"/><circle cx=\"6\" cy=\"6\" r=\"1.4\"/>"),
    (0x4a5560, "c3", "<path d=\"M0 0L8 8M-2 6L2 10M6 -2L10 2\"/>"),
    (0x7a5a00, "c4", "<path d=\"M0 0L8 8M0 8L8 0\"/>"),
    (0x8a3b12, "c5", "<path d=\"M2 0V8M6 0V8\"/>"),
    (0xa1185a, "c6", "<path d=\"M0 2H8M0 6H8\"/>"),
    (0x77777f, "c7", "<path d=\"M0 4H2\"/>"),
];

impl Paint {
    fn rgb(self) -> u32 {
        match self {
            Paint::Class(c) => CLASSES[c as usize].0,
            Paint::Ink => PAINTS[0].0,
            Paint::Soft => PAINTS[1].0,
            Paint::Rule => PAINTS[2].0,
            Paint::Dot => PAINTS[3].0,
            Paint::Praise => PAINTS[4].0,
            Paint::Blame => PAINTS[5].0,
        }
    }

    fn color(self) -> RGBColor {
        let c = self.rgb();
        RGBColor((c >> 16) as u8, (c >> 8) as u8, c as u8)
    }
}

/// How colours are written, and how bars of a class of source are filled.
struct Look<'a> {
    /// In front of the ids of patterns.
    id: &'a str,
    /// Colours are variables of the style sheet, and no values.
    styled: bool,
}

impl Look<'_> {
    fn color(&self, rgb: u32) -> String {
        let name = PAINTS.iter().copied().chain(CLASSES.map(|c| (c.0, c.1))).find(|p| p.0 == rgb).map(|p| p.1);
        match name.filter(|_| self.styled) {
            Some(name) => format!("var(--{name})"),
            None => format!("#{rgb:06x}"),
        }
    }

    fn fill(&self, rgb: u32) -> String {
        CLASSES.iter().find(|c| c.0 == rgb).map_or_else(|| self.color(rgb), |c| format!("url(#{}-{})", self.id, c.1))
    }
}

/// Where a text hangs on its point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    Start,
    Middle,
    End,
}

/// A chart that was painted; units are pixels of its own width.
pub struct Canvas {
    sheet: Sheet,
}

/// A pen on a canvas.
pub struct Pen<'a, 'b> {
    area: &'a DrawingArea<&'b mut Sheet, Shift>,
}

impl Canvas {
    /// Paints a chart of this size.
    pub fn paint(width: i32, height: i32, draw: impl FnOnce(&Pen)) -> Canvas {
        let mut sheet = Sheet::new(width as u32, height as u32);
        draw(&Pen { area: &(&mut sheet).into_drawing_area() });
        Canvas { sheet }
    }

    /// For a page: no fixed size, named and described, colours from the style sheet.
    pub fn inline(&self, id: &str, title: &str, desc: &str) -> String {
        self.frame(&Look { id, styled: true }, title, desc, "", "")
    }

    /// For a file of its own: with its size, a sheet of paper, and the colours written out.
    pub fn file(&self, id: &str, title: &str, desc: &str) -> String {
        let size = format!(" xmlns=\"http://www.w3.org/2000/svg\" width=\"{}\" height=\"{}\"", self.sheet.size.0, self.sheet.size.1);
        self.frame(&Look { id, styled: false }, title, desc, &size, "<path d=\"M0 0H9999V9999H0Z\" fill=\"#fffdf8\"/>\n") + "\n"
    }

    fn frame(&self, look: &Look, title: &str, desc: &str, size: &str, paper: &str) -> String {
        let used = CLASSES.iter().filter(|c| self.sheet.fills(c.0));
        let defs: String = used.map(|&(rgb, name, drawing)| pattern(look.id, name, drawing, &look.color(rgb))).collect();
        let defs = if defs.is_empty() { defs } else { format!("<defs>{defs}</defs>\n") };
        let (width, height) = self.sheet.size;
        let (title, desc, ink) = (escape(title), escape(desc), look.color(Paint::Ink.rgb()));
        let shapes = self.sheet.shapes(|rgb| look.color(rgb), |rgb| look.fill(rgb));
        let texts = self.sheet.texts(Paint::Ink.rgb(), |rgb| look.color(rgb));
        format!(
            "<svg viewBox=\"0 0 {width} {height}\"{size} role=\"img\"><title>{title}</title><desc>{desc}</desc>\n{defs}{paper}{shapes}<g fill=\"{ink}\" font-family=\"sans-serif\" font-size=\"{}\" dominant-baseline=\"central\">\n{texts}</g></svg>",
            super::sheet::TEXT
        )
    }
}

/// A tile of 8 by 8: solid colour, or a tint with a drawing on it.
fn pattern(id: &str, name: &str, drawing: &str, color: &str) -> String {
    let ground = if drawing.is_empty() { 1.0 } else { 0.22 };
    format!(
        "<pattern id=\"{id}-{name}\" width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\"><rect width=\"8\" height=\"8\" fill=\"{color}\" opacity=\"{ground}\"/><g fill=\"{color}\" stroke=\"{color}\" stroke-width=\"1.6\">{drawing}</g></pattern>"
    )
}

/// Painting into a string cannot fail.
fn done<T, E: std::fmt::Debug>(result: Result<T, E>) -> T {
    result.unwrap_or_else(|e| unreachable!("painting into a string: {e:?}"))
}

impl Pen<'_, '_> {
    /// A straight line.
    pub fn line(&self, from: (i32, i32), to: (i32, i32), paint: Paint, width: u32) {
        self.path(vec![from, to], paint, width);
    }

    /// A line from point to point.
    pub fn path(&self, points: Vec<(i32, i32)>, paint: Paint, width: u32) {
        done(self.area.draw(&PathElement::new(points, paint.color().stroke_width(width))));
    }

    /// A filled dot.
    pub fn dot(&self, at: (i32, i32), radius: i32, paint: Paint) {
        done(self.area.draw(&Circle::new(at, radius, paint.color().filled())));
    }

    /// A filled bar from one corner to the other.
    pub fn bar(&self, from: (i32, i32), to: (i32, i32), paint: Paint) {
        done(self.area.draw(&Rectangle::new([from, to], paint.color().filled())));
    }

    /// The outline of a bar.
    pub fn outline(&self, from: (i32, i32), to: (i32, i32), paint: Paint) {
        done(self.area.draw(&Rectangle::new([from, to], paint.color())));
    }

    /// A text whose middle line is at the height of the point.
    pub fn text(&self, at: (i32, i32), text: &str, size: i32, anchor: Anchor, paint: Paint) {
        let h = match anchor {
            Anchor::Start => HPos::Left,
            Anchor::Middle => HPos::Center,
            Anchor::End => HPos::Right,
        };
        let font = ("sans-serif", size as f64).into_font();
        let color = paint.color();
        let style = TextStyle::from(font).color(&color).pos(Pos::new(h, VPos::Center));
        done(self.area.draw(&Text::new(text.to_string(), at, style)));
    }
}
