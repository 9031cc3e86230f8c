// @ts-check
/** Tiles change places: dragged by the pointer, or moved by the arrow keys. */

import { say } from "./toast.js";

const THRESHOLD_PX = 8;
/** @type {Record<string, number>} */
const STEPS = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 };

/**
 * @param {HTMLElement} list
 * @param {() => void} changed
 */
export function letMove(list, changed) {
  list.addEventListener("keydown", (event) => {
    const tile =
      event.target instanceof HTMLElement && event.target.parentElement === list ? event.target : null;
    const step = STEPS[event.key];
    if (!tile || step === undefined || event.altKey || event.ctrlKey || event.metaKey) {
      return;
    }
    event.preventDefault();
    const neighbour = step < 0 ? tile.previousElementSibling : tile.nextElementSibling;
    if (neighbour) {
      place(tile, neighbour);
      tile.focus({ preventScroll: true });
      changed();
      say(`Moved to place ${[...list.children].indexOf(tile) + 1}`);
    }
  });
  list.addEventListener("pointerdown", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    const tile = target?.closest(".upload");
    if (tile instanceof HTMLElement && !target?.closest("button") && event.button === 0) {
      drag(list, tile, event, changed);
    }
  });
}

/**
 * @param {HTMLElement} list
 * @param {HTMLElement} tile
 * @param {PointerEvent} start
 * @param {() => void} changed
 */
function drag(list, tile, start, changed) {
  let isMoving = false;
  /** @param {PointerEvent} event */
  const onMove = (event) => {
    if (event.pointerId !== start.pointerId) {
      return;
    }
    if (
      !isMoving &&
      Math.hypot(event.clientX - start.clientX, event.clientY - start.clientY) > THRESHOLD_PX
    ) {
      isMoving = true;
      tile.dataset.moving = "";
      tile.setPointerCapture(event.pointerId);
    }
    if (isMoving) {
      const under = [...list.children].find((other) => other !== tile && holds(other, event));
      if (under) {
        place(tile, under);
        changed();
      }
    }
  };
  const onEnd = () => {
    delete tile.dataset.moving;
    tile.removeEventListener("pointermove", onMove);
    tile.removeEventListener("pointerup", onEnd);
    tile.removeEventListener("pointercancel", onEnd);
  };
  tile.addEventListener("pointermove", onMove);
  tile.addEventListener("pointerup", onEnd);
  tile.addEventListener("pointercancel", onEnd);
}

/**
 * @param {Element} element
 * @param {PointerEvent} event
 */
function holds(element, event) {
  const box = element.getBoundingClientRect();
  return (
    event.clientX >= box.left &&
    event.clientX <= box.right &&
    event.clientY >= box.top &&
    event.clientY <= box.bottom
  );
}

/**
 * Put a tile where another one is; that one and those between move up.
 * @param {Element} tile
 * @param {Element} other
 */
function place(tile, other) {
  const isBefore = tile.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_PRECEDING;
  if (isBefore) {
    other.before(tile);
  } else {
    other.after(tile);
  }
}
