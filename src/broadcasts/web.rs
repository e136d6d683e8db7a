//! Addresses that buttons lead to: Telegram opens them by itself and tells nobody, so the
//! way leads through here, where the click is counted.
//!
//! Each person's links hold a token of their own, which nobody can guess: a click that
//! counts comes from a letter. Nothing is passed on to where they lead.

use axum::{
    Router,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use uuid::Uuid;

use super::{Deps, letter::Leads, store};
use crate::i18n::Lang;

/// The paths of links in letters.
pub fn link_routes(deps: Deps) -> Router {
    Router::new()
        .route("/n/{token}/{button}", get(follow_link))
        .with_state(deps)
}

async fn follow_link(
    State(deps): State<Deps>,
    Path((token, button)): Path<(String, u8)>,
) -> Response {
    match count(&deps, &token, button).await {
        Ok(Some(address)) => Redirect::temporary(&address).into_response(),
        Ok(None) => StatusCode::NOT_FOUND.into_response(),
        Err(error) => {
            tracing::warn!(error = format!("{error:#}"), "a click can't be counted");
            StatusCode::SERVICE_UNAVAILABLE.into_response()
        }
    }
}

/// Where the link leads, if it is one.
async fn count(deps: &Deps, token: &str, number: u8) -> anyhow::Result<Option<String>> {
    let Ok(token) = Uuid::try_parse(token) else {
        return Ok(None);
    };
    let mut connection = deps.desk.db.connection().await?;
    let Some(bearer) = store::clicks::find_bearer(&mut connection, token).await? else {
        return Ok(None);
    };
    let letters = store::letters::list(&mut connection, bearer.broadcast_id).await?;
    let lang = bearer.language.as_deref().and_then(Lang::with_tag);
    let letter = letters.pick(lang.unwrap_or(Lang::En));
    let button = letter.and_then(|(_, letter)| letter.buttons.get(usize::from(number)));
    let Some(Leads::Address(address)) = button.map(|button| &button.leads) else {
        return Ok(None);
    };
    let (broadcast_id, user_id) = (bearer.broadcast_id, bearer.user_id);
    let now = deps.desk.clock.now();
    store::clicks::count(&mut connection, broadcast_id, user_id, number.into(), now).await?;
    Ok(Some(address.to_string()))
}
