//! What must be, reckoned apart from the product: the rules of the programme in the
//! words of its document.

use std::collections::BTreeSet;

use super::model::{
    ADMIN, Account, Deed, Earning, Facts, Kopecks, LEAST_WITHDRAWAL, MOST_WITHDRAWALS, Outcome,
    Percent, SECOND_APPROVAL_FROM, State, USUAL_RATE, Withdrawal,
};

/// A commission, half a kopeck up.
pub fn commission(amount: Kopecks, rate: Percent) -> Kopecks {
    (amount * rate + 50) / 100
}

/// What is reckoned: the facts as they must be.
#[derive(Clone, Debug)]
pub struct Model {
    pub facts: Facts,
}

impl Model {
    pub fn new(people: usize) -> Self {
        let account = Account {
            balance: 0,
            earned: 0,
            brought: 0,
            rate: USUAL_RATE,
            is_partner: false,
        };
        Self {
            facts: Facts {
                accounts: vec![account; people],
                ..Facts::default()
            },
        }
    }

    /// Whether anything is earned for this person, and whether their link works.
    fn is_open(&self, person: usize) -> bool {
        !self.facts.banned.contains(&person) && !self.facts.gone.contains(&person)
    }

    fn move_balance(&mut self, person: usize, balance: Kopecks, earned: Kopecks) {
        let account = &mut self.facts.accounts[person];
        account.balance += balance;
        account.earned += earned;
    }

    pub fn happens(&mut self, deed: &Deed) -> Outcome {
        match *deed {
            Deed::Opens { person, owner } => self.opens(person, owner),
            Deed::Pays {
                payment,
                payer,
                amount,
            } => self.pays(payment, payer, amount),
            Deed::Delivered { payment } => self.delivered(payment),
            Deed::GoesBack { payment, left } => self.goes_back(payment, left),
            Deed::Wishes {
                wish,
                person,
                amount,
            } => self.wishes(wish, person, amount),
            Deed::Cancels { wish, person } => self.cancels(wish, person),
            Deed::Approves { wish, member } => self.approves(wish, member),
            Deed::Takes { wish, member } => self.takes(wish, member),
            Deed::GivesUp { wish, member } => self.sending_ends(wish, member, false),
            Deed::Sent { wish, member } => self.sending_ends(wish, member, true),
            Deed::Rejects { wish, .. } => self.rejects(wish),
            Deed::Applies { person } => self.applies(person),
            Deed::Decides { person, nth, rate } => self.decides(person, nth, rate),
            Deed::SetsRate { person, rate } => {
                self.facts.accounts[person].rate = rate;
                Outcome::Yes
            }
            Deed::EndsPartnership { person } => self.ends_partnership(person),
            Deed::Bans { person, is_banned } => {
                if is_banned {
                    self.facts.banned.insert(person);
                } else {
                    self.facts.banned.remove(&person);
                }
                Outcome::Silent
            }
            Deed::Leaves { person } => self.leaves(person),
        }
    }

    fn opens(&mut self, person: usize, owner: usize) -> Outcome {
        let is_loop = self.facts.brought.get(&owner) == Some(&person);
        let is_brought = person != owner
            && self.is_open(owner)
            && !is_loop
            && !self.facts.payers.values().any(|payer| *payer == person)
            && !self.facts.brought.contains_key(&person);
        if is_brought {
            self.facts.brought.insert(person, owner);
            self.facts.accounts[owner].brought += 1;
        }
        Outcome::Silent
    }

    fn pays(&mut self, payment: usize, payer: usize, amount: Kopecks) -> Outcome {
        self.facts.payers.insert(payment, payer);
        let referrer = self.facts.brought.get(&payer).copied();
        if let Some(referrer) = referrer.filter(|referrer| self.is_open(*referrer)) {
            let rate = self.facts.accounts[referrer].rate;
            self.facts.earnings.entry(payment).or_insert(Earning {
                referrer,
                amount: commission(amount, rate),
                rate,
                is_credited: false,
                taken_back: 0,
            });
        }
        Outcome::Silent
    }

