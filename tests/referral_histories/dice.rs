//! What is tried next: mostly what makes sense as things stand, at times what does not.

use rand::{Rng, seq::IndexedRandom};

use super::{
    batch::History,
    model::{Deed, Kopecks, LEAST_WITHDRAWAL, State},
};

/// Members of the staff.
const MEMBERS: usize = 3;

impl History {
    pub fn chance(&mut self, percent: u32) -> bool {
        self.random.random_range(0..100) < percent
    }

    fn pick<T: Copy>(&mut self, things: &[T]) -> Option<T> {
        things.choose(&mut self.random).copied()
    }

    fn somebody(&mut self) -> usize {
        let people = self.cast.users.len();
        self.random.random_range(0..people)
    }

    pub fn draw(&mut self) -> Deed {
        let brought: Vec<usize> = self.model.facts.brought.keys().copied().collect();
        if brought.is_empty() && self.chance(70) {
            return self.draw_visit();
        }
        if self.payments == 0 {
            return self.draw_payment(&brought);
        }
        if !self.open_wishes().is_empty() && self.chance(45) {
            return self.draw_step();
        }
        if !self.rich().is_empty() && self.chance(25) {
            return self.draw_wish();
        }
        match self.random.random_range(0..100) {
            0..8 => self.draw_visit(),
            8..20 => self.draw_payment(&brought),
            20..36 => self.draw_delivery(),
            36..46 => self.draw_refund(),
            46..58 => self.draw_wish(),
            58..86 if self.wishes > 0 => self.draw_step(),
            86..90 => Deed::Applies {
                person: self.somebody(),
            },
            90..94 => self.draw_decision(),
            94 => Deed::EndsPartnership {
                person: self.somebody(),
            },
            95 | 96 => Deed::SetsRate {
                person: self.somebody(),
                rate: self.random.random_range(0..=100),
            },
            97 | 98 => Deed::Bans {
                person: self.somebody(),
                is_banned: self.chance(50),
            },
            99 => Deed::Leaves {
                person: self.somebody(),
            },
            _ => self.draw_delivery(),
        }
    }

    fn draw_visit(&mut self) -> Deed {
        Deed::Opens {
            person: self.somebody(),
            owner: self.somebody(),
        }
    }

    fn draw_payment(&mut self, brought: &[usize]) -> Deed {
        let payer = if self.chance(80) {
            self.pick(brought)
        } else {
            None
        };
        let payer = payer.unwrap_or_else(|| self.somebody());
        // Whole roubles, odd kopecks, next to nothing, and much.
        let amount = match self.random.random_range(0..6) {
            0 | 1 => 49_900,
            2 => 3333,
            3 => self.random.random_range(1..20),
            4 => self.random.random_range(1..100_000),
            _ => self.random.random_range(100_000..2_000_000),
        };
        let payment = self.payments;
        self.payments += 1;
        Deed::Pays {
            payment,
            payer,
            amount,
        }
    }

    fn draw_delivery(&mut self) -> Deed {
        let earnings = self.model.facts.earnings.iter();
        let pending: Vec<usize> = earnings
            .filter(|(_, earning)| !earning.is_credited)
            .map(|(payment, _)| *payment)
            .collect();
        let likely = self.pick(&pending).filter(|_| self.chance(85));
        let payment = likely.unwrap_or_else(|| self.random.random_range(0..self.payments));
        Deed::Delivered { payment }
    }

    fn draw_refund(&mut self) -> Deed {
        let payment = self.random.random_range(0..self.payments);
        let paid = self.tried.iter().find_map(|deed| match *deed {
            Deed::Pays {
                payment: paid,
                amount,
                ..
            } if paid == payment => Some(amount),
            _ => None,
        });
        let left = if self.chance(50) {
            0
        } else {
            self.random.random_range(0..=paid.unwrap_or(0))
        };
        Deed::GoesBack { payment, left }
    }

    /// At times more than there is, or less than may be.
    fn draw_wish(&mut self) -> Deed {
        let rich = self.rich();
        let person = match self.pick(&rich) {
            Some(person) => person,
            None if self.chance(80) => return self.draw_delivery(),
            None => self.somebody(),
        };
        let balance = self.model.facts.accounts[person].balance.max(0);
        let amount: Kopecks = match self.random.random_range(0..6) {
            0 | 1 => balance,
            2 => balance + 1,
            3 => balance / 2,
            4 => self.random.random_range(1..=balance.max(1)),
            _ => balance.min(12_000),
        };
        let wish = self.wishes;
        self.wishes += 1;
        Deed::Wishes {
            wish,
            person,
            amount: amount.max(1),
        }
    }

    /// Who can withdraw something.
    fn rich(&self) -> Vec<usize> {
        let accounts = &self.model.facts.accounts;
        (0..accounts.len())
            .filter(|person| accounts[*person].balance >= LEAST_WITHDRAWAL)
            .collect()
    }

    /// Withdrawals that are to be sent or rejected.
    fn open_wishes(&self) -> Vec<usize> {
        let withdrawals = self.model.facts.withdrawals.iter();
        let open = withdrawals
            .filter(|(_, withdrawal)| matches!(withdrawal.state, State::Pending | State::Approved));
        open.map(|(wish, _)| *wish).collect()
    }

    fn draw_step(&mut self) -> Deed {
        let open = self.open_wishes();
        let likely = self.pick(&open).filter(|_| self.chance(85));
        let wish = likely.unwrap_or_else(|| self.random.random_range(0..self.wishes));
        let member = self.random.random_range(0..MEMBERS);
        let Some(known) = self.model.facts.withdrawals.get(&wish).cloned() else {
            return Deed::Approves { wish, member };
        };
        let sender = known
            .paying_by
            .filter(|_| self.chance(80))
            .unwrap_or(member);
        let person = known.owner;
        let is_pending = known.state == State::Pending;
        match self.random.random_range(0..20) {
            0..10 if is_pending => Deed::Approves { wish, member },
            0..10 if known.paying_by.is_none() => Deed::Takes { wish, member },
            0..10 => Deed::Sent {
                wish,
                member: sender,
            },
            10 | 11 => Deed::Approves { wish, member },
            12 | 13 => Deed::Takes { wish, member },
            14 | 15 => Deed::GivesUp {
                wish,
                member: sender,
            },
            16 => Deed::Sent { wish, member },
            17 | 18 => Deed::Rejects { wish, member },
            _ => Deed::Cancels { wish, person },
        }
    }

    fn draw_decision(&mut self) -> Deed {
        let applications = self.model.facts.applications.iter();
        let open: Vec<usize> = applications
            .filter(|(_, applications)| applications.contains(&State::Pending))
            .map(|(person, _)| *person)
            .collect();
        let person = self.pick(&open).unwrap_or_else(|| self.somebody());
        let newest = self.cast.applications[person].len().saturating_sub(1);
        let nth = if self.chance(90) { newest } else { 0 };
        let rate = if self.chance(80) {
            Some(self.random.random_range(0..=100))
        } else {
            None
        };
        Deed::Decides { person, nth, rate }
    }
}
