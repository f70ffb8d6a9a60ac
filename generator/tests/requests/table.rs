//! The table of verdicts, and what is said below it: wrong requests, and what no judge could judge, by reason.

use std::collections::BTreeMap;

use serde_json::Value;

/// What was counted so far.
#[derive(Default)]
pub(crate) struct Table {
    totals: [u64; 7],
    wrong: Vec<String>,
    reasons: BTreeMap<(&'static str, String), u64>,
}

impl Table {
    /// Prints the names of the columns.
    pub(crate) fn head(&self) {
        let names = ["operations", "asked", "requests", "right", "2nd judge", "wrong", "open"];
        let columns: String = names.iter().map(|name| format!(" {name:>10}")).collect();
        println!("{:<44}{columns} {:>8}", "document", "seconds");
    }

    /// A document that is not judged.
    pub(crate) fn leave_out(&mut self, name: &str, operations: usize, reason: &str) {
        self.totals[0] += operations as u64;
        println!("{name:<44} {operations:>10} {:>10} not judged: {reason}", 0);
    }

    /// The verdicts on the requests of a document, as `judge.py` prints them, or why there are none. `others` are the
    /// operations that were not asked.
    pub(crate) fn add(&mut self, name: &str, others: usize, judged: Result<String, String>, seconds: u64) {
        let judged: Value = match judged {
            Ok(text) => serde_json::from_str(&text).expect("the judge prints JSON"),
            Err(problem) => {
                println!("{name:<44} failed");
                return self.wrong.push(format!("{name}: {problem}"));
            }
        };
        let wrong = judged["wrong"].as_array().expect("a list of what is wrong");
        let open: u64 =
            judged["open"].as_object().into_iter().flat_map(|open| open.values()).filter_map(Value::as_u64).sum();
        let number = |name: &str| judged[name].as_u64().unwrap_or_default();
        let asked = number("operations");
        let [requests, right, second] = ["requests", "right", "second"].map(number);
        let row = [asked + others as u64, asked, requests, right, second, wrong.len() as u64, open];
        self.print(name, row, &seconds.to_string());
        self.totals.iter_mut().zip(row).for_each(|(total, count)| *total += count);
        for one in wrong {
            self.wrong.push(format!("{name}: {}: {}\n    {}", one["operation"], one["why"], one));
        }
        for kind in ["open", "settled"] {
            for (reason, count) in judged[kind].as_object().into_iter().flatten() {
                *self.reasons.entry((kind, reason.clone())).or_default() += count.as_u64().unwrap_or_default();
            }
        }
        for difference in judged["differences"].as_array().into_iter().flatten() {
            let reason = format!("{name}: {}", difference.as_str().unwrap_or_default());
            *self.reasons.entry(("differences", reason)).or_default() += 1;
        }
    }

    /// Prints what is to be said at the end; how many requests are wrong.
    pub(crate) fn finish(&self) -> usize {
        self.print("all", self.totals, "");
        println!("\n{} operations were not asked.", self.totals[0] - self.totals[1]);
        let heads = [
            ("settled", "What openapi-core could not judge and the second judge did:"),
            ("differences", "Right for openapi-core, and otherwise with swagger-client:"),
            ("open", "Not judged:"),
        ];
        for (kind, head) in heads {
            println!("\n{head}");
            for ((_, reason), count) in self.reasons.iter().filter(|((of, _), _)| *of == kind) {
                println!("{count:>6} {reason}");
            }
        }
        println!("\nWrong:");
        self.wrong.iter().for_each(|wrong| println!("{wrong}"));
        self.wrong.len()
    }

    fn print(&self, name: &str, row: [u64; 7], seconds: &str) {
        let columns: String = row.iter().map(|count| format!(" {count:>10}")).collect();
        println!("{name:<44}{columns} {seconds:>8}");
    }
}
