// Puts the page together: header, tabs, theme, and the stream that feeds all of it.

import { follow, get } from "./api.js";
import { repaint } from "./charts.js";
import { badge, h, text } from "./dom.js";
import "./dialogs.js";
import { drift } from "./drift.js";
import { events } from "./events.js";
import * as format from "./format.js";
import { models } from "./models.js";
import { overview } from "./overview.js";
import { quality } from "./quality.js";
import { topology } from "./topology.js";

const ALERTS_EVERY_MS = 10_000;
const VIEWS = [overview, models, drift, quality, topology, events];
const byId = (id) => document.getElementById(id);

let latest = null;
let current = null;

// Header

const FIGURES = [
  { id: "state", title: "State", value: (now) => badge(now.state.toLowerCase().replaceAll("_", " "), tone(now)) },
  { id: "rate", title: "Events / s", value: (now) => format.rate(now.flows.received.rate) },
  { id: "p99", title: "p99, 1 min", value: (now) => format.duration(now.latency.p99_s) },
  { id: "lag", title: "Lag", value: (now) => format.number(now.lag) },
  { id: "champion", title: "Champion", value: (now) => now.deployment.champion },
  { id: "alerts", title: "Open alerts", value: () => openAlerts() },
  { id: "variants", title: "Variants", value: (now) => variants(now.deployment) },
];
const cells = new Map();

function tone({ ready, live, verdict }) {
  if (!live || verdict.severity === "high") {
    return "bad";
  }
  return ready && ["none", "low"].includes(verdict.severity) ? "good" : "warn";
}

/** The worst of what the built-in rules found, in a line of its own; nothing while the pipeline is well. */
function drawVerdict({ verdict }) {
  const [worst, ...others] = verdict.findings;
  const line = byId("verdict");
  line.hidden = !worst;
  line.dataset.severity = verdict.severity;
  const more = others.length === 0 ? "" : ` And ${others.length} more.`;
  text(line, worst ? `${worst.what} since ${format.moment(worst.since_ms)}.${more}` : "");
}

function variants({ canary, experiment, shadow = [] }) {
  const all = [
    canary && `canary ${canary.version} at ${format.number(canary.share)} %`,
    ...(experiment ? experiment.variants.map((each) => `${each.name} ${each.version}`) : []),
    ...shadow.map((each) => `shadow ${each.version}`),
  ].filter(Boolean);
  return all.length === 0 ? "none" : all.join(", ");
}

let alerts = null;

function openAlerts() {
  if (alerts === null) {
    return format.NONE;
  }
  const worst = ["high", "medium", "low"].find((severity) => alerts.some((alert) => alert.severity === severity));
  return alerts.length === 0 ? "0" : badge(worst ? `${alerts.length}, ${worst}` : String(alerts.length), worst === "high" ? "bad" : "warn");
}

async function readAlerts() {
  try {
    ({ alerts } = await get("api/alerts"));
  } catch {
    alerts = null;
  }
  overview.showAlerts(alerts);
  if (latest) {
    drawFigures(latest);
  }
}

function drawFigures(now) {
  for (const { id, title, value } of FIGURES) {
    if (!cells.has(id)) {
      const cell = h("dd", { id: `figure-${id}` });
      byId("figures").append(h("div", {}, h("dt", {}, title), cell));
      cells.set(id, cell);
    }
    const shown = value(now);
    const cell = cells.get(id);
    if (typeof shown === "string") {
      text(cell, shown);
      cell.title = shown;
    } else {
      cell.replaceChildren(shown);
    }
  }
}

// Tabs

function buildTabs() {
  for (const view of VIEWS) {
    view.tab = h("button", { type: "button", role: "tab", id: `tab-${view.id}`, "aria-controls": `panel-${view.id}`, onclick: () => choose(view) }, view.title);
    view.panel = h("div", { role: "tabpanel", id: `panel-${view.id}`, "aria-labelledby": `tab-${view.id}`, hidden: true });
    byId("tabs").append(view.tab);
    byId("main").append(view.panel);
    view.mount(view.panel);
  }
  byId("tabs").addEventListener("keydown", (event) => {
    const at = VIEWS.indexOf(current);
    const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: VIEWS.length - 1 }[event.key];
    if (next !== undefined) {
      event.preventDefault();
      choose(VIEWS.at(next % VIEWS.length));
      current.tab.focus();
    }
  });
  globalThis.addEventListener("hashchange", () => choose(wanted()));
}

function wanted() {
  return VIEWS.find((view) => `#${view.id}` === location.hash) ?? overview;
}

function choose(view) {
  if (view === current) {
    return;
  }
  current?.hide?.();
  current = view;
  for (const each of VIEWS) {
    each.panel.hidden = each !== view;
    each.tab.setAttribute("aria-selected", String(each === view));
    each.tab.tabIndex = each === view ? 0 : -1;
  }
  view.tab.scrollIntoView({ block: "nearest", inline: "nearest" });
  history.replaceState(null, "", `#${view.id}`);
  view.show?.();
  if (latest) {
    view.update(latest);
  }
}

// Theme: theme.js has set it, and follows the system until somebody chooses

function theme() {
  return document.documentElement.dataset.theme;
}

function showTheme() {
  byId("theme").textContent = theme() === "dark" ? "Light" : "Dark";
  byId("theme").setAttribute("aria-label", `Change to the ${theme() === "dark" ? "light" : "dark"} theme`);
  repaint();
}

byId("theme").addEventListener("click", () => {
  document.documentElement.dataset.theme = theme() === "dark" ? "light" : "dark";
  localStorage.setItem("riffle-theme", document.documentElement.dataset.theme);
  showTheme();
});
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", showTheme);

// Stream

let state = "";

function connection(now, seconds) {
  const shown = { live: "Live", polling: "Every 5 s", away: `No connection, next try in ${seconds} s` }[now];
  text(byId("connection"), shown);
  byId("connection").dataset.state = now;
  document.body.classList.toggle("stale", now === "away");
  if (now !== state && now !== "away") {
    overview.refill().catch(() => undefined);
    readAlerts();
  }
  state = now;
}

function received(snapshot) {
  latest = snapshot;
  text(byId("pipeline"), snapshot.pipeline);
  document.title = `${snapshot.pipeline} · Riffle`;
  drawFigures(snapshot);
  drawVerdict(snapshot);
  overview.append(snapshot);
  current.update(snapshot);
}

buildTabs();
choose(wanted());
showTheme();
setInterval(() => state !== "away" && !document.hidden && readAlerts(), ALERTS_EVERY_MS);
follow(received, connection);
