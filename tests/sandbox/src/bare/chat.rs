//! What the bare bot says.

use anyhow::Result;
use teloxide::{
    dispatching::UpdateHandler,
    dptree,
    prelude::*,
    types::{
        InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions, Message, ParseMode,
        PreCheckoutQuery, SuccessfulPayment, Update,
    },
    utils::{command::BotCommands, html},
};

use super::store::{Person, Store};

const HELP: &str = "<b>How it works</b>

✨ /new: create an avatar from your selfies
📸 /portraits: choose a style and a set
🖼 /photos: your portraits, any time again
👤 /avatars: your avatars
⏳ /status: what is being made and what is paid
🧾 /payments: your payments and receipts
🎁 /ref: invite friends and earn with them
💸 /withdraw: be paid what you have earned
🤝 /partner: become a partner
🙋 /support: answers and help";

const MENU: &str = "<b>What shall we do?</b>";
const UNKNOWN: &str = "I understand photos and buttons best.";

#[derive(BotCommands, Clone)]
#[command(rename_rule = "lowercase")]
enum Command {
    /// The front door
    Start,
}

/// The buttons of the menu, as they travel in callback data.
const GO_HELP: &str = r#"go:"Help""#;
const GO_MENU: &str = r#"go:"Menu""#;

pub fn schema() -> UpdateHandler<anyhow::Error> {
    let messages = Update::filter_message()
        .branch(
            dptree::filter_map(|message: Message| message.successful_payment().cloned())
                .endpoint(pay),
        )
        .branch(dptree::entry().filter_command::<Command>().endpoint(start))
        .branch(Message::filter_photo().endpoint(keep_photo))
        .endpoint(explain);
    dptree::entry()
        .branch(messages)
        .branch(Update::filter_callback_query().endpoint(tap))
        .branch(Update::filter_pre_checkout_query().endpoint(answer_checkout))
}

async fn start(bot: Bot, message: Message, store: Store) -> Result<()> {
    let Some(user) = &message.from else {
        return Ok(());
    };
    let person = store.meet(user).await?;
    let text = format!(
        "<b>Hello, {}!</b> 👋

I am PinGlass. Send me a few selfies, and I make portraits of you that you'd gladly show: for \
         your CV, your profile, or just for joy.

1️⃣ Create an avatar from 4–8 selfies
2️⃣ Pick a style and a set
3️⃣ Get your portraits right here, usually within 15 minutes",
        html::escape(&person.first_name)
    );
    bot.send_message(message.chat.id, text)
        .parse_mode(ParseMode::Html)
        .link_preview_options(no_preview())
        .reply_markup(menu(&person))
        .await?;
    Ok(())
}

async fn tap(bot: Bot, query: CallbackQuery, store: Store) -> Result<()> {
    let person = store.find(&query.from).await?;
    let screen = match query.data.as_deref() {
        Some(GO_HELP) => Some((HELP, help_buttons())),
        Some(GO_MENU) => Some((MENU, menu(&person))),
        _ => None,
    };
    if let (Some((text, keyboard)), Some(message)) = (screen, &query.message) {
        bot.edit_message_text(message.chat().id, message.id(), text)
            .parse_mode(ParseMode::Html)
            .link_preview_options(no_preview())
            .reply_markup(keyboard)
            .await?;
    }
    bot.answer_callback_query(query.id).await?;
    Ok(())
}

async fn keep_photo(message: Message, store: Store) -> Result<()> {
    let largest = message
        .photo()
        .and_then(|sizes| sizes.iter().max_by_key(|size| size.width * size.height));
    if let (Some(user), Some(photo)) = (&message.from, largest) {
        store
            .add_photo(user, message.id.0, &photo.file.id.0)
            .await?;
    }
    Ok(())
}

async fn answer_checkout(bot: Bot, query: PreCheckoutQuery, store: Store) -> Result<()> {
    let is_payable = match query.invoice_payload.parse() {
        Ok(order) => {
            let stars = i32::try_from(query.total_amount)?;
            store.is_payable(&query.from, order, stars).await?
        }
        Err(_) => false,
    };
    let mut answer = bot.answer_pre_checkout_query(query.id, is_payable);
    if !is_payable {
        answer = answer.error_message("This can't be paid any more.");
    }
    answer.await?;
    Ok(())
}

async fn pay(payment: SuccessfulPayment, store: Store) -> Result<()> {
    let order = payment.invoice_payload.parse()?;
    let stars = i32::try_from(payment.total_amount)?;
    store
        .pay(order, &payment.telegram_payment_charge_id.0, stars)
        .await
}

async fn explain(bot: Bot, message: Message) -> Result<()> {
    let buttons = InlineKeyboardMarkup::new([[button("☰ Menu", GO_MENU)]]);
    bot.send_message(message.chat.id, UNKNOWN)
        .reply_markup(buttons)
        .await?;
    Ok(())
}

fn menu(person: &Person) -> InlineKeyboardMarkup {
    let create = vec![button("✨ Create an avatar", r#"go:"NewAvatar""#)];
    let mut rows = if person.has_avatars {
        vec![
            vec![button("📸 New portraits", r#"go:"Portraits""#)],
            vec![
                button("🖼 My portraits", r#"go:"Photos""#),
                button("⏳ Status", r#"go:"Status""#),
            ],
            vec![button("👤 My avatars", r#"go:"Avatars""#)],
            create,
            vec![button("🎁 Invite friends", r#"go:"Referral""#)],
        ]
    } else {
        vec![create]
    };
    rows.push(vec![
        button("🌐 Language", r#"go:"Language""#),
        button("❓ Help", GO_HELP),
    ]);
    InlineKeyboardMarkup::new(rows)
}

fn help_buttons() -> InlineKeyboardMarkup {
    InlineKeyboardMarkup::new([
        vec![
            button("🧾 Payments", r#"go:"Payments""#),
            button("🔒 Privacy", r#"go:"Privacy""#),
        ],
        vec![button("🎁 Invite friends", r#"go:"Referral""#)],
        vec![button("☰ Menu", GO_MENU)],
    ])
}

fn button(label: &str, data: &str) -> InlineKeyboardButton {
    InlineKeyboardButton::callback(label, data)
}

fn no_preview() -> LinkPreviewOptions {
    LinkPreviewOptions {
        is_disabled: true,
        url: None,
        prefer_small_media: false,
        prefer_large_media: false,
        show_above_text: false,
    }
}
