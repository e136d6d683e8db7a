//! The one place where an update meets the router, and where errors end: logged
//! once, and answered with an apology in the person's language.

use std::ops::ControlFlow;

use teloxide::types::{ChatMemberKind, ChatMemberUpdated, MessageKind};

use super::{
    maintenance, menu,
    staff_group::{Office, StaffGroup},
    store,
};
use crate::{
    accounts::{self, Person, Sealer},
    avatars, broadcasts,
    clock::Clock,
    config::{ReferencePhotosConfig, StaffConfig},
    db::Db,
    generation,
    i18n::Lang,
    payments, privacy, referral,
    staff::{self, Desk},
    support,
    switches::Maintenance,
    telegram::{
        Dialogue, Event, Incoming, Received, Reply, Routes, Screen, Sender, StoredUpdate,
        is_unreachable, read_update,
    },
};

/// What stands between the inbox and the features.
pub(super) struct Boundary {
    db: Db,
    clock: Clock,
    sender: Sender,
    portraits: generation::Deps,
    help: support::Deps,
    photos: ReferencePhotosConfig,
    routes: Routes,
    /// Instead of those, while we work on something.
    maintenance_routes: Routes,
    staff: StaffConfig,
    staff_group: StaffGroup,
    money: payments::Deps,
    friends: referral::Deps,
    sealer: Sealer,
    desk: Desk,
    news: broadcasts::Deps,
}

/// All routes in the order in which they are asked. A password comes first, that nobody else
/// should take it for a word to them. Features come before the
/// menu, whose last route takes whatever nobody understood. What answers something
/// of a ticket belongs to it whatever else is under way; photos out of the blue belong
/// to an open ticket before they are taken for an avatar's.
fn routes() -> Routes {
    dptree::entry()
        .branch(staff::private_routes())
        .branch(support::replies())
        .branch(payments::routes())
        .branch(accounts::routes())
        .branch(privacy::routes())
        .branch(referral::routes())
        .branch(support::routes())
        .branch(menu::routes())
        .branch(generation::routes())
        .branch(broadcasts::routes())
        .branch(support::conversation())
        .branch(avatars::routes())
        .branch(support::leftovers())
        .branch(menu::last_resort())
}

impl Boundary {
    pub(super) fn new(
        portraits: generation::Deps,
        help: support::Deps,
        staff: StaffConfig,
        money: payments::Deps,
        friends: referral::Deps,
        sealer: Sealer,
        office: Office,
    ) -> Self {
        let (db, clock) = (portraits.db.clone(), portraits.clock.clone());
        let (sender, photos) = (portraits.sender.clone(), portraits.references);
        let desk = office.desk.clone();
        let news = office.broadcasts.clone();
        let staff_group = StaffGroup::new(
            staff.clone(),
            portraits.files.clone(),
            money.clone(),
            friends.clone(),
            help.clone(),
            office,
        );
        Self {
            db,
            clock,
            sender,
            portraits,
            help,
            photos,
            routes: routes(),
            maintenance_routes: maintenance::routes(),
            staff,
            staff_group,
            money,
            friends,
            sealer,
            desk,
            news,
        }
    }

    /// Handles one update from beginning to end.
    pub(super) async fn handle(&self, update: StoredUpdate) -> anyhow::Result<()> {
        // An update that can't be read is kept as dead: a version that can may come.
        let incoming = match read_update(&update.payload)? {
            Received::Act(incoming) => *incoming,
            Received::Membership(change) => {
                return self.note_membership(&change).await;
            }
            Received::Nothing => return Ok(()),
        };
        if !incoming.is_private() && support::hear_group(&self.help, &incoming).await? {
            return Ok(());
        }
        if self.staff_group.is_place_of(&incoming).await? {
            return self.staff_group.handle(incoming).await;
        }
        if !incoming.is_private() {
            // The bot has no business in other groups; a button there gets no spinner.
            Reply::to(&incoming, self.sender.clone()).finish().await;
            return Ok(());
        }
        let chat = incoming.chat;
        match self.answer(incoming).await {
            Err(error) if is_unreachable(&error) => {
                accounts::mark_unreachable(
                    &mut *self.db.connection().await?,
                    chat,
                    self.clock.now(),
                )
                .await
            }
            result => result,
        }
    }

