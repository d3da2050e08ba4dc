// Talks to the server: JSON, the stream of snapshots, and who is signed in.

const SECRET = "riffle-authorization";
const LONGEST_WAIT_MS = 15_000;
const SILENCE_MS = 8_000;

/** An answer that is no success; status 0 where there was none. */
export class ApiError extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

let signIn = null;

/** @param ask called when the server wants to know who asks; gives the Authorization header */
export function onSignIn(ask) {
  signIn = ask;
}

let asking = null;

async function authorize(refused) {
  if (refused !== null && refused !== sessionStorage.getItem(SECRET)) {
    return; // somebody else has signed in meanwhile
  }
  asking ??= signIn(refused !== null).finally(() => {
    asking = null;
  });
  sessionStorage.setItem(SECRET, await asking);
}

// credentials: "omit" keeps the browser from asking with a dialog of its own.
async function send(path, options) {
  for (;;) {
    const secret = sessionStorage.getItem(SECRET);
    const headers = { ...options.headers, ...(secret && { Authorization: secret }) };
    let response;
    try {
      response = await fetch(path, { ...options, headers, credentials: "omit", cache: "no-store" });
    } catch (broken) {
      if (broken.name === "AbortError") {
        throw broken;
      }
      throw new ApiError(0, "The server does not answer.");
    }
    if (response.status !== 401) {
      return response;
    }
    await authorize(secret);
  }
}

async function json(response) {
  let body = null;
  try {
    body = await response.json();
  } catch {
    // No JSON: the status says enough.
  }
  if (!response.ok) {
    throw new ApiError(response.status, body?.error ?? `The server answered ${response.status}.`);
  }
  return body;
}

export async function get(path) {
  return json(await send(path, { headers: { Accept: "application/json" } }));
}

export async function post(path, body) {
  const headers = { Accept: "application/json", "Content-Type": "application/json" };
  return json(await send(path, { method: "POST", headers, body: body === undefined ? "" : JSON.stringify(body) }));
}

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/**
 * Follows the snapshots for ever. An EventSource cannot send who asks, so the stream is read by hand.
 *
 * @param onsnapshot gets each snapshot
 * @param onstate gets "live", "polling" (no place in the stream), or "away" with the seconds until the next try
 */
export async function follow(onsnapshot, onstate) {
  for (let failures = 0; ; ) {
    try {
      const busy = await readStream((snapshot) => {
        failures = 0;
        onstate("live");
        onsnapshot(snapshot);
      });
      if (busy) {
        onsnapshot(await get("api/overview"));
        onstate("polling");
        await pause(5_000);
        continue;
      }
    } catch (problem) {
      console.debug("stream ended:", problem.message);
    }
    failures += 1;
    const wait = Math.min(LONGEST_WAIT_MS, 500 * 2 ** Math.min(failures - 1, 6)) * (0.75 + Math.random() / 4);
    onstate("away", Math.max(1, Math.round(wait / 1000)));
    await pause(wait);
  }
}

/** @return whether the server has no place for one more */
async function readStream(onsnapshot) {
  const abort = new AbortController();
  let silence = setTimeout(() => abort.abort(), SILENCE_MS);
  try {
    const response = await send("api/stream", { headers: { Accept: "text/event-stream" }, signal: abort.signal });
    if (!response.ok) {
      await json(response);
    }
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = "";
    for (;;) {
      const { value, done } = await reader.read();
      if (done) {
        return false;
      }
      clearTimeout(silence);
      silence = setTimeout(() => abort.abort(), SILENCE_MS);
      const messages = (rest + value.replaceAll("\r", "")).split("\n\n");
      rest = messages.pop();
      for (const message of messages.map(parse)) {
        if (message.event === "busy") {
          return true;
        }
        if (message.event === "snapshot") {
          onsnapshot(JSON.parse(message.data));
        }
      }
    }
  } finally {
    clearTimeout(silence);
    abort.abort();
  }
}

function parse(message) {
  const fields = { event: "message", data: [] };
  for (const line of message.split("\n")) {
    const [, name, value] = /^(\w*): ?(.*)$/.exec(line) ?? [];
    if (name === "event") {
      fields.event = value;
    } else if (name === "data") {
      fields.data.push(value);
    }
  }
  return { event: fields.event, data: fields.data.join("\n") };
}
