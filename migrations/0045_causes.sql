-- What one order sets off is spread over many processes and hours. So that its log lines and its
-- trace can be put together again, a job carries the order that it was written for, and the place
-- in a trace (W3C traceparent) where that happened; an order carries the place where it was placed.
-- All are for watching only: nothing is decided by them, and a process of the version before
-- leaves them out.
alter table jobs
    add column order_id uuid,
    add column trace text;

alter table orders
    add column trace text;
