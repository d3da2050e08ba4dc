// The graph that Kafka Streams runs, with what flows on its edges now.

import { get } from "./api.js";
import { failure, h, loading, section, svg, table } from "./dom.js";
import * as format from "./format.js";

const BOX = { width: 176, height: 40 };
const STEP = { x: 212, y: 76 };
const EDGE = 6;

export const topology = {
  id: "topology",
  title: "Topology",

  mount(panel) {
    this.drawing = h("div", { class: "graph", tabindex: 0, role: "group", "aria-label": "Drawing of the topology" }, loading());
    this.flows = h("div", {});
    panel.append(
      h(
        "div",
        { class: "grid" },
        section("Topology", { class: "card full" }, h("p", { class: "muted" }, "Events per second on the edges, time per frame and stores in the nodes; topics are round."), this.drawing),
        section("Flows", { class: "card full" }, this.flows),
      ),
    );
  },

  show() {
    if (!this.graph) {
      this.load();
    }
  },

  async load() {
    try {
      this.graph = await get("api/topology");
      this.draw();
    } catch (problem) {
      this.drawing.replaceChildren(failure(problem, () => this.load()));
    }
  },

  draw() {
    const place = layout(this.graph);
    this.labels = [];
    this.notes = [];
    const edges = this.graph.edges.map((edge) => this.edge(edge, place.get(edge.from), place.get(edge.to)));
    const nodes = this.graph.nodes.map((node) => this.node(node, place.get(node.id)));
    const all = [...place.values()];
    const width = Math.max(...all.map((at) => at.x)) + BOX.width / 2 + EDGE;
    const height = Math.max(...all.map((at) => at.y)) + BOX.height / 2 + EDGE;
    this.drawing.replaceChildren(
      svg("svg", { viewBox: `0 0 ${width} ${height}`, width, height, role: "img", "aria-label": "The flows are also listed in a table" }, edges, nodes, this.labels.map((each) => each.group)),
    );
    if (this.snapshot) {
      this.update(this.snapshot);
    }
  },

  /** Straight down within a column; else out at the side, over to the column of the target, and down. */
  edge(edge, from, to) {
    const side = to.x > from.x ? 1 : -1;
    const turn = 8;
    const path =
      from.x === to.x
        ? `M${from.x} ${from.y + BOX.height / 2}V${to.y - BOX.height / 2}`
        : `M${from.x + (side * BOX.width) / 2} ${from.y}H${to.x - side * turn}Q${to.x} ${from.y} ${to.x} ${from.y + turn}V${to.y - BOX.height / 2}`;
    const line = svg("path", { class: "edge", d: path });
    if (edge.plus.length > 0) {
      const at = from.x === to.x ? { x: from.x, y: to.y - BOX.height / 2 - 18 } : { x: from.x + side * (BOX.width / 2 + 36), y: from.y };
      const word = svg("text", { x: at.x, y: at.y, "text-anchor": "middle", "dominant-baseline": "central" }, "");
      const ground = svg("rect", { class: "edge-ground", x: at.x - 27, y: at.y - 9, width: 54, height: 18, rx: 4 });
      this.labels.push({ edge, line, word, group: svg("g", { class: "edge-label" }, ground, word) });
    }
    return line;
  },

  node(node, at) {
    const second = node.stage !== null || node.stores.length > 0;
    const note = svg("text", { class: "node-note", x: at.x, y: at.y + 9, "text-anchor": "middle", "dominant-baseline": "central" }, short(node.stores.join(", ")));
    if (node.stage !== null) {
      this.notes.push({ node, note });
    }
    return svg(
      "g",
      { class: `node ${node.kind}` },
      svg("title", {}, node.stores.length > 0 ? `${node.label}; stores: ${node.stores.join(", ")}` : node.label),
      svg("rect", { x: at.x - BOX.width / 2, y: at.y - BOX.height / 2, width: BOX.width, height: BOX.height, rx: node.kind === "topic" ? BOX.height / 2 : 6 }),
      svg("text", { x: at.x, y: at.y - (second ? 7 : 0), "text-anchor": "middle", "dominant-baseline": "central" }, short(node.label)),
      note,
    );
  },

  update(snapshot) {
    this.snapshot = snapshot;
    if (!this.labels) {
      return;
    }
    for (const { edge, line, word } of this.labels) {
      const rate = flow(snapshot, edge, "rate");
      word.textContent = `${format.shortRate(rate)}/s`;
      line.classList.toggle("flows", rate > 0);
    }
    for (const { node, note } of this.notes) {
      const stage = snapshot.stages.find((each) => each.stage === node.stage);
      note.textContent = short([stage && stage.frames > 0 ? format.duration(stage.mean_s) : null, ...node.stores].filter(Boolean).join(" · "));
    }
    const rows = this.labels.map(({ edge }) => edge).filter((edge) => !edge.from.startsWith("topic:") && !edge.to.startsWith("topic:"));
    this.flows.replaceChildren(
      table(
        "Flows",
        [
          { title: "From", cell: (edge) => edge.from },
          { title: "To", cell: (edge) => edge.to },
          { title: "per second", number: true, cell: (edge) => format.rate(flow(snapshot, edge, "rate")) },
        ],
        rows,
      ),
    );
  },
};

