// @ts-check
/** The tiles of a composer: upload with progress, cancel, retry, order, and description of each file. */

import { describe } from "./alt_text.js";
import { fromTemplate } from "./swap.js";
import { letMove } from "./tile_order.js";
import { say } from "./toast.js";
import { sendFile } from "./upload_request.js";

const MOST = 10;
const AT_ONCE = 2;
const TOO_MANY = `A post holds up to ${MOST} pictures.`;
const ONE_VIDEO = "A post holds pictures or one video.";
const NOT_ALL = "Not everything is uploaded. Retry it or remove it.";
const MEGABYTE = 1_000_000;
const TYPES = /^(image\/(jpeg|png|webp|gif|avif)|video\/(mp4|webm|quicktime))$/;
const WRONG = "Try a JPEG, PNG, WebP, GIF or AVIF picture, or an MP4, WebM or MOV video.";

/**
 * @typedef {object} Tile
 * @property {File | null} file null: it was uploaded before this page was made
 * @property {string} name
 * @property {boolean} isVideo
 * @property {HTMLElement} element
 * @property {"waiting" | "uploading" | "ready" | "failed"} state
 * @property {string} id of the upload, when it is ready
 * @property {string} alt
 * @property {() => void} cancel
 */

export class Uploads {
  /** @param {HTMLFormElement} form */
  constructor(form) {
    this.form = form;
    this.list = /** @type {HTMLElement} */ (form.querySelector("[data-uploads]"));
    this.problem = form.querySelector("[data-upload-problem]");
    this.hint = form.querySelector("[data-upload-hint]");
    /** @type {Tile[]} */
    this.tiles = [];
    /** @type {(() => void)[]} */
    this.waiters = [];
    form.addEventListener("skein:sending", (event) => {
      /** @type {CustomEvent} */ (event).detail.push(this.settled());
    });
    form.addEventListener("skein:done", () => this.clear());
    letMove(this.list, () => this.sort());
    for (const kept of this.list.querySelectorAll("[data-upload-kept]")) {
      this.adopt(/** @type {HTMLElement} */ (kept));
    }
    this.refresh();
  }

  /**
   * Make a tile of what the server wrote into the page: of a draft, or of a form that was refused.
   * @param {HTMLElement} kept
   */
  adopt(kept) {
    const element = fromTemplate("upload-template");
    const preview = kept.querySelector("img");
    if (!element || !preview) {
      return;
    }
    const isVideo = kept.dataset.kind === "video";
    const name = isVideo ? "video" : "picture";
    /** @type {Tile} */
    const tile = {
      file: null,
      name,
      isVideo,
      element,
      state: "ready",
      id: "",
      alt: kept.dataset.alt ?? "",
      cancel: () => {},
    };
    this.connect(tile, preview);
    kept.replaceWith(element);
    this.arrived(tile, kept.dataset.uploadKept ?? "");
  }

  /** @param {File[]} files */
  add(files) {
    this.tell("");
    for (const file of files) {
      const problem = this.problemOf(file);
      if (problem) {
        this.tell(problem);
      } else {
        this.addTile(file);
      }
    }
    this.refresh();
    this.next();
  }

  /**
   * Why a file is not even tried; the server decides again, by its content.
   * @param {File} file
   */
  problemOf(file) {
    if (file.type !== "" && !TYPES.test(file.type)) {
      return `${file.name} can't be used. ${WRONG}`;
    }
    const isVideo = file.type.startsWith("video/");
    const most = isVideo ? 100 : 8;
    if (file.size > most * MEGABYTE) {
      return `${file.name} is larger than ${most} MB. Try a smaller one.`;
    }
    if (this.tiles.length > 0 && (isVideo || this.tiles.some((tile) => tile.isVideo))) {
      return ONE_VIDEO;
    }
    return this.tiles.length >= MOST ? TOO_MANY : "";
  }

