-- Tools with which the next migrations take over a database that was made before this bot, by hand
-- or by another program. Rule: no row is lost and no migration fails because of what old rows hold.
-- A key that the bot inserts by ("on conflict") must exist all the same, so of several rows that
-- claim one such value the best keeps it, and the others keep everything but that value, which is
-- written down in adoption_conflicts for a person to judge. The last migration of the first set
-- drops the tools again.

create table if not exists adoption_conflicts (
    id bigint generated always as identity primary key,
    table_name text not null,
    row_id text not null,
    column_name text not null,
    old_value text,
    kept_row_id text,
    noticed_at timestamptz not null default now()
);

create or replace function adopt_has_key(of_table regclass, of_columns text[]) returns boolean
language sql stable as $$
    select exists (
        select
        from pg_index
        where indrelid = of_table
            and indisunique
            and indisvalid
            and indpred is null
            and indexprs is null
            and of_columns = array(
                select attribute.attname::text
                from unnest(indkey::int2[]) with ordinality as part (attnum, place)
                join pg_attribute as attribute
                    on attribute.attrelid = of_table and attribute.attnum = part.attnum
                where part.place <= indnkeyatts
                order by part.place
            )
    )
$$;

-- An id that numbers itself past every existing one, and is a key.
create or replace function adopt_id(of_table regclass) returns void
language plpgsql as $$
declare
    counter regclass;
    highest bigint;
    reached bigint;
    renumbered bigint;
begin
    select coalesce(
        pg_get_serial_sequence(of_table::text, 'id')::regclass,
        (
            select sequence.oid::regclass
            from pg_attrdef as expression
            join pg_attribute as attribute
                on attribute.attrelid = expression.adrelid and attribute.attnum = expression.adnum
            join pg_depend as dependency
                on dependency.classid = 'pg_attrdef'::regclass and dependency.objid = expression.oid
            join pg_class as sequence
                on sequence.oid = dependency.refobjid and sequence.relkind = 'S'
            where expression.adrelid = of_table and attribute.attname = 'id'
            limit 1
        )
    ) into counter;
    if counter is null then
        execute format('create sequence if not exists %I as integer', of_table || '_id_seq');
        counter := to_regclass(quote_ident(of_table || '_id_seq'));
        execute format('alter table %s alter column id set default nextval(%L)', of_table, counter);
        execute format('alter sequence %s owned by %s.id', counter, of_table);
    end if;

    execute format('select max(id) from %s', of_table) into highest;
    execute format('select last_value from %s', counter) into reached;
    if highest >= reached then
        perform setval(counter, highest);
    end if;

    if not adopt_has_key(of_table, '{id}') then
        execute format($renumber$
            with claim as (
                select
                    ctid as place,
                    id as old_id,
                    row_number() over (partition by id order by ctid) as turn
                from %1$s
            ),
            renumbered as (
                update %1$s as row
                set id = default
                from claim
                where row.ctid = claim.place
                    and (claim.old_id is null or claim.turn > 1)
                returning row.id, claim.old_id
            )
            insert into adoption_conflicts (table_name, row_id, column_name, old_value, kept_row_id)
            select %2$L, id::text, 'id', old_id::text, old_id::text
            from renumbered
        $renumber$, of_table, of_table::text);
        get diagnostics renumbered = row_count;
        if renumbered > 0 then
            raise warning '%: % rows without an id of their own were numbered anew, see adoption_conflicts',
                of_table, renumbered;
        end if;
        if exists (select from pg_index where indrelid = of_table and indisprimary) then
            execute format('create unique index %I on %s (id)', of_table || '_id_key', of_table);
        else
            execute format('alter table %s add primary key (id)', of_table);
        end if;
    end if;
end
$$;

-- A key that the bot inserts by. `best_first` orders the rows that claim one value.
create or replace function adopt_key(
    index_name text,
    of_table regclass,
    of_column text,
    best_first text default 'id'
) returns void
language plpgsql as $$
declare
    cleared bigint;
