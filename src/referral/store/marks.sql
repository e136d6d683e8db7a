-- How many of the people whom $1 brought and who paid show each pattern, and in the row without
-- a mark how many show any. $2: so many of the newest earnings; $3: the wallet to which money is
-- to go; $4 to $6: see Limits. Each pattern and its reason: desk/checks.rs.
with recent as materialized (
    select referred_user_id, payment_id, taken_back
    from referral_earnings
    where referrer_user_id = $1 and referred_user_id is not null
    order by created_at desc
    limit $2
),
paid as materialized (
    select
        recent.referred_user_id as person_id,
        recent.payment_id,
        recent.taken_back > 0 or payments.status = 'refunded' as is_back,
        coalesce(payments.settled_at, payments.created_at at time zone 'utc') as at
    from recent
    join payments on payments.id = recent.payment_id
    where payments.id = any(array(select payment_id from recent))
),
buyer as materialized (
    select
        paid.person_id,
        count(*) as payments,
        bool_and(coalesce(paid.is_back, false)) as is_all_back,
        min(paid.at) as first_at,
        max(paid.at) as last_at
    from paid
    group by paid.person_id
),
circle as materialized (
    select $1::integer as person_id union select person_id from buyer
),
known as materialized (
    select
        users.id as person_id,
        users.device_id,
        lower(user_settings.receipt_email) as email,
        user_settings.started_at,
        user_settings.last_seen_at
    from users
    left join (
        select *
        from user_settings
        where user_id = any(array(select person_id from circle))
    ) as user_settings on user_settings.user_id = users.id
    where users.id = any(array(select person_id from circle))
),
transfer as materialized (
    select payment_id, source
    from ton_transfers
    where payment_id = any(array(select payment_id from paid))
),
sender as materialized (
    select paid.person_id, transfer.source
    from paid
    join transfer on transfer.payment_id = paid.payment_id
    union
    select payments.user_id, ton_transfers.source
    from payments
    join ton_transfers on ton_transfers.payment_id = payments.id
    where payments.user_id = $1
),
photo as materialized (
    select distinct avatars.user_id as person_id, reference_photos.perceptual_hash as hash
    from avatars
    join reference_photos on reference_photos.avatar_id = avatars.id
    where avatars.user_id = any(array(select person_id from circle))
),
shown (mark, person_id) as (
    select 'hasty', buyer.person_id
    from buyer
    join known on known.person_id = buyer.person_id
    where buyer.first_at - known.started_at between interval '0' and $4::interval
    union all
    select 'returned', buyer.person_id
    from buyer
    where buyer.payments = 1 and buyer.is_all_back
    union all
    select 'gone', buyer.person_id
    from buyer
    join known on known.person_id = buyer.person_id
    where buyer.last_at < $6 and known.last_seen_at < buyer.last_at + $5::interval
    union all
    select 'device', one.person_id
    from known as one
    where exists (
        select
        from known as other
        where other.device_id = one.device_id and other.person_id <> one.person_id
    )
    union all
    select 'email', one.person_id
    from known as one
    where exists (
        select
        from known as other
        where other.email = one.email and other.person_id <> one.person_id
    )
    union all
    select 'wallet', one.person_id
    from sender as one
    where one.source = $3
       or exists (
           select
           from sender as other
           where other.source = one.source and other.person_id <> one.person_id
       )
    union all
    select 'faces', one.person_id
    from photo as one
    where exists (
        select
        from photo as other
        where other.hash = one.hash and other.person_id <> one.person_id
    )
)
select mark, count(distinct person_id) as "people!"
from shown
where person_id <> $1
group by grouping sets ((mark), ())
