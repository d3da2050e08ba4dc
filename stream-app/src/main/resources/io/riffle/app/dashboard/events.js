// A sample of the newest predictions, and one event explained.

import { get } from "./api.js";
import { badge, empty, failure, h, loading, section, table } from "./dom.js";
import { drawer } from "./dialogs.js";
import { explanation as explained, facts } from "./explain.js";
import * as format from "./format.js";

const EVERY_MS = 2_000;
const SHOWN = 100;

export const events = {
  id: "events",
  title: "Events",

  mount(panel) {
    this.list = h("div", {}, loading());
    this.filter = h("input", { type: "search", placeholder: "Id, entity or label", "aria-label": "Filter", oninput: () => this.draw() });
    this.pause = h("button", { type: "button", "aria-pressed": "false", onclick: () => this.toggle() }, "Pause");
    const wanted = h("input", { name: "id", placeholder: "Event id", "aria-label": "Event id", autocomplete: "off" });
    const find = h("form", { class: "inline" }, wanted, h("button", { type: "submit" }, "Explain"));
    find.addEventListener("submit", (event) => {
      event.preventDefault();
      if (wanted.value.trim()) {
        open(wanted.value.trim(), null);
      }
    });
    panel.append(
      section(
        "Newest predictions, a sample",
        {},
        h("div", { class: "bar-line" }, h("div", { class: "inline" }, this.filter, this.pause), find),
        this.list,
      ),
    );
    this.rows = new Map();
  },

  show() {
    this.load();
    this.timer = setInterval(() => this.pause.getAttribute("aria-pressed") === "false" && this.load(), EVERY_MS);
  },

  hide() {
    clearInterval(this.timer);
  },

  update() {},

  toggle() {
    const paused = this.pause.getAttribute("aria-pressed") === "true";
    this.pause.setAttribute("aria-pressed", String(!paused));
    this.pause.textContent = paused ? "Pause" : "Go on";
  },

  async load() {
    try {
      const { events: newest } = await get("api/events");
      for (const event of newest) {
        this.rows.set(`${event.partition}:${event.offset}`, event);
      }
      const kept = [...this.rows].sort(([, one], [, other]) => other.at_ms - one.at_ms || other.offset - one.offset).slice(0, SHOWN);
      this.rows = new Map(kept);
      this.draw();
    } catch (problem) {
      this.list.replaceChildren(failure(problem, () => this.load()));
    }
  },

  draw() {
    const wanted = this.filter.value.trim().toLowerCase();
    const shown = [...this.rows.values()].filter((row) => matches(row.prediction, wanted));
    if (shown.length === 0) {
      this.list.replaceChildren(this.rows.size === 0 ? empty("No predictions yet.", "They appear here when the pipeline answers events.") : empty("None of the sample matches."));
      return;
    }
    const focused = document.activeElement?.closest?.("[data-event]")?.dataset.event;
    this.list.replaceChildren(
      table(
        "Predictions, newest first",
        [
          { title: "Event", cell: (row) => h("button", { type: "button", class: "link", "data-event": `${row.partition}:${row.offset}`, onclick: () => open(row.prediction.id, row) }, row.prediction.id) },
          { title: "Score", number: true, cell: (row) => row.prediction.parameters.score.toFixed(3) },
          { title: "Label", cell: (row) => row.prediction.parameters.label ?? format.NONE },
          { title: "Event time", cell: (row) => format.day(row.prediction.parameters.event_time_ms) },
          { title: "Entity", cell: (row) => row.prediction.parameters.entity },
          { title: "Version", cell: (row) => `${row.prediction.model_version}, ${row.prediction.parameters.variant}` },
          { title: "Remarks", cell: (row) => remarks(row.prediction.parameters) },
        ],
        shown,
      ),
    );
    if (focused) {
      this.list.querySelector(`[data-event="${focused}"]`)?.focus({ preventScroll: true });
    }
  },
};

function matches({ id, parameters }, wanted) {
  return !wanted || [id, parameters.entity, parameters.label].some((each) => String(each ?? "").toLowerCase().includes(wanted));
}

function remarks({ degraded = [], warnings = [] }) {
  const all = [...degraded.map((each) => badge(format.words(each), "warn")), ...warnings.map((each) => badge(format.words(each), "calm"))];
  return all.length === 0 ? format.NONE : all;
}

async function open(id, row) {
  const explanation = h("div", {}, loading());
  drawer(id, row && prediction(row), h("h3", {}, "Explanation"), explanation);
  const explain = async () => {
    explanation.replaceChildren(loading());
    try {
      explanation.replaceChildren(explained(await get(`explain/${encodeURIComponent(id)}`)));
    } catch (problem) {
      const missing = problem.status === 404 && problem.message === "no such page";
      explanation.replaceChildren(failure(missing ? { title: "No explanation", message: "This version of Riffle does not serve explanations." } : problem, missing ? null : explain));
    }
  };
  await explain();
}

function prediction({ prediction: answer, partition, offset }) {
  const { parameters } = answer;
  const known = [
    ["Score", parameters.score],
    ["Label", parameters.label ?? "none"],
    ["Entity", parameters.entity],
    ["Event time", format.day(parameters.event_time_ms)],
    ["Model", `${answer.model_name} ${answer.model_version}, ${parameters.variant}`],
    ["Position", `${partition}:${offset}`],
  ];
  const features = Object.entries(parameters.features ?? {});
  return [
    facts(known),
    features.length > 0 && [h("h3", {}, "Features in the prediction"), h("dl", { class: "tree" }, features.map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, value === null ? "missing" : String(value)))))],
    h("h3", {}, "Outputs"),
    h("dl", { class: "tree" }, answer.outputs.map((output) => h("div", {}, h("dt", {}, output.name), h("dd", {}, output.data.join(", "))))),
  ];
}