begin
    if not adopt_has_key(of_table, array[of_column]) then
        execute format($clear$
            with claim as (
                select
                    ctid as place,
                    %1$I as value,
                    row_number() over best_first as turn,
                    first_value(id) over best_first as kept_id
                from %2$s
                where %1$I is not null
                window best_first as (partition by %1$I order by %3$s)
            ),
            cleared as (
                update %2$s as row
                set %1$I = null
                from claim
                where row.ctid = claim.place and claim.turn > 1
                returning row.id, claim.value, claim.kept_id
            )
            insert into adoption_conflicts (table_name, row_id, column_name, old_value, kept_row_id)
            select %4$L, id::text, %5$L, value::text, kept_id::text
            from cleared
        $clear$, of_column, of_table, best_first, of_table::text, of_column);
        get diagnostics cleared = row_count;
        if cleared > 0 then
            raise warning '%.%: % rows shared a value that must be unique, see adoption_conflicts',
                of_table, of_column, cleared;
        end if;
    elsif to_regclass(quote_ident(index_name)) is not null then
        return;
    end if;
    if to_regclass(quote_ident(index_name)) is not null then
        index_name := index_name || '_key';
    end if;
    execute format('create unique index %I on %s (%I)', index_name, of_table, of_column);
end
$$;

-- A rule for new rows: where old rows break it, it begins after them. Insert with
-- "on conflict do nothing" without a target, which holds for both forms of the index.
create or replace function adopt_rule_of_one(index_name text, of_table regclass, of_columns text[])
returns void
language plpgsql as $$
declare
    column_list text;
    broken boolean;
    highest bigint;
begin
    if adopt_has_key(of_table, of_columns) or to_regclass(quote_ident(index_name)) is not null then
        return;
    end if;
    select string_agg(quote_ident(name), ', ' order by place) into column_list
    from unnest(of_columns) with ordinality as part (name, place);
    execute format(
        'select exists (select from %s where (%s) is not null group by %s having count(*) > 1)',
        of_table, column_list, column_list
    ) into broken;
    if broken then
        execute format('select max(id) from %s', of_table) into highest;
        raise warning '%: old rows share (%), which is unique from id % on', of_table, column_list, highest + 1;
        execute format(
            'create unique index %I on %s (%s) where id > %s', index_name, of_table, column_list, highest
        );
    else
        execute format('create unique index %I on %s (%s)', index_name, of_table, column_list);
    end if;
end
$$;

-- A reference. Old rows that point nowhere are left alone; new rows are held to it.
create or replace function adopt_reference(of_table regclass, of_column text, to_table regclass)
returns void
language plpgsql as $$
declare
    orphans bigint;
begin
    if exists (
        select
        from pg_constraint
        join pg_attribute on attrelid = conrelid and attname = of_column
        where conrelid = of_table and contype = 'f' and conkey = array[attnum]
    ) then
        return;
    end if;
    execute format(
        'select count(*) from %1$s as child where %2$I is not null'
        ' and not exists (select from %3$s as parent where parent.id = child.%2$I)',
        of_table, of_column, to_table
    ) into orphans;
    if orphans > 0 then
        raise warning '%.%: % old rows point to no row of %', of_table, of_column, orphans, to_table;
    end if;
    execute format(
        'alter table %s add constraint %I foreign key (%I) references %s (id) %s',
        of_table, of_table || '_' || of_column || '_fkey', of_column, to_table,
        case when orphans > 0 then 'not valid' else '' end
    );
end
$$;

-- A check, unless old rows break it: they would refuse every later update of themselves.
create or replace function adopt_check(of_table regclass, of_column text, rule text) returns void
language plpgsql as $$
declare
    constraint_name text := of_table || '_' || of_column || '_check';
    breaches bigint;
begin
    if exists (select from pg_constraint where conrelid = of_table and conname = constraint_name) then
        return;
    end if;
    execute format('select count(*) from %s where not (%s)', of_table, rule) into breaches;
    if breaches > 0 then
        raise warning '%.%: % old rows break (%), so it is not enforced', of_table, of_column, breaches, rule;
    else
        execute format('alter table %s add constraint %I check (%s)', of_table, constraint_name, rule);
    end if;
end
$$;
