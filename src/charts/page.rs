//! A page to draw on.

use std::fmt::Write;

use super::{Area, colours, render};

/// A picture in the making. Its SVG is written as it is drawn.
#[derive(Clone, Debug)]
pub struct Page {
    width: u16,
    height: u16,
    body: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    Regular,
    Strong,
}

/// Where a text stands from its point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    Start,
    Middle,
    End,
}

/// One line of words. One that is wider than it may be is written smaller.
#[derive(Clone, Copy, Debug)]
pub struct Text<'a> {
    pub words: &'a str,
    /// Of the point on the line on which the letters stand.
    pub at: (f32, f32),
    pub size: f32,
    pub weight: Weight,
    pub colour: &'a str,
    pub align: Align,
    pub most_width: f32,
}

impl Weight {
    pub(super) fn number(self) -> u16 {
        match self {
            Self::Regular => 400,
            Self::Strong => 600,
        }
    }
}

impl Page {
    /// An empty page of so many pixels.
    pub fn new(width: u16, height: u16) -> Self {
        let mut page = Self {
            width,
            height,
            body: String::new(),
        };
        let all = Area {
            x: 0.0,
            y: 0.0,
            width: f32::from(width),
            height: f32::from(height),
        };
        page.fill(all, 0.0, colours::GROUND);
        page
    }

    /// A rectangle with round corners.
    pub fn fill(&mut self, area: Area, radius: f32, colour: &str) {
        let Area {
            x,
            y,
            width,
            height,
        } = area;
        let radius = radius.min(width / 2.0).min(height / 2.0);
        self.draw(format_args!(
            r#"<rect x="{x:.1}" y="{y:.1}" width="{width:.1}" height="{height:.1}" rx="{radius:.1}" fill="{colour}"/>"#
        ));
    }

    /// The ground of what belongs together; what is on it keeps some distance.
    pub fn card(&mut self, area: Area) -> Area {
        self.fill(area, 28.0, colours::CARD);
        area.inside(32.0)
    }

    pub fn write(&mut self, text: Text<'_>) {
        let width = render::width(text.words, text.size, text.weight);
        let size = text.size * (text.most_width / width).min(1.0);
        let anchor = match text.align {
            Align::Start => "start",
            Align::Middle => "middle",
            Align::End => "end",
        };
        let ((x, y), colour) = (text.at, text.colour);
        let (weight, words) = (text.weight.number(), escape(text.words));
        self.draw(format_args!(
            r#"<text x="{x:.1}" y="{y:.1}" font-size="{size:.1}" font-weight="{weight}" fill="{colour}" text-anchor="{anchor}">{words}</text>"#
        ));
    }

    /// The page as SVG.
    pub fn svg(&self) -> String {
        render::document(self.width, self.height, &self.body)
    }

    /// The page as PNG. Takes a tenth of a second of one core.
    ///
    /// # Errors
    /// When the picture can't be drawn, which would be a mistake of ours.
    pub fn png(&self) -> anyhow::Result<Vec<u8>> {
        render::png(&self.svg())
    }

    fn draw(&mut self, element: std::fmt::Arguments<'_>) {
        writeln!(self.body, "{element}").expect("a string takes all");
    }
}

pub(super) fn escape(words: &str) -> String {
    words
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}
