// Charts of the last minutes. Colours come from the style sheet, so that both themes have their own.

const { uPlot } = globalThis;
const drawn = new Set();

function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

/** Draws all charts again, after the theme has changed. */
export function repaint() {
  drawn.forEach((chart) => chart.paint());
}

/** A line chart over time with a legend of its own: the values under the pointer, else the latest. */
export class Chart {
  /**
   * @param title what it shows; also what a screen reader says
   * @param series {label, colour (a custom property), format(value), fill}
   */
  constructor(title, series, format) {
    this.title = title;
    this.series = series;
    this.format = format;
    this.data = [[], ...series.map(() => [])];
    this.values = series.map(() => element("b"));
    this.canvas = element("div", "chart-canvas");
    this.canvas.setAttribute("role", "img");
    this.element = element("figure", "chart");
    this.element.append(this.legend(), this.canvas);
    this.size = new ResizeObserver(() => this.fit());
    this.size.observe(this.canvas);
    drawn.add(this);
  }

  legend() {
    const caption = element("figcaption");
    const heading = element("h2");
    heading.textContent = this.title;
    const legends = element("span", "legends");
    caption.append(heading, legends);
    this.series.forEach((series, i) => {
      const item = element("span", "legend");
      const swatch = element("i");
      swatch.style.setProperty("background", `var(${series.colour})`);
      item.append(swatch, series.label, " ", this.values[i]);
      legends.append(item);
    });
    return caption;
  }

  /** @param data times in seconds, then one array per series; null where there is no value */
  show(data) {
    this.data = data;
    if (this.plot) {
      this.plot.setData(data);
    } else {
      this.fit();
    }
    this.say(null);
  }

  say(index) {
    const at = index ?? this.data[0].length - 1;
    this.series.forEach((series, i) => {
      this.values[i].textContent = this.format(this.data[i + 1][at]);
    });
    if (index === null) {
      const spoken = this.series.map((series, i) => `${series.label} ${this.values[i].textContent}`).join(", ");
      this.canvas.setAttribute("aria-label", `${this.title}, now: ${spoken}`);
    }
  }

  fit() {
    const { clientWidth: width, clientHeight: height } = this.canvas;
    if (width === 0 || this.data[0].length === 0) {
      return;
    }
    if (!this.plot) {
      this.paint();
    } else if (this.plot.width !== width || this.plot.height !== height) {
      this.plot.setSize({ width, height });
    }
  }

  paint() {
    const { clientWidth: width, clientHeight: height } = this.canvas;
    if (width === 0 || this.data[0].length === 0) {
      return;
    }
    this.plot?.destroy();
    this.plot = new uPlot(this.options(width, height), this.data, this.canvas);
  }

  options(width, height) {
    const axis = {
      stroke: colour("--muted"),
      font: "11px system-ui, sans-serif",
      grid: { stroke: colour("--line"), width: 1 },
      ticks: { show: false },
    };
    return {
      width,
      height,
      legend: { show: false },
      cursor: { sync: { key: "time" }, y: false, drag: { setScale: false }, points: { size: 6 } },
      padding: [8, 6, 0, 0],
      scales: { x: { time: true }, y: { range: (plot, low, high) => [0, high > 0 ? high * 1.12 : 1] } },
      axes: [
        { ...axis, size: 26, space: 70, values: "{HH}:{mm}:{ss}" },
        { ...axis, size: 54, space: 28, values: (plot, values) => values.map((value) => this.format(value)) },
      ],
      series: [
        {},
        ...this.series.map((series) => ({
          label: series.label,
          stroke: colour(series.colour),
          width: 1.5,
          fill: series.fill && `${colour(series.colour)}1f`,
          points: { show: false },
        })),
      ],
      hooks: { setCursor: [(plot) => this.say(plot.cursor.idx ?? null)] },
    };
  }
}

function element(tag, name) {
  const created = document.createElement(tag);
  if (name) {
    created.className = name;
  }
  return created;
}
