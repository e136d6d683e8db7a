//! What Telegram shows beside the chat, in every language: the lists of commands
//! and the bot's descriptions.

use teloxide::{
    payloads::{SetMyCommandsSetters, SetMyDescriptionSetters, SetMyShortDescriptionSetters},
    requests::Requester,
    types::{BotCommand, BotCommandScope, ChatId, Recipient},
};

use crate::{
    i18n::Lang,
    staff,
    telegram::{Lane, SendError, Sender},
};

/// Tells Telegram all of it. Languages other than ours see the English ones.
///
/// # Errors
/// See [`SendError`].
pub(super) async fn publish(sender: &Sender) -> Result<(), SendError> {
    publish_in(sender, Lang::En, None).await?;
    for lang in Lang::ALL {
        publish_in(sender, lang, Some(lang.tag())).await?;
    }
    Ok(())
}

/// Tells Telegram the commands of the staff group.
///
/// # Errors
/// See [`SendError`]: [`SendError::Unreachable`] when the bot is not in the group.
pub(super) async fn publish_for_staff(
    sender: &Sender,
    chat: ChatId,
    lang: Lang,
) -> Result<(), SendError> {
    let commands = staff::COMMANDS
        .iter()
        .map(|command| entry(command.name, lang.text(command.about_key, &[])));
    let request = sender
        .bot()
        .set_my_commands(commands.collect::<Vec<_>>())
        .scope(BotCommandScope::Chat {
            chat_id: Recipient::Id(chat),
        });
    sender.call(Lane::Bulk, None, request).await?;
    Ok(())
}

async fn publish_in(sender: &Sender, lang: Lang, tag: Option<&str>) -> Result<(), SendError> {
    let bot = sender.bot();
    let mut commands = bot
        .set_my_commands(commands(lang))
        .scope(BotCommandScope::AllPrivateChats);
    let mut about = bot
        .set_my_description()
        .description(lang.text("bot-description", &[]));
    let mut short = bot
        .set_my_short_description()
        .short_description(lang.text("bot-short-description", &[]));
    if let Some(tag) = tag {
        commands = commands.language_code(tag);
        about = about.language_code(tag);
        short = short.language_code(tag);
    }
    sender.call(Lane::Bulk, None, commands).await?;
    sender.call(Lane::Bulk, None, about).await?;
    sender.call(Lane::Bulk, None, short).await?;
    Ok(())
}

fn commands(lang: Lang) -> Vec<BotCommand> {
    vec![
        entry("start", lang.text("command-start", &[])),
        entry("new", lang.text("command-new", &[])),
        entry("portraits", lang.text("command-portraits", &[])),
        entry("photos", lang.text("command-photos", &[])),
        entry("avatars", lang.text("command-avatars", &[])),
        entry("status", lang.text("command-status", &[])),
        entry("payments", lang.text("command-payments", &[])),
        entry("ref", lang.text("referral-command", &[])),
        entry("withdraw", lang.text("command-withdraw", &[])),
        entry("partner", lang.text("command-partner", &[])),
        entry("language", lang.text("command-language", &[])),
        entry("news", lang.text("news-command", &[])),
        entry("support", lang.text("ask-command", &[])),
        entry("paysupport", lang.text("command-paysupport", &[])),
        entry("help", lang.text("command-help", &[])),
        entry("terms", lang.text("command-terms", &[])),
        entry("privacy", lang.text("command-privacy", &[])),
        entry("cancel", lang.text("command-cancel", &[])),
    ]
}

fn entry(name: &str, about: String) -> BotCommand {
    BotCommand {
        command: name.to_owned(),
        description: about,
    }
}
