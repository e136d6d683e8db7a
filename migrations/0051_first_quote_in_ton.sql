-- no-transaction
-- The wallet's history is compared from the first quote on. Few orders are paid in TON.
create index concurrently orders_in_ton on orders (created_at)
where provider = 'ton';
