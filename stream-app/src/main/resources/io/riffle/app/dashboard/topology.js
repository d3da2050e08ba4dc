// The graph that Kafka Streams runs, with what flows on its edges now.

import { get } from "./api.js";
import { failure, h, loading, section, svg, table } from "./dom.js";
import * as format from "./format.js";

const BOX = { width: 176, height: 40 };
const STEP = { x: 234, y: 76 };
const EDGE = 60; // room for a rate on an edge that runs along the side

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
    const edges = this.graph.edges.map((edge) => this.edge(edge, route(place, edge)));
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

  edge(edge, { path, label }) {
    const line = svg("path", { class: "edge", d: path });
    if (edge.plus.length > 0) {
      const word = svg("text", { x: label.x, y: label.y, "text-anchor": "middle", "dominant-baseline": "central" }, "");
      const ground = svg("rect", { class: "edge-ground", x: label.x - 26, y: label.y - 8, width: 52, height: 16, rx: 4 });
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
  return label.length <= 22 ? label : `${label.slice(0, 9)}…${label.slice(-12)}`;
}

/**
 * Straight down within a column. Else out at the side, or below the box where another is in the way, over to the column
 * of the target, and down on it, or beside its column where another is above it.
 */
function route(place, edge) {
  const from = place.get(edge.from);
  const to = place.get(edge.to);
  const box = (column, row) => [...place.values()].some((at) => at.column === column && at.row === row);
  const between = (one, other) => Array.from({ length: Math.max(0, Math.abs(one - other) - 1) }, (_, i) => Math.min(one, other) + 1 + i);
  const above = to.y - BOX.height / 2;
  const below = from.y + BOX.height / 2;
  const covered = between(from.row, to.row).some((row) => box(to.column, row));
  if (from.column === to.column && !covered) {
    return { path: `M${from.x} ${below}V${above}`, label: { x: from.x, y: above - 18 } };
  }
  const side = to.x > from.x ? 1 : -1;
  const blocked = to.x <= from.x || between(from.column, to.column).some((column) => box(column, from.row)) || box(to.column, from.row);
  const start = blocked ? { x: from.x + side * (BOX.width / 2 - 22), y: below + 6 } : { x: from.x + (side * BOX.width) / 2, y: from.y };
  const out = blocked ? `M${start.x} ${below}V${start.y}` : `M${start.x} ${start.y}`;
  const x = covered ? to.x - BOX.width / 2 - 16 : to.x;
  const turn = (from.column === to.column ? 0 : 8) * Math.sign(x - start.x);
  const down = `H${x - turn}Q${x} ${start.y} ${x} ${start.y + Math.abs(turn)}V${covered ? to.y : above}`;
  return { path: `${out}${down}${covered ? `H${to.x - BOX.width / 2}` : ""}`, label: { x: from.x + side * (STEP.x / 2), y: start.y } };
}

/**
 * Each node as far down as its longest way from a source. The way of the events, and else the longest way on, stays in one
 * column; what branches off takes the next one at the right that is free.
 */
function layout({ nodes, edges }) {
  const ids = nodes.map((node) => node.id);
  const next = (id) => edges.filter((edge) => edge.from === id).map((edge) => edge.to);
  const before = (id) => edges.filter((edge) => edge.to === id).map((edge) => edge.from);
  const depth = longest(ids, before);
  const ahead = longest(ids, next);
  const events = (from, to) => edges.some((edge) => edge.from === from && edge.to === to && edge.plus.some((flow) => ["received", "predicted"].includes(flow)));
  const weight = (from, to) => ahead.get(to) + (events(from, to) ? ids.length : 0);
  const column = columns(chains(ids, next, before, depth, weight), before, depth);
  const place = (id) => ({
    column: column.get(id),
    row: depth.get(id),
    x: column.get(id) * STEP.x + BOX.width / 2 + EDGE,
    y: depth.get(id) * STEP.y + BOX.height / 2 + EDGE,
  });
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

function columns(chains, before, depth) {
  const column = new Map();
  const spans = [];
  const first = (chain) => Math.min(depth.get(chain[0]), ...before(chain[0]).map((id) => depth.get(id)));
  const free = (at, from, to) => !(spans[at] ?? []).some((span) => from <= span.to && span.from <= to);
  const waiting = new Set(chains);
  while (waiting.size > 0) {
    const ready = [...waiting].filter((chain) => before(chain[0]).every((id) => column.has(id)));
    const chain = ready.sort((one, other) => first(one) - first(other) || other.length - one.length)[0] ?? [...waiting][0];
    waiting.delete(chain);
    const to = depth.get(chain.at(-1));
    let at = Math.max(-1, ...before(chain[0]).map((id) => column.get(id) ?? -1)) + 1;
    while (!free(at, first(chain), to)) {
      at += 1;
    }
    (spans[at] ??= []).push({ from: first(chain), to });
    chain.forEach((id) => column.set(id, at));
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