    fn delivered(&mut self, payment: usize) -> Outcome {
        let Some(earning) = self.facts.earnings.get_mut(&payment) else {
            return Outcome::Silent;
        };
        let left = earning.amount - earning.taken_back;
        if !earning.is_credited && (left > 0 || earning.taken_back == 0) {
            earning.is_credited = true;
            let referrer = earning.referrer;
            self.move_balance(referrer, left, left);
        }
        Outcome::Silent
    }

    fn goes_back(&mut self, payment: usize, left: Kopecks) -> Outcome {
        let Some(earning) = self.facts.earnings.get_mut(&payment) else {
            return Outcome::Silent;
        };
        let stays = commission(left, earning.rate).min(earning.amount);
        let gone = (earning.amount - stays).max(earning.taken_back);
        let more = gone - earning.taken_back;
        earning.taken_back = gone;
        let referrer = earning.referrer;
        if earning.is_credited {
            self.move_balance(referrer, -more, -more);
        }
        Outcome::Silent
    }

    fn wishes(&mut self, wish: usize, person: usize, amount: Kopecks) -> Outcome {
        if let Some(before) = self.facts.withdrawals.get(&wish) {
            assert_eq!(before.owner, person, "a wish has one owner");
            return Outcome::Before;
        }
        let available = self.facts.accounts[person].balance;
        if amount < LEAST_WITHDRAWAL {
            return Outcome::TooLittle;
        }
        if amount > available {
            return Outcome::NotEnough(available);
        }
        let owner = |withdrawal: &&Withdrawal| withdrawal.owner == person;
        if self.facts.withdrawals.values().filter(owner).count() >= MOST_WITHDRAWALS {
            return Outcome::TooMany;
        }
        let needed = self.approvals_needed(person, amount);
        self.move_balance(person, -amount, 0);
        let withdrawal = Withdrawal {
            owner: person,
            amount,
            state: State::Pending,
            approvals: BTreeSet::new(),
            needed,
            paying_by: None,
        };
        self.facts.withdrawals.insert(wish, withdrawal);
        Outcome::Done
    }

    fn give_back(&mut self, wish: usize) {
        let withdrawal = self.facts.withdrawals.get_mut(&wish).unwrap();
        withdrawal.state = State::Rejected;
        withdrawal.paying_by = None;
        let (owner, amount) = (withdrawal.owner, withdrawal.amount);
        self.move_balance(owner, amount, 0);
    }

    fn cancels(&mut self, wish: usize, person: usize) -> Outcome {
        let known = self.facts.withdrawals.get(&wish);
        let can_be = known.is_some_and(|withdrawal| {
            let is_stuck = withdrawal.state == State::Approved
                && withdrawal.paying_by.is_none()
                && self.facts.accounts[person].balance < 0;
            withdrawal.owner == person && (withdrawal.state == State::Pending || is_stuck)
        });
        if !can_be {
            return Outcome::NotNow;
        }
        self.give_back(wish);
        Outcome::Done
    }

    /// By what is on its way to the person or was sent, with `amount` more.
    fn approvals_needed(&self, person: usize, amount: Kopecks) -> usize {
        let others = self.facts.withdrawals.values();
        let paid: Kopecks = others
            .filter(|other| other.owner == person && other.state != State::Rejected)
            .map(|other| other.amount)
            .sum();
        if paid + amount >= SECOND_APPROVAL_FROM {
            2
        } else {
            1
        }
    }

    fn approves(&mut self, wish: usize, member: usize) -> Outcome {
        let known = self.facts.withdrawals.get(&wish);
        let needed = known.map(|known| self.approvals_needed(known.owner, 0).max(known.needed));
        let Some(withdrawal) = self.facts.withdrawals.get_mut(&wish) else {
            return Outcome::NotNow;
        };
        if withdrawal.state != State::Pending {
            return Outcome::NotNow;
        }
        if self.facts.banned.contains(&withdrawal.owner) {
            return Outcome::Banned;
        }
        if self.facts.accounts[withdrawal.owner].balance < 0 {
            return Outcome::BelowZero;
        }
        if !withdrawal.approvals.insert(member) {
            return Outcome::TwiceBySame;
        }
        if Some(withdrawal.approvals.len()) < needed {
            return Outcome::NeedsAnother;
        }
        withdrawal.state = State::Approved;
        Outcome::Done
    }

