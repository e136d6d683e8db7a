//! What the coach thinks of one photo: nothing to say, or one piece of advice. The
//! bounds lie between what was measured on 60 portraits and on their blurred, dark,
//! overexposed and masked copies.

use super::measure::{FaceMeasures, Measures};
use crate::i18n::Lang;

/// Sides of faces in pixels: below the first there is too little to recognise a
/// person by; above the second, more makes no portrait better.
const LEAST_FACE: i32 = 90;
const AMPLE_FACE: i32 = 320;
/// Brightness of a face. Faces in ordinary light are between 0.35 and 0.75.
const DARK_FACE: f32 = 0.19;
const BRIGHT_FACE: f32 = 0.88;
/// Brightness of a picture in which no face is found because it is too dark.
const DARK_PICTURE: f32 = 0.13;
/// Blur of a face: photos are between 0.3 and 0.6, the eyes of a blurred one can't
/// be told from their brows.
const BLURRED_FACE: f32 = 0.66;
const SHARP_FACE: f32 = 0.4;
/// Blur of a picture in which no face is found because of it.
const BLURRED_PICTURE: f32 = 0.65;
/// Eyes beside cheeks: bare ones, and those behind clear glasses, are above 0.6.
const HIDDEN_EYES: f32 = 0.48;
/// Scores of the detector between barely a face and every inch one.
const SCORES: (f32, f32) = (4.0, 25.0);

/// What a photo without a measured face, or one that was never measured, is worth.
const FACELESS_QUALITY: f32 = 0.3;
pub(super) const AVERAGE_QUALITY: f32 = 0.5;

/// Why a photo would help less than another one. Unlike a refusal it can be
/// overruled: a detector errs, and it is the person's face.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::avatars) enum Advice {
    NoFace,
    SeveralFaces,
    FaceSmall,
    Dark,
    Bright,
    Blurred,
    EyesHidden,
}

impl Advice {
    pub(in crate::avatars) const ALL: [Self; 7] = [
        Self::NoFace,
        Self::SeveralFaces,
        Self::FaceSmall,
        Self::Dark,
        Self::Bright,
        Self::Blurred,
        Self::EyesHidden,
    ];

    /// As it stands in `avatar_uploads.reason` and `reference_photos.advice`.
    pub(in crate::avatars) fn code(self) -> &'static str {
        match self {
            Self::NoFace => "no_face",
            Self::SeveralFaces => "several_faces",
            Self::FaceSmall => "face_small",
            Self::Dark => "dark",
            Self::Bright => "bright",
            Self::Blurred => "blurred",
            Self::EyesHidden => "eyes_hidden",
        }
    }

    /// The advice with this code; an unknown one says what is most often true.
    pub(in crate::avatars) fn with_code(code: &str) -> Self {
        Self::ALL
            .into_iter()
            .find(|advice| advice.code() == code)
            .unwrap_or(Self::NoFace)
    }

    /// What is wrong in a few words, and what to do about it.
    pub(in crate::avatars) fn words(self, lang: Lang) -> String {
        match self {
            Self::NoFace => lang.text("avatar-advice-no-face", &[]),
            Self::SeveralFaces => lang.text("avatar-advice-several-faces", &[]),
            Self::FaceSmall => lang.text("avatar-advice-face-small", &[]),
            Self::Dark => lang.text("avatar-advice-dark", &[]),
            Self::Bright => lang.text("avatar-advice-bright", &[]),
            Self::Blurred => lang.text("avatar-advice-blurred", &[]),
            Self::EyesHidden => lang.text("avatar-advice-eyes-hidden", &[]),
        }
    }
}

/// The advice that matters most, if there is any.
pub(in crate::avatars) fn judge(measures: &Measures) -> Option<Advice> {
    let Some(face) = &measures.face else {
        return Some(match measures {
            dark if dark.light < DARK_PICTURE => Advice::Dark,
            blurred if blurred.blur > BLURRED_PICTURE => Advice::Blurred,
            _ => Advice::NoFace,
        });
    };
    let advice = [
        (measures.face_count > 1, Advice::SeveralFaces),
        (face.side < LEAST_FACE, Advice::FaceSmall),
        (face.light < DARK_FACE, Advice::Dark),
        (face.light > BRIGHT_FACE, Advice::Bright),
        (measures.blur > BLURRED_FACE, Advice::Blurred),
        (face.eyes < HIDDEN_EYES, Advice::EyesHidden),
    ];
    advice
        .into_iter()
        .find_map(|(applies, advice)| applies.then_some(advice))
}

