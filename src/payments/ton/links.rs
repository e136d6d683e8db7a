//! Links that open a wallet with the transfer filled in. Buttons of Telegram take
//! https addresses only, pictures are read by wallets themselves.

use chrono::{DateTime, Utc};
use url::{Url, form_urlencoded};

use super::{Address, Nano};

/// The `ton://` link that every wallet reads, for a QR picture.
///
/// Not every wallet minds when it `expires`, so late payments still come.
pub fn transfer_link(
    wallet: &Address,
    nano: Nano,
    comment: &str,
    expires: DateTime<Utc>,
) -> String {
    let transfer = transfer(wallet, nano, comment, expires);
    format!("ton://transfer/{transfer}")
}

/// The same by https below `base`, which opens a wallet or its page of others, for
/// a button.
///
/// # Errors
/// When `base` can't be the beginning of an address.
pub(super) fn wallet_link(
    base: &Url,
    wallet: &Address,
    nano: Nano,
    comment: &str,
    expires: DateTime<Utc>,
) -> anyhow::Result<Url> {
    let base = base.as_str().trim_end_matches('/');
    let transfer = transfer(wallet, nano, comment, expires);
    Ok(format!("{base}/transfer/{transfer}").parse()?)
}

fn transfer(wallet: &Address, nano: Nano, comment: &str, expires: DateTime<Utc>) -> String {
    // Forms write a space as a plus, which wallets would show as one.
    let comment: String = form_urlencoded::byte_serialize(comment.as_bytes()).collect();
    let comment = comment.replace('+', "%20");
    let wallet = wallet.non_bounceable();
    let amount = nano.count();
    let expires = expires.timestamp();
    format!("{wallet}?amount={amount}&text={comment}&exp={expires}")
}

#[cfg(test)]
mod tests {
    use super::*;

    const WALLET: &str = "UQDKbjIcfM6ezt8KjKJJLshZJJSqX7XOA4ff-W72r5gqPuwA";

    fn transfer_of(comment: &str) -> (Address, Nano, &str, DateTime<Utc>) {
        let expires = DateTime::from_timestamp(1_790_000_000, 0).unwrap();
        let amount = Nano::new(8_369_000_000).unwrap();
        (WALLET.parse().unwrap(), amount, comment, expires)
    }

    #[test]
    fn a_link_names_wallet_amount_comment_and_end() {
        let (wallet, nano, comment, expires) = transfer_of("PG-7K4M9QX2TD");
        assert_eq!(
            transfer_link(&wallet, nano, comment, expires),
            format!("ton://transfer/{WALLET}?amount=8369000000&text=PG-7K4M9QX2TD&exp=1790000000")
        );
        let base = "https://app.tonkeeper.com/".parse().unwrap();
        assert_eq!(
            wallet_link(&base, &wallet, nano, comment, expires)
                .unwrap()
                .as_str(),
            format!(
                "https://app.tonkeeper.com/transfer/{WALLET}?amount=8369000000&text=PG-7K4M9QX2TD&exp=1790000000"
            )
        );
    }

    #[test]
    fn a_comment_cannot_change_the_rest_of_a_link() {
        let (wallet, nano, comment, expires) = transfer_of("a b+c&amount=1#ю");
        let link = transfer_link(&wallet, nano, comment, expires);
        assert!(link.contains("&text=a%20b%2Bc%26amount%3D1%23%D1%8E&exp="));
    }
}
