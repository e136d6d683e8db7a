-- Whom another program wrote down as brought is found by the code that brought them.
create index users_referral_code_used on users (referral_code_used) where referral_code_used is not null;
