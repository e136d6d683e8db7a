//! Reads a plan of PostgreSQL's and says where it reads more than it has to.

use std::collections::{BTreeSet, HashMap};

use serde_json::Value;

/// More rows than this are read or sorted at once by nobody who waits.
const MOST_AT_ONCE: f64 = 50_000.0;

/// What has to see all of its input before it says anything, so that a limit above does not
/// shorten what is below.
const BLOCKING: [&str; 6] = [
    "Sort",
    "Aggregate",
    "Hash",
    "Hash Join",
    "WindowAgg",
    "Unique",
];

pub struct Index {
    pub table: String,
    /// Its first column, or the expression that stands there.
    pub leads_with: String,
    /// Whether it holds only what is rare, such as work that is unfinished.
    pub is_short: bool,
}

/// What a plan is read with.
pub struct Catalog {
    /// The tables that grow with people.
    pub growing: BTreeSet<String>,
    pub indexes: HashMap<String, Index>,
}

impl Catalog {
    /// What is slow about a plan: the node, what it does, and to which table.
    pub fn faults(&self, plan: &Value) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        self.read(plan, false, &mut found);
        found
    }

    fn read(&self, plan: &Value, is_limited: bool, found: &mut BTreeSet<String>) {
        let node = text(plan, "Node Type");
        let rows = plan["Plan Rows"].as_f64().unwrap_or_default();
        let table = text(plan, "Relation Name");
        if self.growing.contains(table) {
            if node == "Seq Scan" {
                found.insert(format!("{node} reads all of {table}"));
            }
            if rows > MOST_AT_ONCE && !is_limited && self.reads_by_equality(plan) {
                found.insert(format!("{node} reads {rows} rows of {table}"));
            }
        }
        if let Some(index) = self.walked(plan, is_limited) {
            let (name, table) = (text(plan, "Index Name"), &index.table);
            found.insert(format!("{node} walks all of {name} of {table}"));
        }
        if node.ends_with("Sort") && rows > MOST_AT_ONCE {
            found.insert(format!("{node} sorts {rows} rows"));
        }
        let is_limited = node == "Limit" || is_limited && !BLOCKING.contains(&node);
        for below in parts(plan) {
            self.read(below, is_limited, found);
        }
    }

    /// The index of which every entry is read: without a condition on what it begins with, the
    /// first entry that is wanted may be the last. In order and unfiltered, a limit ends it.
    fn walked(&self, plan: &Value, is_limited: bool) -> Option<&Index> {
        let index = self.indexes.get(text(plan, "Index Name"))?;
        if index.is_short || !self.growing.contains(&index.table) {
            return None;
        }
        let alias = format!("{}.", text(plan, "Alias"));
        let condition = text(plan, "Index Cond").replace(&alias, "");
        let is_ended = is_limited && condition.is_empty() && plan["Filter"].is_null();
        let leads_with = index.leads_with.trim_matches(['(', ')']);
        (!is_ended && !condition.contains(leads_with)).then_some(index)
    }

    /// Of how much lies before or after a moment, a plan for any values knows nothing; of how
    /// many rows are equal in something, it does.
    fn reads_by_equality(&self, plan: &Value) -> bool {
        let condition = ["Index Cond", "Recheck Cond"]
            .map(|key| text(plan, key))
            .concat();
        let condition = condition.replace("->>", "");
        let names = parts(plan)
            .chain([plan])
            .map(|part| text(part, "Index Name"));
        let mut indexes = names.filter_map(|name| self.indexes.get(name));
        !condition.is_empty()
            && !condition.contains(['<', '>'])
            && !indexes.any(|index| index.is_short)
    }
}

fn text<'plan>(plan: &'plan Value, key: &str) -> &'plan str {
    plan[key].as_str().unwrap_or_default()
}

fn parts(plan: &Value) -> impl Iterator<Item = &Value> {
    plan["Plans"].as_array().into_iter().flatten()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn catalog() -> Catalog {
        let index = |name: &str, leads_with: &str, is_short| {
            let index = Index {
                table: "users".to_owned(),
                leads_with: leads_with.to_owned(),
                is_short,
            };
            (name.to_owned(), index)
        };
        Catalog {
            growing: BTreeSet::from(["users".to_owned()]),
            indexes: HashMap::from([
                index("by_name", "lower((name)::text)", false),
                index("leaving", "asked_at", true),
            ]),
        }
    }

    #[track_caller]
    fn is_found(fault: &str, plan: &Value) {
        assert_eq!(catalog().faults(plan), BTreeSet::from([fault.to_owned()]));
    }

    #[track_caller]
    fn is_fine(plan: &Value) {
        assert_eq!(catalog().faults(plan), BTreeSet::new());
    }

    #[test]
    fn a_table_that_is_read_whole_is_found_wherever_it_stands() {
        let scan = json!({"Node Type": "Seq Scan", "Relation Name": "users", "Plan Rows": 1});
        is_found("Seq Scan reads all of users", &scan);
        let below = json!({"Node Type": "Limit", "Plan Rows": 1, "Plans": [
            {"Node Type": "Nested Loop", "Plan Rows": 1, "Plans": [scan]},
        ]});
        is_found("Seq Scan reads all of users", &below);
        is_fine(&json!({"Node Type": "Seq Scan", "Relation Name": "switches", "Plan Rows": 9}));
    }

    #[test]
    fn many_sorted_rows_are_found_and_few_are_fine() {
        let sort = |rows: u32| json!({"Node Type": "Sort", "Plan Rows": rows});
        is_found("Sort sorts 50001 rows", &sort(50_001));
        is_fine(&sort(50_000));
        let top = json!({"Node Type": "Limit", "Plan Rows": 1, "Plans": [sort(1_000_000)]});
        is_found("Sort sorts 1000000 rows", &top);
    }

    #[test]
    fn an_index_that_is_walked_is_found() {
        let scan = |more: Value| {
            let mut plan = json!({
                "Node Type": "Index Scan", "Index Name": "by_name", "Relation Name": "users",
                "Alias": "users", "Plan Rows": 1,
            });
            let fields = plan.as_object_mut().unwrap();
            fields.extend(more.as_object().unwrap().clone());
            plan
        };
        let walks = "Index Scan walks all of by_name of users";
        is_found(walks, &scan(json!({})));
        is_found(walks, &scan(json!({"Index Cond": "(users.language = $1)"})));
        is_fine(&scan(
            json!({"Index Cond": "(lower((users.name)::text) = $1)"}),
        ));
        is_fine(&scan(json!({"Index Name": "leaving"})));
        let limited = |below: Value| json!({"Node Type": "Limit", "Plans": [below]});
        is_fine(&limited(scan(json!({}))));
        is_found(walks, &limited(scan(json!({"Filter": "(age > 1)"}))));
        let counted = json!({"Node Type": "Aggregate", "Plans": [scan(json!({}))]});
        is_found(walks, &limited(counted));
    }

    #[test]
    fn many_equal_rows_are_found() {
        let scan = |condition: &str| {
            json!({
                "Node Type": "Bitmap Heap Scan", "Relation Name": "users", "Plan Rows": 200_000,
                "Recheck Cond": condition, "Plans": [{
                    "Node Type": "Bitmap Index Scan", "Index Name": "by_name",
                    "Index Cond": "(lower((name)::text) = $1)", "Plan Rows": 200_000,
                }],
            })
        };
        is_found(
            "Bitmap Heap Scan reads 200000 rows of users",
            &scan("(lower((name)::text) = $1)"),
        );
        is_fine(&scan("(lower((name)::text) > $1)"));
    }
}
