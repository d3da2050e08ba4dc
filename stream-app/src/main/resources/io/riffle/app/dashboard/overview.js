// What flows, how fast, and where events went.

import { Alerts } from "./alerts.js";
import { get } from "./api.js";
import { Chart } from "./charts.js";
import { badge, empty, h, loading, section, table } from "./dom.js";
import { facts } from "./explain.js";
import * as format from "./format.js";

const KEPT_S = 600;

export const overview = {
  id: "overview",
  title: "Overview",

  mount(panel) {
    this.rates = new Chart(
      "Events per second",
      [
        { label: "received", colour: "--series-1", fill: true },
        { label: "predicted", colour: "--series-2" },
        { label: "dead-lettered", colour: "--series-3" },
      ],
      format.rate,
    );
    this.latency = new Chart(
      "Latency",
      [
        { label: "p99", colour: "--series-1", fill: true },
        { label: "p50", colour: "--series-2" },
      ],
      format.duration,
    );
    this.lag = new Chart("Lag, records", [{ label: "largest of a partition", colour: "--series-1", fill: true }], format.number);
    this.where = h("div", {});
    this.letters = h("div", {});
    this.degraded = h("div", {});
    this.stages = h("div", {});
    this.process = h("div", {});
    this.findings = section("What is wrong", { class: "card full", hidden: true });
    const standing = h("div", {}, loading());
    this.alerts = new Alerts(standing);
    panel.append(
      this.findings,
      h("div", { class: "grid charts" }, this.rates.element, this.latency.element, this.lag.element),
      h(
        "div",
        { class: "grid" },
        h("div", { class: "stack" }, section("Where events went", {}, this.where), section("Degraded answers", {}, this.degraded)),
        section("Dead letters by reason", {}, this.letters),
        h("div", { class: "stack" }, section("Open alerts", {}, standing), section("Process", {}, this.process)),
        section("Stages", { class: "card full" }, this.stages),
      ),
    );
  },

  show() {
    this.alerts.load();
  },

  /** After a pause of the stream, what was missed comes from the server. */
  async refill() {
    const past = await get("api/history");
    this.past = [past.at_ms.map((at) => at / 1000), past.received, past.predicted, past.dead_letters, past.p99_s, past.p50_s, past.lag];
    this.draw();
  },

  append(snapshot) {
    if (!this.past) {
      return;
    }
    const at = snapshot.at_ms / 1000;
    if (at <= this.past[0].at(-1)) {
      return;
    }
    const now = snapshot.last_second;
    const point = [at, now.received, now.predicted, now.dead_letters, now.p99_s, now.p50_s, now.lag];
    const old = this.past[0].findIndex((each) => each >= at - KEPT_S);
    this.past = this.past.map((values, i) => [...(old < 0 ? [] : values.slice(old)), point[i]]);
    this.draw();
  },

  draw() {
    const [at, received, predicted, letters, p99, p50, lag] = this.past;
    this.rates.show([at, received, predicted, letters]);
    this.latency.show([at, p99, p50]);
    this.lag.show([at, lag]);
  },

  /** @param alerts those that stand; null where they cannot be read */
  showAlerts(alerts) {
    this.alerts.show(alerts);
  },

  tell(findings) {
    this.findings.hidden = findings.length === 0;
    const [title] = this.findings.children;
    this.findings.replaceChildren(title, ...findings.map(finding));
  },

  update(snapshot) {
    this.append(snapshot);
    this.tell(snapshot.verdict.findings);
    this.where.replaceChildren(sum(snapshot));
    this.letters.replaceChildren(counts("Dead letters", snapshot.dead_letters, (row) => format.words(row.reason), "No dead letters."));
    this.degraded.replaceChildren(
      counts("Degraded answers", snapshot.degraded, (row) => format.words(row.reason), "Every answer had all it needs."),
    );
    this.stages.replaceChildren(stages(snapshot));
    this.process.replaceChildren(process(snapshot));
  },
};

/** The plain sentence first, then what it means and what to do. */
function finding({ what, advice, severity, since_ms: since }) {
  return h(
    "div",
    { class: "finding" },
    h("p", {}, badge(severity, severity === "high" ? "bad" : "warn"), ` ${what} `, h("span", { class: "muted" }, `since ${format.moment(since)}`)),
    h("p", { class: "muted" }, advice),
  );
}

function sum({ flows, dead_letters: letters, predictions }) {
  const total = flows.received.total;
  const dead = letters.reduce((all, row) => all + row.total, 0);
  const rows = [
    { name: "received", ...flows.received, id: "received" },
    ...predictions.map((row) => ({ name: `predicted by ${row.version}, ${row.variant}`, ...row, id: "predicted" })),
    { name: "dead-lettered", total: dead, rate: flows.dead_letters.rate, id: "dead_letters" },
    { name: "skipped", ...flows.skipped, id: "skipped" },
  ];
  const open = total - flows.predicted.total - dead - flows.skipped.total;
  return h(
    "div",
    {},
    table(
      "Events since the start",
      [
        { title: "Events", cell: (row) => row.name },
        { title: "since start", number: true, cell: (row) => h("span", { "data-total": row.id }, format.count(row.total)) },
        { title: "per second", number: true, cell: (row) => format.rate(row.rate) },
      ],
      rows,
    ),
    h(
      "p",
      { class: "rule" },
      open === 0 ? badge("balanced", "good") : badge(`${format.count(open)} in flight`, "calm"),
      h("span", { class: "muted" }, " received = predicted + dead-lettered + skipped"),
    ),
  );
}

function counts(caption, all, name, nothing) {
  const rows = all.filter((row) => row.total > 0).sort((one, other) => other.total - one.total);
  if (rows.length === 0) {
    return empty(nothing);
  }
  return table(
    caption,
    [
      { title: "Reason", cell: name },
      { title: "since start", number: true, cell: (row) => format.count(row.total) },
      { title: "per second", number: true, cell: (row) => format.rate(row.rate) },
    ],
    rows,
  );
}

function stages({ stages: all }) {
  const rows = all.filter((row) => row.frames > 0);
  if (rows.length === 0) {
    return empty("No frame yet.", "A frame is what one poll of a partition brought.");
  }
  const most = Math.max(...rows.map((row) => row.busy));
  return table(
    "Stages",
    [
      { title: "Stage", cell: (row) => row.stage },
      { title: "per frame", number: true, cell: (row) => format.duration(row.mean_s) },
      { title: "frames / s", number: true, cell: (row) => format.rate(row.rate) },
      { title: "of one core", number: true, cell: (row) => format.percent(row.busy) },
      { title: "", cell: (row) => bar(most > 0 ? row.busy / most : 0) },
    ],
    rows,
  );
}

function bar(share) {
  const fill = h("span", {});
  fill.style.setProperty("width", `${Math.round(share * 100)}%`);
  return h("span", { class: "bar", "aria-hidden": "true" }, fill);
}

function process({ process: now, frame_rows: rows, started_ms: started }) {
  const known = [
    ["Up since", format.day(started)],
    ["CPU of the process", format.percent(now.cpu)],
    ["Memory, resident", format.bytes(now.resident_bytes)],
    ["Java heap in use", format.bytes(now.heap_bytes)],
    ["Events per frame", format.number(rows)],
  ];
  return facts(known);
}
