// Follows what changes for a person: by the event stream, else by asking.
//
// `<… data-cursor="…">` on the page says from where on. Listeners get each record of
// `/api/v1/changes/`, or null when all that is shown may be out of date.

const STREAM = "/api/v1/events/";
const CHANGES = "/api/v1/changes/";
const POLL = 5_000;
const POLL_HIDDEN = 15_000;
const SHORT = 1_500;
const ENOUGH_SHORT = 3;

const listeners = new Set();
let cursor = "";
let stream = null;
let timer = 0;
let shortLived = 0;

/** Call `listener` for every change from now on. */
export function follow(listener) {
  listeners.add(listener);
  if (listeners.size === 1) start();
}

function tell(record) {
  for (const listener of listeners) listener(record);
}

function start() {
  cursor = document.querySelector("[data-cursor]")?.dataset.cursor ?? "";
  document.addEventListener("visibilitychange", choose);
  window.addEventListener("pagehide", stop);
  window.addEventListener("pageshow", (event) => event.persisted && choose());
  choose();
}

function stop() {
  clearTimeout(timer);
  stream?.close();
  stream = null;
}

/** Stream while the page is seen: browsers allow few connections to one host. */
function choose() {
  stop();
  if (document.hidden || shortLived >= ENOUGH_SHORT) poll();
  else listen();
}

function listen() {
  const opened = performance.now();
  stream = new EventSource(`${STREAM}?since=${encodeURIComponent(cursor)}`);
  for (const type of ["generation", "video"]) stream.addEventListener(type, heard);
  stream.addEventListener("error", () => {
    shortLived = performance.now() - opened < SHORT ? shortLived + 1 : 0;
    stop();
    timer = setTimeout(choose, shortLived >= ENOUGH_SHORT ? 0 : 500);
  });
}

function heard(event) {
  cursor = event.lastEventId || cursor;
  shortLived = 0;
  tell(JSON.parse(event.data));
}

async function poll() {
  await ask();
  clearTimeout(timer);
  timer = setTimeout(poll, document.hidden ? POLL_HIDDEN : POLL);
}

async function ask() {
  try {
    const response = await fetch(`${CHANGES}?since=${encodeURIComponent(cursor)}`);
    if (response.status === 410) return tell(null);
    if (!response.ok) return undefined;
    const told = await response.json();
    cursor = told.cursor;
    for (const record of told.changes) tell(record);
  } catch {
    // Not reachable now; the next question may be.
  }
  return undefined;
}

/** Go on from where a fresh copy of the page's jobs stands. */
export function catchUp(fresh) {
  if (!stream && fresh) cursor = fresh;
}
