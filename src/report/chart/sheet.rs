//! The backend of plotters that charts are drawn on: shapes of one look become one path, so that a chart stays short.

use super::super::html::escape;
use plotters::style::text_anchor::HPos;
use plotters_backend::{BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind};
use std::convert::Infallible;
use std::fmt::Write;

/// The size of type that goes without saying.
pub const TEXT: i32 = 13;

/// What shapes of one path have in common. Areas lie below lines, and lines below dots.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Shape {
    Area,
    Line(u32),
    Dot(u32),
}

/// A word on the sheet.
struct Word {
    text: String,
    at: BackendCoord,
    size: i32,
    anchor: &'static str,
    rgb: u32,
}

/// What was drawn, kept by kind, width and colour; each holds its path.
pub struct Sheet {
    pub size: (u32, u32),
    paths: Vec<(Shape, u32, String)>,
    words: Vec<Word>,
}

type Drawn = Result<(), DrawingErrorKind<Infallible>>;

fn rgb(color: BackendColor) -> u32 {
    u32::from(color.rgb.0) << 16 | u32::from(color.rgb.1) << 8 | u32::from(color.rgb.2)
}

impl Sheet {
    /// An empty sheet of this size.
    pub fn new(width: u32, height: u32) -> Sheet {
        Sheet { size: (width, height), paths: Vec::new(), words: Vec::new() }
    }

    /// Whether an area is filled with this colour.
    pub fn fills(&self, rgb: u32) -> bool {
        self.paths.iter().any(|p| (p.0, p.1) == (Shape::Area, rgb))
    }

    fn path(&mut self, shape: Shape, rgb: u32) -> &mut String {
        let at = self.paths.iter().position(|p| (p.0, p.1) == (shape, rgb)).unwrap_or_else(|| {
            self.paths.push((shape, rgb, String::new()));
            self.paths.len() - 1
        });
        &mut self.paths[at].2
    }

    /// The shapes as SVG.
    pub fn shapes(&self, color: impl Fn(u32) -> String, fill: impl Fn(u32) -> String) -> String {
        let mut paths: Vec<_> = self.paths.iter().collect();
        // a stable sort: what came first stays below what came later
        paths.sort_by_key(|p| match p.0 {
            Shape::Area => 0,
            Shape::Line(_) => 1,
            Shape::Dot(_) => 2,
        });
        let path = |(shape, rgb, d): &(Shape, u32, String)| match shape {
            Shape::Area => format!("<path d=\"{d}\" fill=\"{}\"/>\n", fill(*rgb)),
            Shape::Line(1) => format!("<path d=\"{d}\" fill=\"none\" stroke=\"{}\"/>\n", color(*rgb)),
            Shape::Line(width) => format!("<path d=\"{d}\" fill=\"none\" stroke=\"{}\" stroke-width=\"{width}\"/>\n", color(*rgb)),
            Shape::Dot(width) => format!("<path d=\"{d}\" stroke=\"{}\" stroke-width=\"{width}\" stroke-linecap=\"round\"/>\n", color(*rgb)),
        };
        paths.into_iter().map(path).collect()
    }

    /// The words as SVG; what they have in common is left to the element around them.
    pub fn texts(&self, ink: u32, color: impl Fn(u32) -> String) -> String {
        let mut out = String::new();
        for anchor in ["start", "middle", "end"] {
            let words: Vec<&Word> = self.words.iter().filter(|w| w.anchor == anchor).collect();
            if words.is_empty() {
                continue;
            }
            let _ = writeln!(out, "<g text-anchor=\"{anchor}\">");
            for w in words {
                let size = if w.size == TEXT { String::new() } else { format!(" font-size=\"{}\"", w.size) };
                let fill = if w.rgb == ink { String::new() } else { format!(" fill=\"{}\"", color(w.rgb)) };
                let _ = writeln!(out, "<text x=\"{}\" y=\"{}\"{size}{fill}>{}</text>", w.at.0, w.at.1, escape(&w.text));
            }
            out.push_str("</g>");
        }
        out
    }
}

/// Painting into memory cannot fail.
impl DrawingBackend for &mut Sheet {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    fn draw_pixel(&mut self, (x, y): BackendCoord, color: BackendColor) -> Drawn {
        let _ = write!(self.path(Shape::Area, rgb(color)), "M{x} {y}h1v1h-1z");
        Ok(())
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Drawn {
        self.draw_path([from, to], style)
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Drawn {
        let d = self.path(Shape::Line(style.stroke_width()), rgb(style.color()));
        let mut last = None;
        for (x, y) in path {
            let _ = match last.replace((x, y)) {
                None => write!(d, "M{x} {y}"),
                Some((_, before)) if before == y => write!(d, "H{x}"),
                Some((before, _)) if before == x => write!(d, "V{y}"),
                Some(_) => write!(d, "L{x} {y}"),
            };
        }
        Ok(())
    }

    fn draw_rect<S: BackendStyle>(&mut self, (left, top): BackendCoord, (right, bottom): BackendCoord, style: &S, fill: bool) -> Drawn {
        let shape = if fill { Shape::Area } else { Shape::Line(style.stroke_width()) };
        let _ = write!(self.path(shape, rgb(style.color())), "M{left} {top}H{right}V{bottom}H{left}Z");
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(&mut self, (x, y): BackendCoord, radius: u32, style: &S, _: bool) -> Drawn {
        let _ = write!(self.path(Shape::Dot(2 * radius), rgb(style.color())), "M{x} {y}h0");
        Ok(())
    }

    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, at: BackendCoord) -> Drawn {
        let anchor = match style.anchor().h_pos {
            HPos::Left => "start",
            HPos::Center => "middle",
            HPos::Right => "end",
        };
        self.words.push(Word { text: text.to_string(), at, size: style.size().round() as i32, anchor, rgb: rgb(style.color()) });
        Ok(())
    }
}