    fn takes(&mut self, wish: usize, member: usize) -> Outcome {
        let Some(withdrawal) = self.facts.withdrawals.get_mut(&wish) else {
            return Outcome::NotNow;
        };
        if withdrawal.state != State::Approved {
            return Outcome::NotNow;
        }
        match withdrawal.paying_by {
            Some(by) if by == member => return Outcome::Done,
            Some(_) => return Outcome::InOtherHands,
            None => {}
        }
        if self.facts.banned.contains(&withdrawal.owner) {
            return Outcome::Banned;
        }
        if self.facts.accounts[withdrawal.owner].balance < 0 {
            return Outcome::BelowZero;
        }
        withdrawal.paying_by = Some(member);
        Outcome::Done
    }

    fn sending_ends(&mut self, wish: usize, member: usize, is_sent: bool) -> Outcome {
        let Some(withdrawal) = self.facts.withdrawals.get_mut(&wish) else {
            return Outcome::NotNow;
        };
        let may_give_up = !is_sent && member == ADMIN;
        match withdrawal.paying_by {
            None => return Outcome::NotNow,
            Some(by) if by != member && !may_give_up => return Outcome::InOtherHands,
            Some(_) => withdrawal.paying_by = None,
        }
        if is_sent {
            withdrawal.state = State::Completed;
        }
        Outcome::Done
    }

    fn rejects(&mut self, wish: usize) -> Outcome {
        let Some(withdrawal) = self.facts.withdrawals.get(&wish) else {
            return Outcome::NotNow;
        };
        if withdrawal.paying_by.is_some() {
            return Outcome::InOtherHands;
        }
        if !matches!(withdrawal.state, State::Pending | State::Approved) {
            return Outcome::NotNow;
        }
        self.give_back(wish);
        Outcome::Done
    }

    fn applies(&mut self, person: usize) -> Outcome {
        if self.facts.accounts[person].is_partner {
            return Outcome::IsPartner;
        }
        let applications = self.facts.applications.entry(person).or_default();
        if applications.last() == Some(&State::Pending) {
            return Outcome::Before;
        }
        applications.push(State::Pending);
        Outcome::Done
    }

    fn decides(&mut self, person: usize, nth: usize, rate: Option<Percent>) -> Outcome {
        let applications = self.facts.applications.get_mut(&person);
        let open = applications
            .and_then(|applications| applications.get_mut(nth))
            .filter(|state| **state == State::Pending);
        let Some(open) = open else {
            return Outcome::No;
        };
        *open = State::Rejected;
        if let Some(rate) = rate {
            *open = State::Approved;
            let account = &mut self.facts.accounts[person];
            account.is_partner = true;
            account.rate = rate;
        }
        Outcome::Yes
    }

    fn ends_partnership(&mut self, person: usize) -> Outcome {
        let account = &mut self.facts.accounts[person];
        if !account.is_partner {
            return Outcome::No;
        }
        account.is_partner = false;
        account.rate = USUAL_RATE;
        Outcome::Yes
    }

    /// Whoever is being sent money stays until that is over.
    fn leaves(&mut self, person: usize) -> Outcome {
        let own = self.open_wishes(person);
        let is_being_paid = own
            .iter()
            .any(|wish| self.facts.withdrawals[wish].paying_by.is_some());
        if is_being_paid {
            return Outcome::No;
        }
        for wish in own {
            self.give_back(wish);
        }
        let applications = self.facts.applications.get_mut(&person);
        for state in applications.into_iter().flatten() {
            if *state == State::Pending {
                *state = State::Rejected;
            }
        }
        self.facts.gone.insert(person);
        Outcome::Yes
    }

    fn open_wishes(&self, person: usize) -> Vec<usize> {
        let own = self.facts.withdrawals.iter().filter(|(_, withdrawal)| {
            withdrawal.owner == person
                && matches!(withdrawal.state, State::Pending | State::Approved)
        });
        own.map(|(wish, _)| *wish).collect()
    }
}
