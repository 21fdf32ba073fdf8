// Brings the tiles of a wall to where a fresh copy of its first page has them.

import { arm } from "./preview.js";

/** Put the `fresh` tiles in their order at the top, and take away what has gone.
 *
 *  Tiles after the last fresh one belong to older pages and stay, unless the fresh page
 *  is the `whole` wall. Where that last one is new to the wall, nobody can tell what
 *  stood before it, and the wall ends with it as well. Returns whether it does. */
export function merge(wall, fresh, whole) {
  const last = document.getElementById(fresh.at(-1)?.id);
  const ends = whole || !last;
  const kept = new Set(ends ? [] : after(last));
  const named = new Set(fresh.map((tile) => tile.id));
  for (const tile of Array.from(wall.children)) {
    if (!named.has(tile.id) && !kept.has(tile)) tile.remove();
  }
  let place = wall.firstElementChild;
  for (const tile of fresh) {
    const there = place?.id === tile.id;
    const shown = settle(tile);
    if (there) place = shown.nextElementSibling;
    else wall.insertBefore(shown, place);
  }
  return ends;
}

function* after(tile) {
  for (let next = tile.nextElementSibling; next; next = next.nextElementSibling) yield next;
}

/** Return the tile that is shown, or the fresh one in its place if that tells more. */
function settle(tile) {
  const old = document.getElementById(tile.id);
  const gained = !old?.querySelector("img") && tile.querySelector("img");
  if (old && !gained && !tile.matches("[data-busy]")) return old;
  arm(tile);
  old?.replaceWith(tile);
  return tile;
}
