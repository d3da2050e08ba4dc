// Builds elements. Text is always text: nothing that a topic or a model says becomes markup.

const SVG = "http://www.w3.org/2000/svg";

function add(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === null || value === undefined || value === false) {
      continue;
    }
    if (name.startsWith("on")) {
      element.addEventListener(name.slice(2), value);
    } else {
      element.setAttribute(name, value === true ? "" : String(value));
    }
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** An HTML element; attributes that begin with "on" are listeners. */
export function h(tag, attributes, ...children) {
  return add(document.createElement(tag), attributes, children);
}

/** An SVG element. */
export function svg(tag, attributes, ...children) {
  return add(document.createElementNS(SVG, tag), attributes, children);
}

/** Sets the text where it has changed, so that what a reader has selected stays selected. */
export function text(element, value) {
  if (element.textContent !== value) {
    element.textContent = value;
  }
}

/** A part of a view with its heading. */
export function section(title, attributes, ...children) {
  return h("section", { class: "card", ...attributes }, h("h2", {}, title), ...children);
}

/** What is shown where there is nothing to show. */
export function empty(title, ...more) {
  return h("div", { class: "empty" }, h("p", { class: "empty-title" }, title), ...more.map((each) => h("p", { class: "muted" }, each)));
}

export function loading() {
  return h("p", { class: "empty muted", "aria-busy": "true" }, "Loading");
}

/** What went wrong, with a way to try again. */
export function failure(problem, again) {
  return h(
    "div",
    { class: "empty", role: "alert" },
    h("p", { class: "empty-title problem" }, problem.title ?? "This could not be loaded"),
    h("p", { class: "muted" }, problem.message),
    again && h("p", {}, h("button", { type: "button", onclick: again }, "Try again")),
  );
}

/**
 * A table. Columns are {title, number, cell(row)}; rows keep their place and their focus when they are drawn again.
 */
export function table(caption, columns, rows, onrow) {
  return h(
    "div",
    { class: "scroll" },
    h(
      "table",
      {},
      h("caption", { class: "hidden" }, caption),
      h("thead", {}, h("tr", {}, columns.map((column) => h("th", { scope: "col", class: column.number && "number" }, column.title)))),
      h("tbody", {}, rows.map((row) => tableRow(columns, row, onrow))),
    ),
  );
}

function tableRow(columns, row, onrow) {
  return h("tr", onrow ? onrow(row) : {}, columns.map((column) => h("td", { class: column.number && "number" }, column.cell(row))));
}

/** A word on a coloured ground; the word alone says it too. */
export function badge(word, tone) {
  return h("span", { class: `badge ${tone ?? ""}` }, word);
}