    async fn answer(&self, incoming: Incoming) -> anyhow::Result<()> {
        let reply = Reply::to(&incoming, self.sender.clone());
        let mut connection = self.db.connection().await?;
        let now = self.clock.now();
        let arrival = store::arrival(&mut connection, incoming.place(), now).await?;
        let (known, dialogue) = (arrival.known, arrival.dialogue);
        let person = accounts::meet(&mut connection, &self.sealer, &incoming.from, known, now);
        let person = person.await?;
        let maintenance = if arrival.is_maintenance {
            maintenance::for_whom(&mut connection, &self.staff, &incoming, now).await?
        } else {
            None
        };
        drop(connection);
        if arrival.may_have_missed {
            support::come_back(&self.help, person.id).await?;
        }
        let is_silent = person.is_banned || person.is_leaving;
        let is_afterthought = incoming.reaction().is_some() || incoming.edit().is_some();
        if is_silent && is_afterthought {
            return Ok(());
        }
        if let Some(message) = incoming.edit() {
            return support::follow_edit(&self.help, &message).await;
        }
        if support::follow_reaction(&self.help, &incoming).await? {
            return Ok(());
        }
        if person.is_leaving && !carries_money(&incoming) {
            return privacy::answer_leaving(&person, &reply, &self.db).await;
        }
        // Nobody's money or data are kept from them. Writing to the staff is.
        let is_allowed = carries_money(&incoming)
            || privacy::is_about(&incoming)
            || payments::is_help(&incoming)
            || generation::is_help(&incoming);
        if person.is_banned && !is_allowed {
            reply.popup(&person.lang.text("banned-popup", &[])).await;
            if incoming.tap().is_none() {
                reply
                    .new_message(&Screen::plain(person.lang.html("banned", &[])))
                    .await?;
            }
            return Ok(());
        }
        let incoming = broadcasts::follow(&self.news, &person, incoming).await?;
        let reply = Reply::to(&incoming, self.sender.clone());
        let stranger = (carries_money(&incoming) && !person.has_consented).then_some(person.id);
        self.dispatch(incoming, person, dialogue, reply.clone(), maintenance)
            .await?;
        if let Some(stranger) = stranger {
            privacy::forget_stranger(&self.db, stranger, now).await?;
        }
        reply.finish().await;
        Ok(())
    }

    async fn dispatch(
        &self,
        incoming: Incoming,
        person: Person,
        dialogue: Dialogue,
        reply: Reply,
        maintenance: Option<Maintenance>,
    ) -> anyhow::Result<()> {
        let routes = match maintenance {
            Some(_) => &self.maintenance_routes,
            None => &self.routes,
        };
        let dependencies = dptree::deps![
            incoming,
            person,
            dialogue,
            reply,
            maintenance,
            self.db.clone(),
            self.clock.clone(),
            self.sender.clone(),
            self.portraits.files.clone(),
            self.portraits.clone(),
            self.help.clone(),
            self.photos,
            self.money.clone(),
            self.friends.clone(),
            self.desk.clone()
        ];
        match routes.dispatch(dependencies).await {
            ControlFlow::Break(result) => result,
            ControlFlow::Continue(_) => anyhow::bail!("no route took an update"),
        }
    }

    async fn note_membership(&self, change: &ChatMemberUpdated) -> anyhow::Result<()> {
        let kind = &change.new_chat_member.kind;
        if matches!(kind, ChatMemberKind::Banned(_) | ChatMemberKind::Left) {
            let (chat, now) = (change.chat.id, self.clock.now());
            accounts::mark_unreachable(&mut *self.db.connection().await?, chat, now).await?;
        }
        support::note_standing(&self.help, change).await
    }

    /// Tells the person, or the staff group, that their update was given up. Best
    /// effort: when even this fails, the dead update in the metrics is what remains.
    pub(super) async fn apologise(&self, update: StoredUpdate, reference: String) {
        let Ok(Received::Act(incoming)) = read_update(&update.payload) else {
            return;
        };
        let reference = [("reference", reference.into())];
        let is_staff = self.staff_group.is_place_of(&incoming).await;
        let apology = if is_staff.unwrap_or(false) {
            Screen::plain(self.staff_group.lang().html("staff-apology", &reference))
        } else if incoming.is_private() {
            let lang = self.language_of(&incoming).await;
            let words = lang.html("apology", &reference);
            if self.help.staff_chat.is_some() {
                Screen::with_buttons(words, vec![vec![menu::support_button(lang)]])
            } else {
                Screen::plain(words)
            }
        } else {
            return;
        };
        let reply = Reply::to(&incoming, self.sender.clone());
        if let Err(error) = reply.new_message(&apology).await {
            tracing::warn!(%error, "an apology could not be sent");
        }
        reply.finish().await;
    }

    async fn language_of(&self, incoming: &Incoming) -> Lang {
        let telegram_id = incoming.from.id.0.cast_signed();
        let known = async {
            accounts::find_by_telegram_id(&mut *self.db.connection().await?, telegram_id).await
        };
        match known.await {
            Ok(Some(person)) => person.lang,
            _ => Lang::from_telegram(incoming.from.language_code.as_deref()),
        }
    }
}

/// A charge counts whoever pays it, and so does its refund.
pub(super) fn carries_money(incoming: &Incoming) -> bool {
    let Event::Message(message) = &incoming.event else {
        return false;
    };
    message.successful_payment().is_some()
        || matches!(message.kind, MessageKind::RefundedPayment(_))
}

#[cfg(test)]
mod tests {
    use dptree::Type;

    use super::*;
    use crate::files::Files;

    #[test]
    fn every_handler_gets_what_it_asks_for() {
        let given = [
            Type::of::<Incoming>(),
            Type::of::<Person>(),
            Type::of::<Dialogue>(),
            Type::of::<Reply>(),
            Type::of::<Option<Maintenance>>(),
            Type::of::<Db>(),
            Type::of::<Clock>(),
            Type::of::<Sender>(),
            Type::of::<Files>(),
            Type::of::<generation::Deps>(),
            Type::of::<support::Deps>(),
            Type::of::<ReferencePhotosConfig>(),
            Type::of::<payments::Deps>(),
            Type::of::<referral::Deps>(),
            Type::of::<Desk>(),
        ];
        for routes in [routes(), maintenance::routes()] {
            dptree::type_check(routes.sig(), &dptree::di::DependencyMap::new(), &given);
        }
    }
}
