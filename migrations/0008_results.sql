-- Where a picture will lie is decided before it is stored, so that a crash between the upload and
-- its row leaves no second copy.
alter table kie_tasks
    add column result_key text;

-- When a set ends with what there is, so that no outage keeps anyone waiting for ever.
alter table generation_jobs
    add column deadline_at timestamptz;
