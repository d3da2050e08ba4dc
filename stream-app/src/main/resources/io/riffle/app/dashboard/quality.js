// What was odd about events that were accepted, and about their features.

import { get } from "./api.js";
import { badge, empty, failure, h, loading, section, table } from "./dom.js";
import * as format from "./format.js";

const EVERY_MS = 15_000;

export const quality = {
  id: "quality",
  title: "Quality",

  mount(panel) {
    this.warnings = h("div", {});
    this.features = h("div", {});
    this.reports = h("div", {}, loading());
    panel.append(
      h("div", { class: "grid" }, section("Warnings about accepted events", {}, this.warnings), section("Feature values", { class: "card wide" }, this.features), section("Reports", { class: "card full" }, this.reports)),
    );
  },

  show() {
    this.load();
    this.timer = setInterval(() => this.load(), EVERY_MS);
  },

  hide() {
    clearInterval(this.timer);
  },

  async load() {
    try {
      const answer = await get("api/quality");
      this.reports.replaceChildren(reports(answer));
    } catch (problem) {
      this.reports.replaceChildren(failure(problem, () => this.load()));
    }
  },

  update({ warnings, features, flows }) {
    const seen = warnings.filter((row) => row.total > 0).sort((one, other) => other.total - one.total);
    this.warnings.replaceChildren(
      seen.length === 0
        ? empty("No warnings.", "Nothing was unexpected about the accepted events.")
        : table(
            "Warnings",
            [
              { title: "Warning", cell: (row) => format.words(row.warning) },
              { title: "since start", number: true, cell: (row) => format.count(row.total) },
              { title: "per second", number: true, cell: (row) => format.rate(row.rate) },
            ],
            seen,
          ),
    );
    const share = (value) => (flows.received.total > 0 && value > 0 ? ` (${format.percent(value / flows.received.total)})` : "");
    const cell = (value) => `${format.count(value)}${share(value)}`;
    this.features.replaceChildren(
      features.length === 0
        ? empty("No feature was missing, stale or odd.")
        : table(
            "Features",
            [
              { title: "Feature", cell: (row) => row.feature },
              { title: "Missing in profile", number: true, cell: (row) => cell(row.missing) },
              { title: "Stale in profile", number: true, cell: (row) => cell(row.stale) },
              { title: "Odd on the way to the model", cell: (row) => Object.entries(row.odd).map(([kind, total]) => `${format.words(kind)} ${format.count(total)}`).join(", ") || format.NONE },
            ],
            features,
          ),
    );
  },
};

const TONES = { high: "bad", medium: "warn", low: "warn", none: "good" };

function reports({ configured, reports: all }) {
  if (!configured) {
    return empty("This pipeline makes no quality reports.", "The counts above come from the metrics and need no setting.");
  }
  if (all.length === 0) {
    return empty("No window has closed yet.", "A report comes when all partitions have passed a window's end.");
  }
  return h("div", { class: "stack" }, all.map(report));
}

/** One window: what is expected first, then the fields. */
function report({ from_ms: from, to_ms: to, rows, dead_letters: letters, failed, judged, checks = [], fields = [] }) {
  const verdict = judged === false ? badge("too few rows to judge", "calm") : failed > 0 ? badge(`${failed} failed`, "bad") : badge("as expected", "good");
  return h(
    "div",
    {},
    h("p", { class: "muted" }, verdict, ` ${format.count(rows)} events, ${format.count(letters)} dead letters, ${format.day(from)} to ${format.day(to)}`),
    h("div", { class: "split" }, table("Fields", FIELDS, fields), table("Checks, worst first", CHECKS, checks)),
  );
}

const CHECKS = [
  { title: "Check", cell: (row) => format.words(row.check) },
  { title: "", cell: (row) => badge(row.severity === "none" ? "as expected" : row.severity, TONES[row.severity]) },
  { title: "Share", number: true, cell: (row) => format.percent(row.share) },
  { title: "Expected", number: true, cell: (row) => format.percent(row.expected) },
];

const FIELDS = [
  { title: "Field", cell: (row) => row.field },
  { title: "Complete", number: true, cell: (row) => format.percent(row.complete) },
  ...["missing", "wrong_type", "out_of_range", "outlier", "unknown_category"].map((fault) => ({ title: format.words(fault), number: true, cell: (row) => format.count(row[fault]) })),
];
