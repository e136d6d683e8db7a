//! Which photos of a sheet are picked. It travels in the buttons themselves, so
//! that nothing has to be kept, and with it a print of what is on the sheet: numbers
//! of an old sheet never pick other photos.

use sha2::{Digest, Sha256};

/// A keyboard has at most 100 buttons, and a pick must fit 64 bits.
pub(in crate::generation::gallery) const MOST_ON_SHEET: usize = 60;

/// The picked numbers of a sheet with `shown` photos.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::generation::gallery) struct Picks {
    pub shown: usize,
    /// A bit per photo, the first one lowest.
    pub mask: u64,
    /// See [`fingerprint`].
    pub print: u32,
}

impl Picks {
    /// Picks on the sheet of these photos. Bits beyond the last photo, which only a
    /// forger sets, are nobody's.
    pub fn on(ids: &[i32], mask: u64) -> Self {
        let shown = ids.len().min(MOST_ON_SHEET);
        Self {
            shown,
            mask: mask & ((1 << shown) - 1),
            print: fingerprint(ids),
        }
    }

    pub fn has(self, index: usize) -> bool {
        self.mask & (1 << index) != 0
    }

    pub fn toggled(self, index: usize) -> Self {
        Self {
            mask: self.mask ^ (1 << index),
            ..self
        }
    }

    pub fn count(self) -> u32 {
        self.mask.count_ones()
    }

    /// The picked ones of `ids`; all when none is picked.
    pub fn chosen(self, ids: &[i32]) -> Vec<i32> {
        if self.mask == 0 {
            return ids.to_vec();
        }
        let shown = ids.iter().enumerate().take(self.shown);
        shown
            .filter(|(index, _)| self.has(*index))
            .map(|(_, id)| *id)
            .collect()
    }
}

/// Tells sheets of other photos, or in another order, apart.
pub(in crate::generation::gallery) fn fingerprint(ids: &[i32]) -> u32 {
    let mut hash = Sha256::new();
    for id in ids {
        hash.update(id.to_be_bytes());
    }
    let digest = hash.finalize();
    u32::from_be_bytes([digest[0], digest[1], digest[2], digest[3]])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn picks_choose_by_number_and_none_means_all() {
        let ids = [30, 10, 20];
        let none = Picks::on(&ids, 0);
        assert_eq!(none.chosen(&ids), ids);
        let first_and_last = none.toggled(0).toggled(2);
        assert_eq!(first_and_last.chosen(&ids), [30, 20]);
        assert_eq!(first_and_last.count(), 2);
        assert_eq!(first_and_last.toggled(0).chosen(&ids), [20]);
        assert_eq!(Picks::on(&ids, u64::MAX).count(), 3);
    }

    #[test]
    fn a_sheet_of_other_photos_has_another_print() {
        let print = fingerprint(&[1, 2, 3]);
        assert_eq!(print, fingerprint(&[1, 2, 3]));
        assert_ne!(print, fingerprint(&[1, 3]));
        assert_ne!(print, fingerprint(&[1, 3, 2]));
    }

    #[test]
    fn the_largest_sheet_can_be_picked_as_a_whole() {
        let ids: Vec<i32> = (0..70).collect();
        let picks = Picks::on(&ids, u64::MAX);
        assert_eq!(picks.chosen(&ids).len(), MOST_ON_SHEET);
    }
}
