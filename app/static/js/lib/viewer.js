// @ts-check
/** The full-screen viewer: arrows, swipe, zoom by button, double tap, wheel and two fingers. */

import { openDialog } from "./dialog.js";
import { fromTemplate, mayMove } from "./swap.js";

const MOST_ZOOM = 5;
const STEP_ZOOM = 2.5;
const SWIPE_PX = 60;
const DOUBLE_MS = 300;

/**
 * @param {HTMLElement} group the pictures of a post
 * @param {HTMLAnchorElement} link the one to show first
 */
export function openViewer(group, link) {
  const dialog = fromTemplate("viewer-template");
  if (dialog instanceof HTMLDialogElement) {
    new Viewer(
      dialog,
      /** @type {HTMLAnchorElement[]} */ ([...group.querySelectorAll("a[data-picture]")]),
    ).open(link);
  }
}

class Viewer {
  /**
   * @param {HTMLDialogElement} dialog
   * @param {HTMLAnchorElement[]} links
   */
  constructor(dialog, links) {
    this.dialog = dialog;
    this.links = links;
    this.index = 0;
    this.picture = /** @type {HTMLImageElement} */ (dialog.querySelector("[data-viewer-picture]"));
    this.stage = /** @type {HTMLElement} */ (dialog.querySelector("[data-viewer-stage]"));
    this.zoom = 1;
    this.x = 0;
    this.y = 0;
    /** @type {Map<number, {x: number, y: number}>} */
    this.fingers = new Map();
    this.start = { x: 0, y: 0, zoom: 1, distance: 0, left: 0, top: 0 };
    this.tappedAt = 0;
  }

  /** @param {HTMLAnchorElement} link */
  open(link) {
    this.press("close", () => this.dialog.close());
    this.press("previous", () => this.show(this.index - 1));
    this.press("next", () => this.show(this.index + 1));
    this.press("zoom", () => this.zoomTo(this.zoom > 1 ? 1 : STEP_ZOOM));
    this.dialog.addEventListener("keydown", (event) => this.onKey(event));
    this.stage.addEventListener("wheel", (event) => this.onWheel(event), { passive: false });
    this.stage.addEventListener("pointerdown", (event) => this.onDown(event));
    this.stage.addEventListener("pointermove", (event) => this.onMove(event));
    for (const name of /** @type {const} */ (["pointerup", "pointercancel"])) {
      this.stage.addEventListener(name, (event) => this.onUp(event));
    }
    openDialog(this.dialog, link);
    this.show(this.links.indexOf(link));
  }

  /**
   * @param {string} name
   * @param {() => void} act
   */
  press(name, act) {
    this.dialog.querySelector(`[data-viewer-${name}]`)?.addEventListener("click", act);
  }

  /** @param {number} index */
  show(index) {
    if (index < 0 || index >= this.links.length) {
      return;
    }
    this.index = index;
    const link = this.links[index];
    const small = /** @type {HTMLImageElement | null} */ (link.querySelector("img:not(.media-blur)"));
    this.zoomTo(1);
    // What is there already first: the large one takes its place when it is loaded.
    this.picture.src = small?.currentSrc || link.href;
    this.picture.alt = small?.alt ?? "";
    const large = new Image();
    large.src = mayMove() ? link.href : small?.src || link.href;
    large.decode().then(
      () => {
        if (this.links[this.index] === link) {
          this.picture.src = large.src;
        }
      },
      () => {},
    );
    this.say("[data-viewer-words]", small?.alt ?? "");
    this.say("[data-viewer-number]", this.links.length > 1 ? `${index + 1} of ${this.links.length}` : "");
    this.toggle("previous", index > 0);
    this.toggle("next", index < this.links.length - 1);
  }

  /**
   * @param {string} selector
   * @param {string} words
   */
  say(selector, words) {
    const place = this.dialog.querySelector(selector);
    if (place) {
      place.textContent = words;
    }
  }

