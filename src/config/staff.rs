//! The settings of the staff: their group, its owners, and what takes two of them.

use rust_decimal::Decimal;

use super::reader::Reader;
use crate::i18n::Lang;

/// Who runs the service, and where.
#[derive(Clone, Debug)]
pub struct StaffConfig {
    /// Unset: support and staff commands are off.
    pub chat_id: Option<i64>,
    pub owners: Vec<i64>,
    /// The language of the group; members of it may each have another.
    pub lang: Lang,
    /// From this amount on, in roubles, a second member agrees before money goes back or a
    /// set is given away.
    pub second_approval_from: Decimal,
}

impl Reader {
    pub(super) fn staff(&mut self) -> Option<StaffConfig> {
        let chat_id = self.optional("STAFF_CHAT_ID", "a chat id such as -1001234567890");
        let lang = self.or("STAFF_LANGUAGE", Lang::En.tag(), "en or ru");
        let second_approval_from = self.roubles("STAFF_SECOND_APPROVAL_RUB", "10000");
        let mut owners = Vec::new();
        for id in self
            .raw("OWNER_TELEGRAM_IDS")
            .unwrap_or_default()
            .split(',')
        {
            if !id.trim().is_empty() {
                owners.extend(self.parsed::<i64>(
                    "OWNER_TELEGRAM_IDS",
                    id.trim(),
                    "a comma-separated list of Telegram ids",
                ));
            }
        }
        Some(StaffConfig {
            chat_id,
            owners,
            lang: lang.unwrap_or(Lang::En),
            second_approval_from: second_approval_from?,
        })
    }
}
