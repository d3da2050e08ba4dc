// How the rows of the latest windows differ from training.

import { get } from "./api.js";
import { badge, empty, failure, h, loading, section, svg, table } from "./dom.js";
import * as format from "./format.js";

const EVERY_MS = 15_000;
const TONES = { high: "bad", medium: "warn", low: "warn", none: "good" };

export const drift = {
  id: "drift",
  title: "Drift",

  mount(panel) {
    this.content = h("div", {}, loading());
    panel.append(this.content);
  },

  show() {
    this.load();
    this.timer = setInterval(() => this.load(), EVERY_MS);
  },

  hide() {
    clearInterval(this.timer);
  },

  update() {},

  async load() {
    try {
      this.answer = await get("api/drift");
      this.draw();
    } catch (problem) {
      this.content.replaceChildren(failure(problem, () => this.load()));
    }
  },

  draw() {
    const { configured, windows } = this.answer;
    if (!configured) {
      this.content.replaceChildren(
        h("div", { class: "card" }, empty("Drift is not watched.", h("span", {}, "Add ", h("code", {}, "drift: {}"), " to the pipeline, then ", h("code", {}, "riffle topics create"), ": every scored row is compared with the model's training, window by window."))),
      );
      return;
    }
    if (windows.length === 0) {
      this.content.replaceChildren(h("div", { class: "card" }, empty("No window has closed yet.", "A report comes when all partitions have passed a window's end.")));
      return;
    }
    if (this.content.contains(document.activeElement)) {
      return; // somebody is reading with the keyboard
    }
    this.content.replaceChildren(h("div", { class: "stack" }, windows.map((each) => this.window(each))));
  },

  window({ report, since_ms: since }) {
    const details = h("div", { class: "bins" });
    const select = (feature) => {
      this.selected = feature.feature;
      details.replaceChildren(...bins(feature));
    };
    const chosen = report.features.find((each) => each.feature === this.selected) ?? report.features[0];
    if (chosen) {
      select(chosen);
    }
    const verdict = report.reference === "learning" ? badge("learning what is usual", "calm") : !report.judged ? badge("too few rows to judge", "calm") : report.drifted === 0 ? badge("no change", "good") : badge(`${report.drifted} changed`, "bad");
    return section(
      `Version ${report.model_version}, ${report.variant}`,
      { class: "card" },
      h("p", { class: "muted" }, verdict, ` ${format.count(report.rows)} rows, ${format.day(report.from_ms)} to ${format.day(report.to_ms)}`, report.scale === "sliding" && ", sliding", report.late_rows > 0 && `, ${format.count(report.late_rows)} late`, report.revision > 1 && `, revision ${report.revision}`),
      h(
        "div",
        { class: "split" },
        table(
          "Features, worst first",
          [
            { title: "Feature", cell: (row) => h("button", { type: "button", class: "link", onclick: () => select(row) }, row.feature) },
            { title: "Change", cell: (row) => badge(row.severity, TONES[row.severity]) },
            { title: "Effect", number: true, cell: (row) => format.percent(row.effect) },
            { title: "p", number: true, cell: (row) => format.probability(row.probability) },
            { title: "PSI", number: true, cell: (row) => format.number(row.psi) },
            { title: "Missing (was)", number: true, cell: (row) => `${format.percent(row.missing_share)} (${format.percent(row.reference_missing_share)})` },
            { title: "Since", cell: (row) => (since[row.feature] ? format.day(since[row.feature]) : format.NONE) },
          ],
          report.features,
        ),
        details,
      ),
    );
  },
};

/** Both distributions, bin by bin: training as an outline, now as a filled bar. */
function bins(feature) {
  const most = Math.max(...feature.bins.flatMap((bin) => [bin.reference, bin.current]), 1e-9);
  const height = 22;
  const rows = feature.bins.map((bin, i) => {
    const y = i * height;
    const width = (share) => `${Math.max(share > 0 ? 0.4 : 0, (share / most) * 100)}%`;
    return svg("g", {}, svg("rect", { class: "bin-now", x: 0, y: y + 3, width: width(bin.current), height: height - 8 }), svg("rect", { class: "bin-reference", x: 0, y: y + 3, width: width(bin.reference), height: height - 8 }));
  });
  return [
    h("h3", {}, feature.feature),
    h("p", { class: "muted" }, h("span", { class: "key now" }), " now ", h("span", { class: "key reference" }), " training", feature.mean !== undefined && feature.reference_mean !== undefined && `; mean ${format.number(feature.mean)}, was ${format.number(feature.reference_mean)}`),
    h(
      "div",
      { class: "bin-grid" },
      h("ol", {}, feature.bins.map((bin) => h("li", { title: bin.label }, bin.label))),
      svg("svg", { class: "bin-bars", role: "img", "aria-label": feature.bins.map((bin) => `${bin.label}: ${format.percent(bin.current)}, was ${format.percent(bin.reference)}`).join("; "), height: feature.bins.length * height }, rows),
      h("ol", { class: "number" }, feature.bins.map((bin) => h("li", {}, format.percent(bin.current)))),
    ),
  ];
}
