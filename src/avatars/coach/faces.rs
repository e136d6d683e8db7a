//! Where the faces are, by SeetaFace's detector of faces that look towards the
//! camera. Its model travels inside the program, so no photo has to leave it.

use std::{cmp::Reverse, io::Cursor, sync::LazyLock};

use image::{GrayImage, Luma, imageops};
use rustface::{ImageData, Model};

/// The model of SeetaFace Detection (BSD 2-Clause, Copyright (c) 2016, Visual
/// Information Processing and Learning group, Institute of Computing Technology,
/// Chinese Academy of Sciences), as the crate `rustface` carries it.
const MODEL: &[u8] = include_bytes!("seeta_fd_frontal_v1.0.bin");

/// The longer side of the copy that is searched: a larger one takes longer and
/// shows only faces that are too small anyway.
pub(super) const SEARCHED_SIDE: u32 = 640;
/// The smallest face that is looked for in that copy, in pixels.
const SMALLEST_FACE: u32 = 28;
/// How the copy shrinks from one round to the next, and how far the window moves.
const SHRINK: f32 = 0.8;
const STEP: u32 = 4;
/// Real faces score from 5 to 45. What scores less is mostly none: of 120 pictures
/// of animals, things and landscapes none scored 4, except for people in them.
const LEAST_SCORE: f64 = 4.0;

/// The margin is this part of the shorter side.
const MARGIN: u32 = 5;

/// A square around a face, from the eyebrows to the chin, in pixels of the picture
/// that was searched. It may reach over the edge.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Face {
    pub left: i32,
    pub top: i32,
    pub side: u32,
    /// How sure the detector is. A face that is turned away scores less.
    pub score: f64,
}

/// All faces, the largest first. Takes 20 to 60 ms; twice that when there are none
/// at first sight, since a face that fills the picture is only found within a margin.
pub(super) fn find(grey: &GrayImage) -> Vec<Face> {
    let found = detect(grey);
    if !found.is_empty() {
        return found;
    }
    let margin = grey.width().min(grey.height()) / MARGIN;
    let mut framed = GrayImage::from_pixel(
        grey.width() + 2 * margin,
        grey.height() + 2 * margin,
        Luma([128]),
    );
    imageops::replace(&mut framed, grey, margin.into(), margin.into());
    let mut found = detect(&framed);
    for face in &mut found {
        face.left -= margin.cast_signed();
        face.top -= margin.cast_signed();
    }
    found
}

fn detect(grey: &GrayImage) -> Vec<Face> {
    static PARSED: LazyLock<Model> = LazyLock::new(|| {
        rustface::read_model(Cursor::new(MODEL)).expect("the model is part of the program")
    });
    let mut detector = rustface::create_detector_with_model(PARSED.clone());
    detector.set_min_face_size(SMALLEST_FACE);
    detector.set_score_thresh(LEAST_SCORE);
    detector.set_pyramid_scale_factor(SHRINK);
    detector.set_slide_window_step(STEP, STEP);
    let found = detector.detect(&ImageData::new(grey, grey.width(), grey.height()));
    let mut faces: Vec<Face> = found
        .into_iter()
        .map(|face| Face {
            left: face.bbox().x(),
            top: face.bbox().y(),
            side: face.bbox().width(),
            score: face.score(),
        })
        .collect();
    faces.sort_by_key(|face| Reverse(face.side));
    faces
}