/// How well the photo shows the face, from 0 to 1.
pub(in crate::avatars) fn quality(measures: &Measures) -> f32 {
    let Some(face) = &measures.face else {
        return FACELESS_QUALITY;
    };
    let flaws = if measures.face_count > 1 { 0.3 } else { 0.0 }
        + if face.eyes < HIDDEN_EYES { 0.2 } else { 0.0 };
    (bare_quality(face, measures.blur) - flaws).clamp(0.0, 1.0)
}

fn bare_quality(face: &FaceMeasures, blur: f32) -> f32 {
    let sharp = along(blur, BLURRED_FACE, SHARP_FACE);
    let large = along(face.side as f32, LEAST_FACE as f32, AMPLE_FACE as f32);
    let lit = 1.0 - (face.light - 0.55).abs() / 0.45;
    let sure = along(face.score, SCORES.0, SCORES.1);
    0.35 * sharp + 0.25 * large + 0.2 * lit.max(0.0) + 0.2 * sure
}

/// Where a value lies on the way from the worst, 0, to the best, 1.
fn along(value: f32, worst: f32, best: f32) -> f32 {
    ((value - worst) / (best - worst)).clamp(0.0, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A sharp photo of one face in ordinary light.
    const GOOD: Measures = Measures {
        light: 0.4,
        blur: 0.4,
        face_count: 1,
        face: Some(FACE),
    };

    const FACE: FaceMeasures = FaceMeasures {
        left: 100,
        top: 100,
        side: 300,
        score: 30.0,
        light: 0.55,
        warmth: 0.4,
        eyes: 0.8,
        turn: 0.0,
    };

    fn with(face: FaceMeasures) -> Measures {
        Measures {
            face: Some(face),
            ..GOOD
        }
    }

    #[test]
    fn a_good_photo_needs_no_advice() {
        assert_eq!(judge(&GOOD), None);
        assert!(quality(&GOOD) > 0.9);
    }

    #[test]
    fn each_flaw_has_its_advice_and_lowers_the_quality() {
        let flawed = [
            (Measures { face: None, ..GOOD }, Advice::NoFace),
            (
                Measures {
                    face_count: 2,
                    ..GOOD
                },
                Advice::SeveralFaces,
            ),
            (with(FaceMeasures { side: 80, ..FACE }), Advice::FaceSmall),
            (with(FaceMeasures { light: 0.1, ..FACE }), Advice::Dark),
            (
                with(FaceMeasures {
                    light: 0.95,
                    ..FACE
                }),
                Advice::Bright,
            ),
            (Measures { blur: 0.75, ..GOOD }, Advice::Blurred),
            (with(FaceMeasures { eyes: 0.3, ..FACE }), Advice::EyesHidden),
        ];
        for (measures, advice) in flawed {
            assert_eq!(judge(&measures), Some(advice));
            assert!(quality(&measures) < quality(&GOOD) - 0.1, "{advice:?}");
        }
    }

    #[test]
    fn why_no_face_is_found_is_told_when_it_can_be_seen() {
        let none = Measures { face: None, ..GOOD };
        let dark = Measures {
            light: 0.05,
            ..none
        };
        let blurred = Measures { blur: 0.95, ..none };
        assert_eq!(judge(&dark), Some(Advice::Dark));
        assert_eq!(judge(&blurred), Some(Advice::Blurred));
    }

    #[test]
    fn of_two_flaws_the_worse_is_named() {
        let crowd_in_the_dark = Measures {
            face_count: 3,
            ..with(FaceMeasures { light: 0.1, ..FACE })
        };
        assert_eq!(judge(&crowd_in_the_dark), Some(Advice::SeveralFaces));
    }

    #[test]
    fn every_advice_comes_back_from_its_code_and_has_words_of_its_own() {
        for advice in Advice::ALL {
            assert_eq!(Advice::with_code(advice.code()), advice);
            for lang in Lang::ALL {
                let words = advice.words(lang);
                let sharers = Advice::ALL
                    .into_iter()
                    .filter(|other| other.words(lang) == words)
                    .count();
                assert_eq!(sharers, 1, "{words}");
            }
        }
    }
}