  /** @param {File} file */
  addTile(file) {
    const element = fromTemplate("upload-template");
    if (!element) {
      return;
    }
    /** @type {Tile} */
    const tile = {
      file,
      name: file.name,
      isVideo: file.type.startsWith("video/"),
      element,
      state: "waiting",
      id: "",
      alt: "",
      cancel: () => {},
    };
    const preview = document.createElement(tile.isVideo ? "video" : "img");
    preview.src = URL.createObjectURL(file);
    this.connect(tile, preview);
    this.list.append(element);
  }

  /**
   * @param {Tile} tile
   * @param {HTMLImageElement | HTMLVideoElement} preview
   */
  connect(tile, preview) {
    const { element } = tile;
    preview.setAttribute("data-upload-preview", "");
    if (preview instanceof HTMLVideoElement) {
      preview.muted = true;
      preview.preload = "metadata";
    } else {
      preview.alt = "";
      preview.draggable = false;
    }
    // What the browser cannot draw, the server will say more about.
    preview.addEventListener("error", () => {
      preview.hidden = true;
    });
    element.prepend(preview);
    element.querySelector("[data-upload-close]")?.addEventListener("click", () => this.remove(tile));
    element.querySelector("[data-upload-retry]")?.addEventListener("click", () => this.retry(tile));
    element.querySelector("[data-upload-alt]")?.addEventListener("click", () => this.describe(tile));
    this.tiles.push(tile);
  }

  /** Start what waits, some at a time. */
  next() {
    const free = AT_ONCE - this.tiles.filter((tile) => tile.state === "uploading").length;
    for (const tile of this.tiles.filter((one) => one.state === "waiting").slice(0, Math.max(0, free))) {
      this.start(tile);
    }
    if (!this.tiles.some((tile) => tile.state === "waiting" || tile.state === "uploading")) {
      for (const tell of this.waiters.splice(0)) {
        tell();
      }
    }
  }

  /** @param {Tile} tile */
  async start(tile) {
    if (!tile.file) {
      return;
    }
    this.show(tile, "uploading");
    const upload = sendFile(tile.file, (percent) => this.showProgress(tile, percent));
    tile.cancel = upload.cancel;
    try {
      const media = await upload.answer;
      if (!this.tiles.includes(tile)) {
        takeBack(media.id);
        return;
      }
      this.arrived(tile, media.id);
    } catch (error) {
      if (this.tiles.includes(tile)) {
        this.fail(tile, error);
      }
    }
    this.next();
  }

  /**
   * The form names the upload from here on.
   * @param {Tile} tile
   * @param {string} id
   */
  arrived(tile, id) {
    tile.id = id;
    const field = document.createElement("input");
    field.type = "hidden";
    field.name = "media_ids";
    field.value = id;
    tile.element.append(field);
    this.show(tile, "ready");
  }

  /**
   * @param {Tile} tile
   * @param {unknown} error
   */
  fail(tile, error) {
    const { message, canRetry } = /** @type {import("./upload_request.js").UploadError} */ (error);
    this.show(tile, "failed");
    const reason = tile.element.querySelector("[data-upload-reason]");
    const retry = tile.element.querySelector("[data-upload-retry]");
    if (reason && retry instanceof HTMLElement) {
      reason.textContent = "Didn’t upload";
      retry.hidden = !canRetry;
    }
    this.tell(message);
  }

  /**
   * @param {Tile} tile
   * @param {Tile["state"]} state
   */
  show(tile, state) {
    tile.state = state;
    tile.element.dataset.state = state;
    /** @type {[string, boolean][]} */
    const parts = [
      ["[data-upload-progress]", state === "uploading" || state === "waiting"],
      ["[data-upload-failed]", state === "failed"],
      ["[data-upload-alt]", state === "ready"],
    ];
    for (const [selector, isThere] of parts) {
      const part = tile.element.querySelector(selector);
      if (part instanceof HTMLElement) {
        part.hidden = !isThere;
      }
    }
    this.refresh();
  }

