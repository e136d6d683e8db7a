-- Which step of a withdrawal its person was told of last: approved, completed or rejected. Another
-- program's rows stay without; nobody is told of them.
alter table withdrawal_requests add column told varchar(20);
