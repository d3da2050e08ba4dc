// Versions, what scores now, and changing it: always checked first, always confirmed.

import { get, post } from "./api.js";
import { badge, empty, failure, h, loading, section, table } from "./dom.js";
import { confirm } from "./dialogs.js";
import { facts } from "./explain.js";
import * as format from "./format.js";

const USES = [
  { id: "champion", label: "Champion: scores everything", body: (version) => ({ champion: version }) },
  { id: "canary", label: "Canary: scores a share", share: 5, body: (version, share) => ({ canary: { version, share } }) },
  { id: "shadow", label: "Shadow: scores beside the champion, into the shadow topic", share: 10, body: (version, share) => ({ shadow: [{ version, share }] }) },
];

const REVISION = {
  passed: (answer) => `The check passed. It would become revision ${answer.revision}.`,
  done: (answer) => `Done: revision ${answer.revision} is written. Every instance follows when it has loaded it.`,
};

export const models = {
  id: "models",
  title: "Models",

  mount(panel) {
    this.deployment = h("div", {});
    this.past = h("div", {});
    this.versions = h("div", {}, loading());
    panel.append(h("div", { class: "grid" }, section("What scores now", { class: "card wide" }, this.deployment), section("Champions before", {}, this.past), section("Versions", { class: "card full" }, this.versions)));
  },

  show() {
    this.load();
  },

  async load() {
    try {
      this.list = await get("models");
      this.draw();
    } catch (problem) {
      this.versions.replaceChildren(failure(problem, () => this.load()));
    }
  },

  update(snapshot) {
    const changed = this.snapshot && this.snapshot.deployment.revision !== snapshot.deployment.revision;
    this.snapshot = snapshot;
    this.drawDeployment();
    if (changed) {
      this.load();
    } else if (this.list) {
      this.draw();
    }
  },

  drawDeployment() {
    const { deployment, refusal, follows_deployments: follows } = this.snapshot;
    const shape = JSON.stringify([deployment, refusal, follows]);
    if (shape === this.shape) {
      return; // keeps the focus on the button
    }
    this.shape = shape;
    this.past.replaceChildren(past(deployment.history ?? []));
    const change = deployment.change ?? {};
    const known = [
      ["Champion", deployment.champion],
      ["Canary", deployment.canary ? `${deployment.canary.version} at ${format.number(deployment.canary.share)} %` : "none"],
      ["Experiment", deployment.experiment ? `${deployment.experiment.name}: ${deployment.experiment.variants.map((each) => `${each.name} = ${each.version}`).join(", ")}` : "none"],
      ["Shadows", deployment.shadow?.map((each) => `${each.version} at ${format.number(each.share)} %`).join(", ") || "none"],
      ["Revision", format.count(deployment.revision)],
      ["Changed", change.at_ms ? `${format.day(change.at_ms)} by ${change.by}${change.reason ? `: ${change.reason}` : ""}` : "as configured"],
    ];
    this.deployment.replaceChildren(
      facts(known),
      ...[refusal].filter(Boolean).map(() => h("p", { class: "notice bad" }, h("b", {}, `Revision ${refusal.revision} was refused. `), refusal.reason)),
      follows
        ? h("p", { class: "actions" }, h("button", { type: "button", id: "rollback", onclick: () => this.rollback() }, "Roll back…"))
        : h("p", { class: "muted" }, "This pipeline does not follow deployments. Set ", h("code", {}, "models.follow-deployments: true"), " to change versions while it runs."),
    );
  },

  draw() {
    if (this.list.length === 0) {
      this.versions.replaceChildren(empty("No versions in the models directory.", "Add one: riffle models register FILE --version N --config FILE"));
      return;
    }
    const live = this.snapshot?.models ?? [];
    const figures = (row) => live.find((each) => each.version === row.version);
    const shape = JSON.stringify([this.list, this.snapshot?.follows_deployments, live.map((each) => [each.version, Math.round(each.rate), each.errors, each.mean_run_s?.toPrecision(2)])]);
    if (shape === this.drawn || this.versions.contains(document.activeElement)) {
      return;
    }
    this.drawn = shape;
    this.versions.replaceChildren(
      table(
        "Versions",
        [
          { title: "Version", cell: (row) => [h("b", {}, row.version), row.aliases.map((alias) => h("span", { class: "muted" }, ` @${alias}`))] },
          { title: "Used as", cell: (row) => (row.problem ? badge("unreadable", "bad") : row.in_use.length === 0 ? h("span", { class: "muted" }, "not in use") : row.in_use.map((use) => badge(use, use === "champion" ? "good" : "calm"))) },
          { title: "Task", cell: (row) => row.task ?? format.NONE },
          { title: "Size", number: true, cell: (row) => format.bytes(row.bytes) },
          { title: "Rows / s", number: true, cell: (row) => format.rate(figures(row)?.rate) },
          { title: "One run", number: true, cell: (row) => format.duration(figures(row)?.mean_run_s) },
          { title: "Failed rows", number: true, cell: (row) => format.count(figures(row)?.errors) },
          { title: "Measured in training", cell: (row) => row.problem || Object.entries(row.metrics ?? {}).map(([name, value]) => `${format.words(name)} ${typeof value === "number" ? format.number(value) : value}`).join(", ") || format.NONE },
          { title: "", cell: (row) => this.action(row) },
        ],
        this.list,
      ),
    );
  },

  action(row) {
    if (!this.snapshot?.follows_deployments || row.problem) {
      return null;
    }
    return h("button", { type: "button", "data-deploy": row.version, onclick: () => this.deploy(row.version) }, "Deploy…");
  },

  async deploy(version) {
    const share = h("input", { type: "number", name: "share", min: 0.01, max: 100, step: "any", value: 5 });
    const reason = h("input", { name: "reason", maxlength: 200, autocomplete: "off" });
    const shareField = h("label", { hidden: true }, "Share of entities, %", share);
    let use = USES[0];
    const choices = USES.map((each, i) =>
      h(
        "label",
        { class: "choice" },
        h("input", { type: "radio", name: "use", value: each.id, checked: i === 0, onchange: () => {
          use = each;
          shareField.hidden = each.share === undefined;
          share.value = each.share ?? 100;
        } }),
        each.label,
      ),
    );
    await confirm({
      title: `Deploy version ${version}`,
      content: [h("fieldset", {}, h("legend", {}, "Use it as"), choices), shareField, h("label", {}, h("span", {}, "Reason ", h("span", { class: "muted" }, "(goes to the audit log)")), reason)],
      check: "Check",
      action: "Deploy",
      ...REVISION,
      send: (really) => post(`deployment?dry-run=${!really}`, { ...use.body(version, Number(share.value)), reason: reason.value }),
    });
    this.load();
  },

  async rollback() {
    const { deployment } = this.snapshot;
    await confirm({
      title: "Roll back",
      content: [
        h("p", {}, deployment.canary || deployment.experiment ? `The ${deployment.canary ? "canary" : "experiment"} ends; version ${deployment.champion} scores everything.` : `The champion before version ${deployment.champion} returns.`),
      ],
      check: "Check",
      action: "Roll back",
      ...REVISION,
      send: (really) => post(`deployment/rollback?dry-run=${!really}`),
    });
    this.load();
  },
};

function past(champions) {
  if (champions.length === 0) {
    return empty("None yet.", "Rolling back needs one.");
  }
  return table(
    "Champions before",
    [
      { title: "Version", cell: (row) => row.version },
      { title: "Revision", number: true, cell: (row) => format.count(row.revision) },
      { title: "Until", number: true, cell: (row) => format.day(row.until_ms) },
    ],
    champions,
  );
}
