//! Why something is done: for which order, and as part of which trace. What is written for later
//! takes its cause along, so that one order can be followed from tap to album through jobs,
//! processes and days. The order's id is random and says nothing about who the person is.

use tracing::{Instrument, Span};
use uuid::Uuid;

use super::traces;

tokio::task_local! {
    static ORDER: Uuid;
}

/// Where something comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cause {
    /// The order that it is done for.
    pub order: Option<Uuid>,
    /// The place in a trace, as W3C's `traceparent`; `None` while traces are off.
    pub trace: Option<String>,
}

impl Cause {
    /// The cause of whatever is done right now.
    pub fn present() -> Self {
        Self {
            order: ORDER.try_with(|order| *order).ok(),
            trace: traces::present(),
        }
    }

    /// Does `work` for this cause, inside `span`. What is written for later meanwhile carries
    /// the same order, and its trace goes on from `span`.
    pub async fn during<Output>(self, span: Span, work: impl Future<Output = Output>) -> Output {
        if let Some(trace) = &self.trace {
            traces::go_on(&span, trace);
        }
        let work = work.instrument(span);
        match self.order {
            Some(order) => ORDER.scope(order, work).await,
            None => work.await,
        }
    }

    /// Points from the present span to where it comes from, where that is another trace.
    pub fn point_to(&self) {
        if let Some(trace) = &self.trace {
            traces::point_to(&Span::current(), trace);
        }
    }

    /// Does `work` for an order that has come up in the middle of something else: in a span of
    /// its own, so that every log line names the order.
    pub async fn follow<Output>(self, work: impl Future<Output = Output>) -> Output {
        let is_known = self.order.is_none() || self.order == Self::present().order;
        let span = match self.order {
            Some(order) if !is_known => tracing::info_span!("order", order.id = %order),
            _ => return work.await,
        };
        traces::link_to_present(&span, self.trace.is_some());
        self.during(span, work).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_is_done_for_an_order_knows_it() {
        let order = Uuid::new_v4();
        let cause = Cause {
            order: Some(order),
            trace: None,
        };
        assert_eq!(Cause::present(), Cause::default());
        let inside = cause.clone().follow(async { Cause::present() }).await;
        assert_eq!(inside, cause);
        assert_eq!(Cause::present(), Cause::default());
    }
}
