//! Partners from their application on, from both sides.

mod again;
mod applying;
mod deciding;
mod erased;
mod in_russian;
mod links;
mod page;
mod terms;

use sandbox::telegram::NewPerson;

use crate::world::{Friend, World};

/// What an applicant says, in their language.
pub struct Answers {
    pub apply: &'static str,
    pub email: &'static str,
    pub no_handle: &'static str,
    pub audience: &'static str,
    pub channel: &'static str,
    pub typed_channel: &'static str,
    pub done: &'static str,
    pub about: &'static str,
    pub send: &'static str,
}

pub const ENGLISH: Answers = Answers {
    apply: "Apply",
    email: "anna@example.com",
    no_handle: "I have none",
    audience: "5,000 to 50,000",
    channel: "Instagram",
    typed_channel: "anna.example/blog",
    done: "Done",
    about: "I write about light & <b>shadow</b>",
    send: "Send",
};

pub const RUSSIAN: Answers = Answers {
    apply: "Подать заявку",
    email: "boris@example.com",
    no_handle: "Нет @имени",
    audience: "От 5 000",
    channel: "VK",
    typed_channel: "Канал Бориса",
    done: "Готово",
    about: "Пишу о свете & <b>тени</b>",
    send: "Отправить",
};

impl World {
    /// A customer whose profile has a name to be reached by.
    pub fn with_username(&self, id: i64, first_name: &str, username: &str) -> Friend<'_> {
        let person = self.telegram.person(NewPerson {
            id,
            first_name: first_name.to_owned(),
            username: Some(username.to_owned()),
            language_code: Some("en".to_owned()),
        });
        Friend {
            person,
            world: self,
        }
    }
}

impl World {
    /// Makes somebody who is here a partner at half of each payment, with this code.
    pub async fn is_partner(&self, friend: &Friend<'_>, code: &str) {
        friend.sends("/start").await;
        friend.transcript();
        self.has_code(friend, code).await;
        sqlx::query(
            "update referral_balances
             set is_partner = true, commission_rate = 0.50, partner_approved_at = '2026-02-20'
             where referral_code = $1",
        )
        .bind(code)
        .execute(&self.db)
        .await
        .unwrap();
    }

    /// Ends the partnership of everybody, as the staff does.
    pub async fn ends_partnerships(&self) {
        self.execute("update referral_balances set is_partner = false, commission_rate = 0.10")
            .await;
    }

    /// Gives a partner's further link a code that a transcript can hold.
    pub async fn named_link(&self, name: &str, code: &str) {
        sqlx::query("update referral_links set code = $2 where name = $1")
            .bind(name)
            .bind(code)
            .execute(&self.db)
            .await
            .unwrap();
    }

    /// The `number`th of a row of guests comes by a link, buys a set, and gets it.
    pub async fn guest_buys(&self, number: i64, code: &str) {
        let guest = self.friend(9000 + number, "Guest", "en");
        guest.sends(&format!("/start ref_{code}")).await;
        guest.has_paid().await;
        self.kie_works_through().await;
    }
}

impl World {
    /// The owner where applications are decided.
    pub fn olga_among_partners(&self) -> Friend<'_> {
        self.in_topic("Partners", &self.olga())
    }
}

impl Friend<'_> {
    /// The number of the newest message of the bot.
    pub fn newest(&self) -> i64 {
        self.person.last_from_bot().unwrap().id
    }

    /// Fills the form up to its last page.
    pub async fn fills_the_form(&self, answers: &Answers) {
        self.sends("/partner").await;
        self.taps(answers.apply).await;
        self.sends("Anna Petrova").await;
        self.sends(answers.email).await;
        self.taps(answers.no_handle).await;
        self.taps(answers.audience).await;
        self.taps(answers.channel).await;
        self.sends(answers.typed_channel).await;
        self.taps(answers.done).await;
        self.sends(answers.about).await;
    }

    /// Applies with these answers; nothing of it is left to read.
    pub async fn has_applied(&self, answers: &Answers) {
        self.fills_the_form(answers).await;
        self.taps(answers.send).await;
        self.transcript();
    }
}