  /**
   * @param {string} name
   * @param {boolean} isThere
   */
  toggle(name, isThere) {
    const button = this.dialog.querySelector(`[data-viewer-${name}]`);
    if (button instanceof HTMLElement) {
      if (!isThere && document.activeElement === button) {
        /** @type {HTMLElement | null} */ (this.dialog.querySelector("[data-viewer-close]"))?.focus();
      }
      button.hidden = !isThere;
    }
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    /** @type {Record<string, () => void>} */
    const acts = {
      ArrowLeft: () => this.show(this.index - 1),
      ArrowRight: () => this.show(this.index + 1),
      Home: () => this.show(0),
      End: () => this.show(this.links.length - 1),
      "+": () => this.zoomTo(this.zoom * 1.5),
      "=": () => this.zoomTo(this.zoom * 1.5),
      "-": () => this.zoomTo(this.zoom / 1.5),
      0: () => this.zoomTo(1),
    };
    const act = acts[event.key];
    if (act && !(event.ctrlKey || event.metaKey || event.altKey)) {
      event.preventDefault();
      event.stopPropagation();
      act();
    }
  }

  /** @param {WheelEvent} event */
  onWheel(event) {
    event.preventDefault();
    this.zoomTo(this.zoom * Math.exp(-event.deltaY / 300));
  }

  /** @param {number} zoom */
  zoomTo(zoom) {
    this.zoom = Math.min(MOST_ZOOM, Math.max(1, zoom));
    if (this.zoom === 1) {
      this.x = 0;
      this.y = 0;
    }
    this.place();
    const button = this.dialog.querySelector("[data-viewer-zoom]");
    button?.setAttribute("aria-pressed", String(this.zoom > 1));
    button?.setAttribute("aria-label", this.zoom > 1 ? "Zoom out" : "Zoom in");
    this.dialog.toggleAttribute("data-zoomed", this.zoom > 1);
  }

  place() {
    const spare = (this.zoom - 1) / 2;
    const width = this.picture.clientWidth * spare;
    const height = this.picture.clientHeight * spare;
    this.x = Math.min(width, Math.max(-width, this.x));
    this.y = Math.min(height, Math.max(-height, this.y));
    this.picture.style.transform =
      this.zoom === 1 ? "" : `translate(${this.x}px, ${this.y}px) scale(${this.zoom})`;
  }

  distance() {
    const [one, two] = [...this.fingers.values()];
    return one && two ? Math.hypot(one.x - two.x, one.y - two.y) : 0;
  }

  /** @param {PointerEvent} event */
  onDown(event) {
    if (event.target instanceof Element && event.target.closest("button")) {
      return;
    }
    this.stage.setPointerCapture(event.pointerId);
    this.fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    this.start = {
      x: event.clientX,
      y: event.clientY,
      zoom: this.zoom,
      distance: this.distance(),
      left: this.x,
      top: this.y,
    };
  }

  /** @param {PointerEvent} event */
  onMove(event) {
    if (!this.fingers.has(event.pointerId)) {
      return;
    }
    this.fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    if (this.fingers.size === 2 && this.start.distance > 0) {
      this.zoomTo((this.start.zoom * this.distance()) / this.start.distance);
    } else if (this.zoom > 1) {
      this.x = this.start.left + event.clientX - this.start.x;
      this.y = this.start.top + event.clientY - this.start.y;
      this.place();
    }
  }

  /** @param {PointerEvent} event */
  onUp(event) {
    const wasAlone = this.fingers.size === 1;
    if (!this.fingers.delete(event.pointerId) || event.type === "pointercancel" || !wasAlone) {
      return;
    }
    const across = event.clientX - this.start.x;
    const down = event.clientY - this.start.y;
    if (Math.hypot(across, down) < 8) {
      this.onTap(event);
    } else if (this.zoom === 1 && Math.abs(across) > SWIPE_PX && Math.abs(across) > Math.abs(down)) {
      this.show(this.index + (across < 0 ? 1 : -1));
    } else if (this.zoom === 1 && down > SWIPE_PX * 1.5) {
      this.dialog.close();
    }
  }

  /** @param {PointerEvent} event */
  onTap(event) {
    if (event.timeStamp - this.tappedAt < DOUBLE_MS) {
      this.tappedAt = 0;
      this.zoomTo(this.zoom > 1 ? 1 : STEP_ZOOM);
    } else {
      this.tappedAt = event.timeStamp;
    }
  }
}
