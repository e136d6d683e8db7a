//! The staff group's side of the boundary: only members of staff reach the
//! features' staff routes, and what is not meant for the bot is left alone.

use std::ops::ControlFlow;

use crate::{
    broadcasts, catalogue,
    clock::Clock,
    config::StaffConfig,
    customers,
    db::Db,
    files::Files,
    generation, health,
    i18n::Lang,
    payments, referral, reports,
    staff::{self, Desk, Member},
    support, switches,
    telegram::{Dialogue, Incoming, Reply, Routes, SendError, Sender},
};

/// What stands between the inbox and the features in the staff group.
pub(super) struct StaffGroup {
    config: StaffConfig,
    db: Db,
    clock: Clock,
    sender: Sender,
    files: Files,
    money: payments::Deps,
    friends: referral::Deps,
    help: support::Deps,
    office: Office,
    routes: Routes,
}

/// What running the business from the group takes.
#[derive(Clone)]
pub(super) struct Office {
    pub desk: Desk,
    pub broadcasts: broadcasts::Deps,
    pub customers: customers::Deps,
    pub health: health::Deps,
    pub reports: reports::Deps,
    pub switches: switches::Deps,
}

/// All routes of the staff group in the order in which they are asked.
fn staff_routes() -> Routes {
    dptree::entry()
        .branch(staff::routes())
        .branch(switches::staff_routes())
        .branch(catalogue::staff_routes())
        .branch(referral::staff_routes())
        .branch(payments::staff_routes())
        .branch(generation::staff_routes())
        .branch(customers::staff_routes())
        .branch(broadcasts::staff_routes())
        .branch(reports::staff_routes())
        .branch(health::staff_routes())
        .branch(support::staff_routes())
        .branch(staff::last_resort())
}

impl StaffGroup {
    pub(super) fn new(
        config: StaffConfig,
        files: Files,
        money: payments::Deps,
        friends: referral::Deps,
        help: support::Deps,
        office: Office,
    ) -> Self {
        Self {
            config,
            db: help.db.clone(),
            clock: help.clock.clone(),
            sender: help.sender.clone(),
            files,
            money,
            friends,
            help,
            office,
            routes: staff_routes(),
        }
    }

    /// Whether this happened in the staff group.
    pub(super) async fn is_place_of(&self, incoming: &Incoming) -> anyhow::Result<bool> {
        if self.config.chat_id.is_none() || incoming.is_private() {
            return Ok(false);
        }
        let mut connection = self.db.connection().await?;
        Ok(self.help.group.find(&mut connection).await? == Some(incoming.chat))
    }

    pub(super) fn lang(&self) -> Lang {
        self.config.lang
    }

    /// Handles what happened in the group from beginning to end.
    pub(super) async fn handle(&self, incoming: Incoming) -> anyhow::Result<()> {
        if self.is_for_another_bot(&incoming).await? {
            return Ok(());
        }
        let reply = Reply::to(&incoming, self.sender.clone());
        self.answer(incoming, reply.clone()).await?;
        reply.finish().await;
        Ok(())
    }

    async fn answer(&self, incoming: Incoming, reply: Reply) -> anyhow::Result<()> {
        if staff::answer_login_in_group(&incoming, &reply, self.lang()).await? {
            return Ok(());
        }
        let mut connection = self.db.connection().await?;
        let owners = &self.config.owners;
        let member = staff::find_member(&mut connection, owners, &incoming.from).await?;
        let (place, now) = (incoming.place(), self.clock.now());
        let dialogue = Dialogue::load(&mut connection, place, now).await?;
        drop(connection);
        match member {
            Some(member) => self.dispatch(incoming, member, dialogue, reply).await,
            None => {
                staff::turn_away(&incoming, &reply, self.lang()).await?;
                support::turn_away(&incoming, &reply, &self.help).await
            }
        }
    }

    async fn dispatch(
        &self,
        incoming: Incoming,
        member: Member,
        dialogue: Dialogue,
        reply: Reply,
    ) -> anyhow::Result<()> {
        let dependencies = dptree::deps![
            incoming,
            member,
            dialogue,
            self.lang(),
            reply,
            self.db.clone(),
            self.clock.clone(),
            self.sender.clone(),
            self.files.clone(),
            self.money.clone(),
            self.friends.clone(),
            self.help.clone(),
            self.office.desk.clone(),
            self.office.broadcasts.clone(),
            self.office.customers.clone(),
            self.office.health.clone(),
            self.office.reports.clone(),
            self.office.switches.clone()
        ];
        match self.routes.dispatch(dependencies).await {
            ControlFlow::Break(result) => result,
            ControlFlow::Continue(_) => anyhow::bail!("no route took an update of the staff group"),
        }
    }

    async fn is_for_another_bot(&self, incoming: &Incoming) -> Result<bool, SendError> {
        let Some(addressee) = incoming.addressee() else {
            return Ok(false);
        };
        let own_name = self.sender.own_name().await?;
        Ok(!own_name.eq_ignore_ascii_case(addressee))
    }
}

#[cfg(test)]
mod tests {
    use dptree::Type;

    use super::*;

    #[test]
    fn every_staff_handler_gets_what_it_asks_for() {
        let given = [
            Type::of::<Incoming>(),
            Type::of::<Member>(),
            Type::of::<Dialogue>(),
            Type::of::<Lang>(),
            Type::of::<Reply>(),
            Type::of::<Db>(),
            Type::of::<Clock>(),
            Type::of::<Sender>(),
            Type::of::<Files>(),
            Type::of::<payments::Deps>(),
            Type::of::<referral::Deps>(),
            Type::of::<support::Deps>(),
            Type::of::<Desk>(),
            Type::of::<broadcasts::Deps>(),
            Type::of::<customers::Deps>(),
            Type::of::<health::Deps>(),
            Type::of::<reports::Deps>(),
            Type::of::<switches::Deps>(),
        ];
        dptree::type_check(
            staff_routes().sig(),
            &dptree::di::DependencyMap::new(),
            &given,
        );
    }
}
