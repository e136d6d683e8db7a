//! Paying otherwise than with Stars, as tests speak of it.

use sandbox::ton::Transfer;

use super::{Friend, World, client};

impl World {
    /// A world with a staff group that sells in these ways, such as `stars,tbank,ton`.
    pub async fn selling_by(methods: &str) -> Self {
        let world = Self::with_staff_and(|variables| {
            variables.insert("PAYMENT_METHODS".to_owned(), methods.to_owned());
        })
        .await;
        world.ton.set_rate("118.30");
        world
    }

    /// The newest payment at the bank.
    pub fn bank_payment(&self) -> sandbox::tbank::Payment {
        self.tbank.payments().pop().expect("the bank has a payment")
    }

    /// The bank sends its notifications, and what follows happens.
    pub async fn bank_notifies(&self) {
        self.tbank.send_notifications().await;
        self.settle().await;
    }

    /// Posts a notification as the bank does; the answer's status and body.
    pub async fn bank_says(&self, notification: &serde_json::Value) -> (u16, String) {
        let address = format!("{}/tbank/notification", self.url);
        let request = client().post(address).json(notification);
        let answer = request.send().await.unwrap();
        (answer.status().as_u16(), answer.text().await.unwrap())
    }

    /// The comment of the newest TON quote, and its amount in nano.
    pub async fn newest_quote(&self) -> (String, u64) {
        let (comment, nano): (String, i64) = sqlx::query_as(
            "select ton_comment, (ton_amount * 1000000000)::bigint
             from orders
             where ton_comment is not null
             order by created_at desc
             limit 1",
        )
        .fetch_one(&self.db)
        .await
        .unwrap();
        (comment, nano.try_into().unwrap())
    }

    /// A transfer reaches the wallet and is looked at. Returns its hash.
    pub async fn receives(&self, transfer: Transfer) -> String {
        let hash = self.ton.receive(transfer);
        self.upkeep().await;
        hash
    }
}

impl<'world> Friend<'world> {
    pub fn world(&self) -> &'world World {
        self.world
    }

    /// Pays the newest payment at the bank by card, and the bank tells of it.
    pub async fn pays_at_bank(&self) {
        let payment = self.world.bank_payment();
        self.world.tbank.pays(payment.payment_id).unwrap();
        self.world.bank_notifies().await;
    }
}
