//! What was sent for an avatar and what became of it. Whoever speaks of a photo
//! calls it by its number: its place among all that was sent.

use teloxide::types::MessageId;

use super::{coach::Advice, refusal::Refusal};

/// What became of something sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// It is being looked at.
    Waiting,
    /// It is this reference photo.
    Accepted(i32),
    /// The upload with this number waits for its owner's decision.
    Advised(i64, Advice),
    Refused(Refusal),
}

/// Something sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Sent {
    /// The message in which it came; 0 for photos of other programs.
    pub message_id: i32,
    pub outcome: Outcome,
}

/// A photo that waits for its owner's decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Undecided {
    pub number: usize,
    pub upload_id: i64,
    pub message_id: i32,
    pub advice: Advice,
}

impl Undecided {
    /// The message in which it came.
    pub(super) fn message(&self) -> MessageId {
        MessageId(self.message_id)
    }
}

/// The reference photos with their numbers.
pub(super) fn accepted(sent: &[Sent]) -> Vec<(usize, i32)> {
    let photo = |(number, sent): (usize, &Sent)| match sent.outcome {
        Outcome::Accepted(photo_id) => Some((number, photo_id)),
        _ => None,
    };
    numbered(sent).filter_map(photo).collect()
}

/// The photos that wait for a decision.
pub(super) fn undecided(sent: &[Sent]) -> Vec<Undecided> {
    let photo = |(number, sent): (usize, &Sent)| match sent.outcome {
        Outcome::Advised(upload_id, advice) => Some(Undecided {
            number,
            upload_id,
            message_id: sent.message_id,
            advice,
        }),
        _ => None,
    };
    numbered(sent).filter_map(photo).collect()
}

/// The numbers of what was refused, by reason in the order of the first of each.
pub(super) fn refused(sent: &[Sent]) -> Vec<(Refusal, Vec<usize>)> {
    by_reason(
        numbered(sent).filter_map(|(number, sent)| match sent.outcome {
            Outcome::Refused(refusal) => Some((refusal, number)),
            _ => None,
        }),
    )
}

/// The numbers of the photos that wait for a decision, likewise.
pub(super) fn advised(sent: &[Sent]) -> Vec<(Advice, Vec<usize>)> {
    let undecided = undecided(sent).into_iter();
    by_reason(undecided.map(|photo| (photo.advice, photo.number)))
}

/// How many files are being looked at.
pub(super) fn waiting(sent: &[Sent]) -> usize {
    let waits = |sent: &&Sent| sent.outcome == Outcome::Waiting;
    sent.iter().filter(waits).count()
}

fn numbered(sent: &[Sent]) -> impl Iterator<Item = (usize, &Sent)> {
    sent.iter()
        .enumerate()
        .map(|(index, sent)| (index + 1, sent))
}

fn by_reason<R: PartialEq>(numbers: impl Iterator<Item = (R, usize)>) -> Vec<(R, Vec<usize>)> {
    let mut groups: Vec<(R, Vec<usize>)> = Vec::new();
    for (reason, number) in numbers {
        match groups.iter_mut().find(|(known, _)| *known == reason) {
            Some((_, numbers)) => numbers.push(number),
            None => groups.push((reason, vec![number])),
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_count_everything_that_was_sent() {
        let outcomes = [
            Outcome::Accepted(11),
            Outcome::Refused(Refusal::Heic),
            Outcome::Advised(7, Advice::Dark),
            Outcome::Refused(Refusal::Same),
            Outcome::Accepted(12),
            Outcome::Waiting,
            Outcome::Refused(Refusal::Heic),
        ];
        let sent = outcomes.map(|outcome| Sent {
            message_id: 1,
            outcome,
        });
        assert_eq!(accepted(&sent), [(1, 11), (5, 12)]);
        assert_eq!(advised(&sent), [(Advice::Dark, vec![3])]);
        assert_eq!(undecided(&sent)[0].upload_id, 7);
        assert_eq!(
            refused(&sent),
            [(Refusal::Heic, vec![2, 7]), (Refusal::Same, vec![4])]
        );
        assert_eq!(waiting(&sent), 1);
    }
}
