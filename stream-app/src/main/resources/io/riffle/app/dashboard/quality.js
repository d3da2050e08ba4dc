// What was odd about events that were accepted, and about their features.

import { get } from "./api.js";
import { empty, failure, h, loading, section, table } from "./dom.js";
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

function reports({ configured, reports: all }) {
  if (!configured) {
    return empty("This pipeline makes no quality reports.", "The counts above come from the metrics and need no setting.");
  }
  if (all.length === 0) {
    return empty("No window has closed yet.");
  }
  return h("div", { class: "stack" }, all.map((report) => h("details", {}, h("summary", {}, title(report)), tree(report))));
}

function title(report) {
  const from = report.from_ms ?? report.window_start_ms;
  const to = report.to_ms ?? report.window_end_ms;
  return `${format.day(from)} to ${format.day(to)}${report.rows === undefined ? "" : `, ${format.count(report.rows)} rows`}`;
}

/** Any JSON, readable: names at the left, values at the right. */
export function tree(value) {
  if (Array.isArray(value)) {
    return value.length === 0 ? h("span", { class: "muted" }, "none") : value.every((each) => typeof each !== "object") ? value.join(", ") : h("ol", { class: "tree" }, value.map((each) => h("li", {}, tree(each))));
  }
  if (value !== null && typeof value === "object") {
    return h("dl", { class: "tree" }, Object.entries(value).map(([name, each]) => h("div", {}, h("dt", {}, format.words(name)), h("dd", {}, tree(each)))));
  }
  if (value === null || value === "") {
    return h("span", { class: "muted" }, "none");
  }
  return String(value);
}