function flow({ flows }, edge, measure) {
  const sum = (keys) => keys.reduce((all, key) => all + (flows[key]?.[measure] ?? 0), 0);
  return Math.max(0, sum(edge.plus) - sum(edge.minus));
}

function short(label) {
  return label.length <= 26 ? label : `${label.slice(0, 12)}…${label.slice(-13)}`;
}

/**
 * Each node as far down as its longest way from a source. The way of the events, and else the longest way on, stays in one
 * column; what branches off goes to the right, the later the nearer, so that no edge crosses a box on its way out.
 */
function layout({ nodes, edges }) {
  const ids = nodes.map((node) => node.id);
  const next = (id) => edges.filter((edge) => edge.from === id).map((edge) => edge.to);
  const before = (id) => edges.filter((edge) => edge.to === id).map((edge) => edge.from);
  const depth = longest(ids, before);
  const ahead = longest(ids, next);
  const counted = (from, to) => edges.some((edge) => edge.from === from && edge.to === to && edge.plus.length > 0);
  const weight = (from, to) => ahead.get(to) + (counted(from, to) ? ids.length : 0);
  const column = columns(chains(ids, next, before, depth, weight), before, depth);
  const place = (id) => ({ x: column.get(id) * STEP.x + BOX.width / 2 + EDGE, y: depth.get(id) * STEP.y + BOX.height / 2 + EDGE });
  return new Map(ids.map((id) => [id, place(id)]));
}

/** Nodes one below the other, each the weightiest way on from the one before. */
function chains(ids, next, before, depth, weight) {
  const follower = (id) => next(id).reduce((best, each) => (best === null || weight(id, each) > weight(id, best) ? each : best), null);
  const own = (id) => before(id).find((each) => follower(each) === id && depth.get(id) === depth.get(each) + 1);
  const heads = ids.filter((id) => own(id) === undefined);
  return heads.map((head) => {
    const chain = [head];
    for (let id = follower(head); id !== null && own(id) === chain.at(-1); id = follower(id)) {
      chain.push(id);
    }
    return chain;
  });
}

function columns(waiting, before, depth) {
  const column = new Map();
  const taken = [];
  const free = (at, from, to) => !(taken[at] ?? []).some(([first, last]) => from <= last && first <= to);
  const first = (chain) => Math.min(depth.get(chain[0]), ...before(chain[0]).map((id) => depth.get(id)));
  const reachable = (chain, at) =>
    before(chain[0]).every((id) => Array.from({ length: at }, (_, i) => i).every((i) => i <= column.get(id) || free(i, depth.get(id), depth.get(id))));
  while (waiting.length > 0) {
    const ready = waiting.filter((chain) => before(chain[0]).every((id) => column.has(id)));
    const roots = ready.filter((chain) => before(chain[0]).length === 0);
    const choice = roots[0] ?? ready.sort((one, other) => first(other) - first(one))[0] ?? waiting[0];
    waiting = waiting.filter((chain) => chain !== choice);
    let at = Math.max(-1, ...before(choice[0]).map((id) => column.get(id) ?? -1)) + 1;
    while (!free(at, first(choice), depth.get(choice.at(-1))) || (at < 50 && !reachable(choice, at))) {
      at += 1;
    }
    (taken[at] ??= []).push([first(choice), depth.get(choice.at(-1))]);
    choice.forEach((id) => column.set(id, at));
  }
  return column;
}

/** The length of the longest way to each node; ends also where there is a circle. */
function longest(ids, before) {
  const length = new Map(ids.map((id) => [id, 0]));
  for (let round = 0; round < ids.length; round++) {
    for (const id of ids) {
      length.set(id, Math.min(ids.length, Math.max(0, ...before(id).map((each) => length.get(each) + 1))));
    }
  }
  return length;
}
