//! A sheet that plotters paints on, and the finish that turns its SVG into part of a page.

use super::super::html::escape;
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

/// plotters divides type sizes by this when it writes SVG.
const PLOTTERS: f64 = 1.24;

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

/// Where a text hangs on its point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    Start,
    Middle,
    End,
}

/// A chart being painted; units are pixels of its own width.
pub struct Canvas {
    width: i32,
    height: i32,
    svg: String,
}

/// A pen on a canvas.
pub struct Pen<'a, 'b> {
    area: &'a DrawingArea<SVGBackend<'b>, Shift>,
}

impl Canvas {
    /// Paints a chart of this size.
    pub fn paint(width: i32, height: i32, draw: impl FnOnce(&Pen)) -> Canvas {
        let mut svg = String::new();
        {
            let area = SVGBackend::with_string(&mut svg, (width as u32, height as u32)).into_drawing_area();
            draw(&Pen { area: &area });
            done(area.present());
        }
        Canvas { width, height, svg }
    }

    /// What plotters wrote between the tags of the whole, without what goes without saying.
    fn body(&self) -> String {
        let start = self.svg.find('>').map_or(0, |i| i + 1);
        let end = self.svg.rfind("</svg>").unwrap_or(self.svg.len());
        let mut body = self.svg[start..end].trim().to_string();
        for said in [" opacity=\"1\"", " font-family=\"sans-serif\"", " text-anchor=\"start\"", " stroke-width=\"1\""] {
            body = body.replace(said, "");
        }
        // type sizes carry the dust of a division, and letters stand on lines of their own
        body = body.replace(".000000000000002\"", "\"").replace(" dy=\"0.5ex\"", "").replace(" \"/>", "\"/>");
        body.replace(">\n<", ">\u{0}<").replace(['\n'], "").replace('\u{0}', "\n")
    }

    /// For a page: no fixed size, named and described, colours from the style sheet.
    pub fn inline(&self, id: &str, title: &str, desc: &str) -> String {
        let mut body = self.patterns(id);
        for (rgb, name) in PAINTS {
            body = body.replace(&format!("\"#{rgb:06X}\""), &format!("\"var(--{name})\""));
        }
        self.frame(id, title, desc, "", &body, |_, name| format!("var(--{name})"))
    }

    /// For a file of its own: with its size, a sheet of paper, and the colours written out.
    pub fn file(&self, id: &str, title: &str, desc: &str) -> String {
        let size = format!(" width=\"{}\" height=\"{}\"", self.width, self.height);
        let body = format!("<rect width=\"100%\" height=\"100%\" fill=\"#fffdf8\"/>\n{}", self.patterns(id));
        self.frame(id, title, desc, &size, &body, |rgb, _| format!("#{rgb:06x}")) + "\n"
    }

    /// Bars of a class of source are filled with its pattern.
    fn patterns(&self, id: &str) -> String {
        let mut body = self.body();
        for (rgb, name, _) in CLASSES {
            body = body.replace(&format!("fill=\"#{rgb:06X}\" stroke=\"none\""), &format!("fill=\"url(#{id}-{name})\" stroke=\"none\""));
        }
        body
    }

    fn frame(&self, id: &str, title: &str, desc: &str, size: &str, body: &str, color: impl Fn(u32, &str) -> String) -> String {
        let defs: String = CLASSES
            .iter()
            .filter(|c| body.contains(&format!("#{id}-{})", c.1)))
            .map(|&(rgb, name, drawing)| pattern(id, name, drawing, &color(rgb, name)))
            .collect();
        let defs = if defs.is_empty() { defs } else { format!("<defs>{defs}</defs>\n") };
        let (id, title, desc) = (escape(id), escape(title), escape(desc));
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {} {}\"{size} role=\"img\" aria-labelledby=\"{id}-t {id}-d\"><title id=\"{id}-t\">{title}</title><desc id=\"{id}-d\">{desc}</desc>\n{defs}<g font-family=\"sans-serif\" dominant-baseline=\"central\">{body}</g>\n</svg>",
            self.width, self.height
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
        let font = ("sans-serif", size as f64 * PLOTTERS).into_font();
        let color = paint.color();
        let style = TextStyle::from(font).color(&color).pos(Pos::new(h, VPos::Center));
        done(self.area.draw(&Text::new(text.to_string(), at, style)));
    }
}