  /**
   * @param {Tile} tile
   * @param {number} percent
   */
  showProgress(tile, percent) {
    const words = tile.element.querySelector("[data-upload-percent]");
    const bar = tile.element.querySelector("progress");
    if (words && bar) {
      words.textContent = `${percent}%`;
      bar.value = percent;
    }
  }

  /** @param {Tile} tile */
  remove(tile) {
    const neighbour = tile.element.nextElementSibling ?? tile.element.previousElementSibling;
    this.tiles = this.tiles.filter((other) => other !== tile);
    tile.cancel();
    if (tile.id) {
      takeBack(tile.id);
    }
    forget(tile);
    this.tell("");
    this.refresh();
    this.next();
    const target = neighbour ?? this.form.querySelector("textarea");
    if (target instanceof HTMLElement) {
      target.focus({ preventScroll: true });
    }
    say("Removed");
  }

  /** @param {Tile} tile */
  retry(tile) {
    this.tell("");
    this.showProgress(tile, 0);
    this.show(tile, "waiting");
    tile.element.focus({ preventScroll: true });
    this.next();
  }

  /** @param {Tile} tile */
  async describe(tile) {
    const preview = tile.element.querySelector("[data-upload-preview]");
    const alt = await describe({ id: tile.id, alt: tile.alt, preview });
    if (alt !== null) {
      tile.alt = alt;
      this.refresh();
    }
  }

  /** Number, names and hint follow the tiles. */
  refresh() {
    this.tiles.forEach((tile, index) => {
      const kind = tile.isVideo ? "Video" : "Picture";
      const place =
        this.tiles.length > 1 ? ` ${index + 1} of ${this.tiles.length}, move it with the arrow keys` : "";
      tile.element.setAttribute("aria-label", `${kind}${place}`);
      tile.element.querySelector("[data-upload-close]")?.setAttribute("aria-label", `Remove ${tile.name}`);
      const words = tile.element.querySelector("[data-upload-alt-words]");
      const check = tile.element.querySelector("[data-upload-described]");
      if (words && check instanceof HTMLElement) {
        words.textContent = tile.alt ? "ALT" : "Add alt text";
        check.hidden = !tile.alt;
      }
    });
    if (this.hint instanceof HTMLElement) {
      this.hint.hidden = !this.tiles.some((tile) => tile.state === "ready" && !tile.alt);
    }
  }

  /** The order on the page is the order of the post. */
  sort() {
    const elements = [...this.list.children];
    this.tiles.sort((one, other) => elements.indexOf(one.element) - elements.indexOf(other.element));
    this.refresh();
  }

  /** @returns {Promise<boolean>} when nothing is on its way any more: whether everything arrived */
  async settled() {
    if (this.tiles.some((tile) => tile.state === "waiting" || tile.state === "uploading")) {
      say("Waiting for the uploads");
      await /** @type {Promise<void>} */ (
        new Promise((resolve) => {
          this.waiters.push(resolve);
        })
      );
    }
    const isWhole = this.tiles.every((tile) => tile.state === "ready");
    if (!isWhole) {
      this.tell(NOT_ALL);
    }
    return isWhole;
  }

  /** @param {string} words */
  tell(words) {
    if (this.problem) {
      this.problem.textContent = words;
    }
  }

  clear() {
    for (const tile of this.tiles) {
      forget(tile);
    }
    this.tiles = [];
    this.tell("");
    this.refresh();
  }
}

/** @param {Tile} tile */
function forget(tile) {
  const preview = tile.element.querySelector("[data-upload-preview]");
  tile.element.remove();
  if (preview instanceof HTMLImageElement || preview instanceof HTMLVideoElement) {
    URL.revokeObjectURL(preview.src);
  }
}

/** @param {string} id */
function takeBack(id) {
  // When it does not go through, the upload is swept up in a day.
  fetch(`/api/media/${encodeURIComponent(id)}`, { method: "DELETE" }).catch(() => {});
}
