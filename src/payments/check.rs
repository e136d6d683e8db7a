//! Whether the accounts that money comes to can be used, for `pinglass check`.

use anyhow::{Context, bail};

use super::{
    Deps, store,
    tbank::Failure,
    ton::{KnownRate, TonError, is_plausible},
};

/// No terminal has a payment of this number, so asking for it proves the keys alone.
const NO_PAYMENT: &str = "1";

/// T-Bank, error codes: the token is wrong.
const WRONG_TOKEN: [&str; 2] = ["204", "205"];

/// T-Bank, error codes: there is no such terminal.
const NO_TERMINAL: &str = "501";

/// The ways to pay that are on sale, in the order in which people see them.
pub fn list_on_sale(deps: &Deps) -> String {
    let methods: Vec<_> = deps.methods.on_sale().iter().map(|way| way.id()).collect();
    methods.join(", ")
}

/// What the bank says to our keys; `None` when it is not set up.
///
/// # Errors
/// When it can't be asked or refuses them; says which setting to look at.
pub async fn check_tbank(deps: &Deps) -> anyhow::Result<Option<String>> {
    let Some(tbank) = deps.methods.tbank() else {
        return Ok(None);
    };
    match tbank.state(NO_PAYMENT).await {
        Ok(_) => {}
        Err(failure) if failure.is_not_found() => {}
        Err(failure) => {
            let hint = match &failure {
                Failure::NotSent => "is TBANK_API_URL right, and TBANK_CA_FILE set?",
                Failure::Refused(refusal) if WRONG_TOKEN.contains(&&*refusal.code) => {
                    "TBANK_PASSWORD is wrong"
                }
                Failure::Refused(refusal) if refusal.code == NO_TERMINAL => {
                    "TBANK_TERMINAL_KEY is wrong"
                }
                Failure::Refused(_) | Failure::Unknown(_) => "is TBANK_API_URL right?",
            };
            bail!("{failure}; {hint}");
        }
    }
    Ok(Some(
        "the bank takes the terminal's key and password".to_owned(),
    ))
}

/// Whether the wallet can be watched and a price be told; `None` when TON is not
/// set up.
///
/// # Errors
/// When one of them can't; says which setting to look at.
pub async fn check_ton(deps: &Deps) -> anyhow::Result<Option<String>> {
    let Some(ton) = deps.methods.ton() else {
        return Ok(None);
    };
    let wallet = match ton.newest_lt().await {
        Ok(Some(_)) => "can be read",
        Ok(None) => "can be read, and nothing came to it yet",
        // A process that runs asks all the time, so this one came out of turn.
        Err(TonError::Busy) => "is known, but toncenter is busy: see TON_API_KEY",
        Err(TonError::Failed(error)) => return Err(error),
    };
    let rate = ton.rate().await?;
    let known = store::find_rate(&mut *deps.db.connection().await?, super::coins::CURRENCY)
        .await
        .context("cannot read the last rate")?
        .map(|(rate, at)| KnownRate { rate, at });
    if !is_plausible(rate, known, deps.clock.now()) {
        bail!("1 TON costs {rate} ₽ at TON_RATES_URL, which is far from the last rate");
    }
    let address = ton.wallet().non_bounceable();
    Ok(Some(format!(
        "wallet {address} {wallet}; 1 TON costs {rate} ₽"
    )))
}
