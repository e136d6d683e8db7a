with audience as (
    select users.id, coalesce(settings.language, 'en') as language
    from users
    join user_settings as settings on settings.user_id = users.id
    where users.telegram_user_id is not null
      and not coalesce(users.is_banned, false)
      and users.erasure_asked_at is null
      and settings.unreachable_since is null
      and settings.news_off_at is null
      and ($4::text is null or coalesce(settings.language, 'en') = $4)
      and ($5::timestamptz is null or settings.last_seen_at >= $5)
      and ($6::timestamptz is null or settings.last_seen_at is null or settings.last_seen_at < $6)
      and case $3
              when 'everyone' then true
              when 'paid' then exists (
                  select from payments
                  where payments.user_id = users.id and payments.status = 'succeeded'
              )
              when 'never_paid' then not exists (
                  select from payments
                  where payments.user_id = users.id and payments.status in ('succeeded', 'refunded')
              )
              when 'unused' then exists (
                  select from payments
                  where payments.user_id = users.id
                    and payments.status = 'succeeded'
                    and not coalesce(payments.generation_consumed, false)
              )
              when 'partners' then exists (
                  select from referral_balances as balance
                  where balance.user_id = users.id and balance.is_partner
              )
              when 'listed' then exists (
                  select from broadcast_listed as listed
                  where listed.broadcast_id = $1 and listed.user_id = users.id
              )
              else false
          end
      and (
          $3 = 'listed'
          or users.telegram_user_id <> all ($7)
             and not exists (
                 select from admin_users where admin_users.telegram_user_id = users.telegram_user_id
             )
      )
), fixed as (
    insert into broadcast_recipients (broadcast_id, user_id)
    select $1, id from audience where $2
    on conflict do nothing
)
select language as "language!", count(*) as "count!"
from audience
group by language
order by language
