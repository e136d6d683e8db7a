//! Who the bot itself is to Telegram.

use teloxide::{requests::Requester, types::UserId};

use super::{Lane, SendError, Sender};

impl Sender {
    /// The bot's own id, which Telegram puts before the colon of its token.
    pub fn own_id(&self) -> Option<UserId> {
        let (id, _) = self.bot().token().split_once(':')?;
        Some(UserId(id.parse().ok()?))
    }

    /// The bot's user name, without the @, asked for when somebody first needs it.
    ///
    /// # Errors
    /// See [`SendError`].
    pub async fn own_name(&self) -> Result<&str, SendError> {
        let ask = || async {
            let me = self.call(Lane::Answer, None, self.bot().get_me()).await?;
            Ok(me.username().to_owned())
        };
        let name = self.own_name.get_or_try_init(ask).await?;
        Ok(name)
    }
}
