// Numbers and times as they are shown. The same number is written in the same way everywhere.

const WHOLE = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
const PLAIN = new Intl.NumberFormat("en", { maximumSignificantDigits: 3 });
const CLOCK = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit" });
const DAY = new Intl.DateTimeFormat("en-GB", { year: "numeric", month: "short", day: "numeric", hour: "2-digit", minute: "2-digit" });

export const NONE = "–";

const known = (value) => value !== null && value !== undefined && Number.isFinite(value);

/** Every digit, grouped. */
export function count(value) {
  return known(value) ? WHOLE.format(value) : NONE;
}

/** About three digits. */
export function number(value) {
  if (!known(value)) {
    return NONE;
  }
  return Math.abs(value) >= 1000 ? WHOLE.format(value) : PLAIN.format(value);
}

/** Per second; with decimals where there is little. */
export function rate(value) {
  return known(value) ? number(value >= 100 ? Math.round(value) : Math.round(value * 100) / 100) : NONE;
}

/** Shorter, for labels in a drawing. */
export function shortRate(value) {
  if (!known(value)) {
    return NONE;
  }
  return value >= 10_000 ? `${PLAIN.format(value / 1000)}k` : rate(value);
}

/** Seconds with the unit that suits them. */
export function duration(seconds) {
  if (!known(seconds)) {
    return NONE;
  }
  if (seconds === 0) {
    return "0";
  }
  const [value, unit] = seconds >= 1 ? [seconds, "s"] : seconds >= 0.001 ? [seconds * 1e3, "ms"] : [seconds * 1e6, "µs"];
  return `${number(value)} ${unit}`;
}

/** How old something was; negative for what came later. */
export function age(milliseconds) {
  if (!known(milliseconds)) {
    return NONE;
  }
  const seconds = milliseconds / 1000;
  const [unit, name] = [[86_400, "d"], [3_600, "h"], [60, "min"], [1, "s"]].find(([each]) => Math.abs(seconds) >= 2 * each) ?? [1, "s"];
  return `${number(seconds / unit)} ${name}`;
}

export function bytes(value) {
  if (!known(value)) {
    return NONE;
  }
  const units = ["B", "kB", "MB", "GB", "TB"];
  const power = value < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log(value) / Math.log(1000)));
  return `${PLAIN.format(value / 1000 ** power)} ${units[power]}`;
}

export function percent(share) {
  return known(share) ? `${PLAIN.format(share * 100)} %` : NONE;
}

/** A probability, down to where it no longer matters. */
export function probability(value) {
  if (!known(value)) {
    return NONE;
  }
  return value < 1e-4 ? (value === 0 ? "0" : value.toExponential(0)) : PLAIN.format(value);
}

export function clock(milliseconds) {
  return known(milliseconds) ? CLOCK.format(milliseconds) : NONE;
}

/** The time of day; with the date if it is not today's. */
export function moment(milliseconds) {
  return Date.now() - milliseconds < 12 * 3_600_000 ? clock(milliseconds) : day(milliseconds);
}

export function day(milliseconds) {
  return known(milliseconds) && milliseconds > 0 ? DAY.format(milliseconds) : NONE;
}

/** For people: a machine's word without its underscores. */
export function words(label) {
  return String(label).replaceAll("_", " ");
}
