//! What each feature works with, built once from the configuration, and what they bring:
//! jobs, and the boundary that joins their routes.

use teloxide::types::ChatId;

use super::{boundary::Boundary, staff_group::Office};
use crate::{
    accounts::Sealer,
    avatars, broadcasts, catalogue,
    clock::Clock,
    config::Config,
    customers,
    db::Db,
    files::Files,
    generation, health,
    payments::{self, Methods},
    privacy,
    queue::Registry,
    referral, removal, reports, staff, support, switches,
    telegram::{Limits, Sender},
};

/// What all features stand on.
#[derive(Clone)]
pub(super) struct Ground {
    pub clock: Clock,
    pub db: Db,
    pub sender: Sender,
    pub files: Files,
}

/// The features' dependencies.
pub(super) struct Features {
    ground: Ground,
    pub money: payments::Deps,
    friends: referral::Deps,
    pub portraits: generation::Deps,
    help: support::Deps,
    sealer: Sealer,
    pub office: Office,
}

impl Features {
    /// # Errors
    /// When a way to pay can't be used.
    pub fn build(config: &Config, ground: Ground, limits: Limits) -> anyhow::Result<Self> {
        let Ground {
            clock, db, sender, ..
        } = ground.clone();
        let methods = Methods::new(config)?;
        let money = payments::Deps::new(config, db.clone(), clock.clone(), sender.clone(), methods);
        let friends = referral::Deps::new(config, db, clock, sender);
        let portraits = generation_deps(config, &ground);
        let group = staff::Group::new(config.staff.chat_id.map(ChatId), limits.desk);
        let help = support_deps(config, &portraits, &money, group);
        let sealer = Sealer::new(&config.telegram.token);
        let desk = desk(config, &ground, group);
        let office = Office {
            broadcasts: broadcasts::Deps::new(config, desk.clone()),
            customers: customers::Deps::new(
                desk.clone(),
                money.clone(),
                help.clone(),
                sealer.clone(),
            ),
            health: health::Deps::new(
                config,
                desk.clone(),
                portraits.kie.clone(),
                ground.files.clone(),
            ),
            reports: reports::Deps::new(config, desk.clone()),
            switches: switches::Deps::new(config, desk.clone()),
            desk,
        };
        Ok(Self {
            ground,
            money,
            friends,
            portraits,
            help,
            sealer,
            office,
        })
    }

    /// The handlers of all jobs.
    pub fn jobs(&self, config: &Config) -> Registry {
        let Ground {
            clock,
            db,
            sender,
            files,
        } = self.ground.clone();
        let previews = catalogue::PreviewTools {
            db: db.clone(),
            clock: clock.clone(),
            sender: sender.clone(),
            files: files.clone(),
        };
        let registry = removal::register(Registry::default(), files.clone());
        let tools = avatars::Tools::new(db, clock, sender, files, config.photos);
        let registry = avatars::register(registry, tools);
        let registry = catalogue::register(registry, previews);
        let registry = payments::register(registry, &self.money);
        let registry = referral::register(registry, &self.friends);
        let registry = generation::register(registry, self.portraits.clone());
        let registry = support::register(registry, &self.help);
        let registry = privacy::register(
            registry,
            privacy::Deps::new(
                self.sealer.clone(),
                self.money.clone(),
                self.portraits.clone(),
                self.help.clone(),
            ),
        );
        let registry = staff::register(registry, self.office.desk.clone());
        let registry = customers::register(registry, &self.office.customers);
        let registry = broadcasts::register(registry, &self.office.broadcasts);
        let registry = reports::register(registry, &self.office.reports);
        health::register(registry, &self.office.health)
    }

    /// What stands between the inbox and all routes.
    pub fn boundary(self, config: &Config) -> Boundary {
        Boundary::new(
            self.portraits,
            self.help,
            config.staff.clone(),
            self.money,
            self.friends,
            self.sealer,
            self.office,
        )
    }
}

fn desk(config: &Config, ground: &Ground, group: staff::Group) -> staff::Desk {
    staff::Desk {
        db: ground.db.clone(),
        clock: ground.clock.clone(),
        sender: ground.sender.clone(),
        group,
        lang: config.staff.lang,
        timezone: config.support.timezone,
        owners: config.staff.owners.as_slice().into(),
    }
}

fn support_deps(
    config: &Config,
    portraits: &generation::Deps,
    money: &payments::Deps,
    group: staff::Group,
) -> support::Deps {
    support::Deps {
        db: portraits.db.clone(),
        clock: portraits.clock.clone(),
        sender: portraits.sender.clone(),
        staff_chat: config.staff.chat_id.map(ChatId),
        group,
        owners: config.staff.owners.clone(),
        staff_lang: config.staff.lang,
        rules: support::Rules::new(&config.support),
        money: money.clone(),
        portraits: portraits.clone(),
    }
}

fn generation_deps(config: &Config, ground: &Ground) -> generation::Deps {
    generation::Deps {
        db: ground.db.clone(),
        clock: ground.clock.clone(),
        sender: ground.sender.clone(),
        files: ground.files.clone(),
        kie: generation::Kie::new(&config.kie),
        public_url: config.public_url.clone(),
        staff_lang: config.staff.lang,
        is_staffed: config.staff.chat_id.is_some(),
        references: config.photos,
    }
}
