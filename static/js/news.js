// Tells of jobs that ended: politely, at most one in 15 seconds, and in the title of
// a page that nobody sees. Words come from `<div data-news data-ready data-failed>`.

const APART = 15_000;
const title = document.title;
const told = new Set();
const waiting = [];
let unseen = 0;
let quiet = false;

/** Take in a change; only ends are news. */
export function announce(record) {
  const job = record?.object;
  if (record?.type !== "generation" || !job?.final || told.has(job.id)) return;
  told.add(job.id);
  const words = document.querySelector("[data-news]");
  const said = words?.dataset[job.state];
  if (!said) return;
  if (document.hidden) document.title = `(${++unseen}) ${title}`;
  waiting.push(`${said} ${(job.title || job.prompt).slice(0, 80)}`);
  speak(words);
}

function speak(words) {
  if (quiet || !waiting.length) return;
  const [first, ...more] = waiting.splice(0);
  words.textContent = more.length ? `${first} (+${more.length})` : first;
  quiet = true;
  setTimeout(() => {
    quiet = false;
    speak(words);
  }, APART);
}

document.addEventListener("visibilitychange", () => {
  if (document.hidden) return;
  unseen = 0;
  document.title = title;
});
