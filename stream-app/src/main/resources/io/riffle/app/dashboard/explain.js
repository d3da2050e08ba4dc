// One event, told from its record to its answer: what GET explain/{id} knows.

import { badge, h, table } from "./dom.js";
import * as format from "./format.js";

/** Names at the left, values at the right. */
export function facts(pairs) {
  return h("dl", { class: "facts" }, pairs.map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, shown(value)))));
}

/** @param answer the JSON of the explanation */
export function explanation(answer) {
  return h(
    "div",
    {},
    validation(answer.validation),
    contributions(answer.contributions),
    features(answer.features),
    answer.alerts?.length > 0 && [h("h3", {}, "Alerts"), tree(answer.alerts)],
    answer.event && [h("h3", {}, "Event"), tree(answer.event)],
    rest(answer),
  );
}

const TOLD = ["event", "validation", "contributions", "features", "alerts", "model", "score", "label", "outputs"];

/** What a later version tells and this page does not know. */
function rest(answer) {
  const more = Object.entries(answer).filter(([name]) => !TOLD.includes(name));
  return more.length > 0 && tree(Object.fromEntries(more));
}

function validation(result) {
  if (!result) {
    return null;
  }
  const remarks = [...(result.warnings ?? []), ...(result.degraded ?? [])];
  return [
    h("p", {}, result.accepted ? badge("accepted", "good") : badge(`refused: ${format.words(result.reason)}`, "bad"), " ", remarks.map((each) => badge(format.words(each), "warn")), " ", result.message),
  ];
}

/** Bars to the right raise the score, to the left they lower it. */
function contributions(result) {
  if (!result) {
    return null;
  }
  if (!result.features) {
    return [h("h3", {}, "Contributions"), h("p", { class: "muted" }, result.missing ?? "none")];
  }
  const rows = [...result.features].sort((one, other) => Math.abs(other.contribution) - Math.abs(one.contribution));
  const most = Math.max(...rows.map((row) => Math.abs(row.contribution)), Number.MIN_VALUE);
  return [
    h("h3", {}, "Contributions"),
    h("p", { class: "muted" }, `${result.exact ? "Exact" : "Each feature replaced by its typical value, one at a time"}, in ${format.words(result.unit)}; typical ${format.number(result.typical_score)}`),
    h("dl", { class: "contributions" }, rows.map((row) => h("div", {}, h("dt", {}, row.name), h("dd", { "aria-hidden": "true" }, signed(row.contribution / most)), h("dd", { class: "number" }, `${row.contribution > 0 ? "+" : ""}${format.number(row.contribution)}`)))),
  ];
}

function signed(share) {
  const fill = h("span", { class: share < 0 ? "lowers" : "raises" });
  fill.style.setProperty("width", `${Math.abs(share) * 50}%`);
  fill.style.setProperty("margin-left", `${share < 0 ? 50 + share * 50 : 50}%`);
  return h("span", { class: "bar" }, fill);
}

function features(all) {
  if (!all || all.length === 0) {
    return null;
  }
  return [
    h("h3", {}, "Features"),
    table(
      "Features",
      [
        { title: "Feature", cell: (row) => row.name },
        { title: "Value", number: true, cell: (row) => shown(row.value) },
        { title: "Status", cell: (row) => (row.status === "present" ? "present" : badge(format.words(row.status), "warn")) },
        { title: "Age at the event", number: true, cell: (row) => format.age(row.age_ms) },
        { title: "Source", cell: (row) => format.words(row.source ?? "") },
      ],
      all,
    ),
  ];
}

function shown(value) {
  return value === null || value === undefined || value === "" ? h("span", { class: "muted" }, "none") : String(value);
}

/** Any JSON, readable. */
export function tree(value) {
  if (Array.isArray(value)) {
    return value.length === 0 ? shown(null) : value.every((each) => each === null || typeof each !== "object") ? value.join(", ") : h("ol", { class: "tree" }, value.map((each) => h("li", {}, tree(each))));
  }
  if (value !== null && typeof value === "object") {
    return h("dl", { class: "tree" }, Object.entries(value).map(([name, each]) => h("div", {}, h("dt", {}, name), h("dd", {}, tree(each)))));
  }
  return shown(value);
}
