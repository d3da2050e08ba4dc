// The alerts that stand, and silence about some of them for a while.

import { get, post } from "./api.js";
import { badge, empty, h } from "./dom.js";
import { confirm } from "./dialogs.js";
import * as format from "./format.js";

const SHOWN = 4;
const SEVERITIES = ["high", "medium", "low"];
const LENGTHS = [["30m", "half an hour"], ["2h", "two hours"], ["8h", "eight hours"], ["1d", "a day"], ["7d", "a week"]];

export class Alerts {
  constructor(element) {
    this.element = element;
    this.alerts = undefined;
    this.mutes = [];
  }

  /** Reads which are muted; that they cannot be read is no reason to show less. */
  async load() {
    try {
      ({ mutes: this.mutes } = await get("alerts/mutes"));
    } catch {
      this.mutes = [];
    }
    this.draw();
  }

  /** @param alerts those that stand; null where they cannot be read */
  show(alerts) {
    this.alerts = alerts;
    this.draw();
  }

  draw() {
    const shape = JSON.stringify([this.alerts, this.mutes]);
    if (this.alerts === undefined || shape === this.shape) {
      return; // keeps the focus on the button
    }
    this.shape = shape;
    this.element.replaceChildren(this.list(), ...(this.mutes.length > 0 ? [this.muted()] : []));
  }

  list() {
    if (this.alerts === null) {
      return empty("The alerts topic cannot be read now.");
    }
    if (this.alerts.length === 0) {
      return empty("No alert stands.");
    }
    const worst = [...this.alerts].sort((one, other) => SEVERITIES.indexOf(one.severity) - SEVERITIES.indexOf(other.severity));
    return h(
      "ul",
      { class: "alerts" },
      worst.slice(0, SHOWN).map((alert) =>
        h(
          "li",
          {},
          h("div", {}, badge(alert.severity, alert.severity === "high" ? "bad" : "warn"), " ", alert.text, h("span", { class: "muted" }, ` since ${format.day(alert.since_ms)}`)),
          h("button", { type: "button", "data-mute": alert.rule, "aria-label": `Mute ${alert.rule}, ${alert.subject}`, onclick: () => this.mute(alert) }, "Mute…"),
        ),
      ),
      worst.length > SHOWN && h("li", { class: "muted" }, `and ${worst.length - SHOWN} more: riffle alerts list`),
    );
  }

  muted() {
    return h(
      "div",
      { class: "mutes" },
      h("h3", {}, "Muted"),
      h(
        "ul",
        { class: "alerts" },
        this.mutes.map((mute) =>
          h(
            "li",
            {},
            h("div", {}, h("b", {}, mute.mute), ` ${mute.subject === "*" ? "whatever it is about" : mute.subject}, until ${format.day(mute.until_ms)}`, h("span", { class: "muted" }, ` by ${mute.by}${mute.reason ? `: ${mute.reason}` : ""}`)),
            h("button", { type: "button", "data-unmute": mute.mute, "aria-label": `Unmute ${mute.mute}, ${mute.subject}`, onclick: () => this.unmute(mute) }, "Unmute…"),
          ),
        ),
      ),
    );
  }

  async mute({ rule, subject }) {
    const all = h("input", { type: "checkbox", name: "all" });
    const length = h("select", { name: "for" }, LENGTHS.map(([value, label]) => h("option", { value, selected: value === "2h" }, label)));
    const reason = h("input", { name: "reason", maxlength: 200, autocomplete: "off" });
    await confirm({
      title: `Mute ${rule}`,
      content: [
        h("p", {}, "Nothing is told of it and no action is taken, on all instances. What outlasts the mute is raised at its end."),
        h("p", { class: "muted" }, subject),
        h("label", { class: "choice" }, all, `Whatever ${rule} is about`),
        h("label", {}, "For", length),
        h("label", {}, h("span", {}, "Reason ", h("span", { class: "muted" }, "(goes to the audit log)")), reason),
      ],
      check: "Check",
      action: "Mute",
      passed: (mute) => `The check passed. It would last until ${format.day(mute.until_ms)}.`,
      done: (mute) => `Done: muted until ${format.day(mute.until_ms)}.`,
      send: (really) => post(`alerts/mute?dry-run=${!really}`, { rule, subject: all.checked ? "*" : subject, for: length.value, reason: reason.value }),
    });
    await this.load();
  }

  async unmute({ mute: rule, subject }) {
    await confirm({
      title: `Unmute ${rule}`,
      content: [h("p", {}, "What still stands is told again."), h("p", { class: "muted" }, subject)],
      check: "Check",
      action: "Unmute",
      passed: () => "The check passed.",
      done: () => "Done: it is told of again.",
      send: (really) => post(`alerts/unmute?dry-run=${!really}`, { rule, subject }),
    });
    await this.load();
  }
}
