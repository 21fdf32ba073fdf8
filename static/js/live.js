// Follows what changes for a person: by the event stream, else by asking.
//
// `<… data-cursor="…">` on the page says from where on. Listeners get each record of
// `/api/v1/changes/`, or null when all that is shown may be out of date.

import { isOut, signedOut, whenBack } from "./session.js";

const STREAM = "/api/v1/events/";
const CHANGES = "/api/v1/changes/";
const POLL = 5_000;
const POLL_HIDDEN = 15_000;
const SHORT = 1_500;
const ENOUGH_SHORT = 3;
const POLLS_BETWEEN = 6;

const listeners = new Set();
let cursor = "";
let stream = null;
let timer = 0;
let shortLived = 0;
// Each way of following has its number: an answer to an earlier one has no say.
let run = 0;

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
  document.addEventListener("visibilitychange", afresh);
  window.addEventListener("pagehide", stop);
  window.addEventListener("pageshow", (event) => event.persisted && afresh());
  whenBack(() => {
    tell(null);
    afresh();
  });
  choose();
}

function stop() {
  run += 1;
  clearTimeout(timer);
  stream?.close();
  stream = null;
}

/** Whatever became of earlier streams, try one again. */
function afresh() {
  shortLived = 0;
  choose();
}

/** Stream while the page is seen: browsers allow few connections to one host. */
function choose() {
  stop();
  if (isOut()) return;
  if (document.hidden || shortLived >= ENOUGH_SHORT) poll(run, POLLS_BETWEEN);
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

/** Ask again and again; after `left` more times give the stream another chance. */
async function poll(mine, left) {
  await ask(mine);
  if (mine !== run || isOut()) return;
  if (left > 0 || document.hidden) {
    const pause = document.hidden ? POLL_HIDDEN : POLL;
    timer = setTimeout(poll, pause, mine, left - 1);
    return;
  }
  shortLived = ENOUGH_SHORT - 1;
  choose();
}

async function ask(mine) {
  try {
    const response = await fetch(`${CHANGES}?since=${encodeURIComponent(cursor)}`);
    const told = response.ok ? await response.json() : null;
    if (mine !== run || signedOut(response)) return;
    if (response.status === 410) tell(null);
    if (!told) return;
    cursor = told.cursor;
    for (const record of told.changes) tell(record);
  } catch {
    // Not reachable now; the next question may be.
  }
}

/** Go on from where a fresh copy of what the page shows stands. */
export function catchUp(fresh) {
  if (!stream && fresh) cursor = fresh;
}
