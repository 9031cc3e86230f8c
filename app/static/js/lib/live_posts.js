// @ts-check
/** Live changes of posts on the page: numbers, new replies, edited texts, deletions. */

import { isUnderway } from "../behaviours/act.js";
import { articlesOf, showCount } from "./counts.js";
import { RequestError } from "./fetch.js";
import { takeList } from "./notifications.js";
import { putAtEnd, removeArticle } from "./posts.js";
import { fromTemplate, holdsSelection, keepingPlace, openHeights, parse } from "./swap.js";
import { showToast } from "./toast.js";
import { SORRY, shortCount } from "./words.js";

const COUNTS = ["likes", "comments", "reposts", "quotes"];

/**
 * @param {{post_id?: string, [count: string]: any}} message
 */
export function applyCounts(message) {
  const postId = String(message.post_id);
  for (const name of COUNTS) {
    const number = message[`${name}_count`];
    if (typeof number === "number" && !isUnderway(postId, name)) {
      showCount(postId, name, number);
    }
  }
  if (typeof message.comments_count === "number" && openPost(postId)) {
    showRepliesTitle(message.comments_count);
  }
  if (openPost(postId)?.querySelector("[data-poll]")) {
    readParts(postId);
  }
}

/**
 * The post that this page is about, when it has this id.
 * @param {string} postId
 */
function openPost(postId) {
  return document.querySelector(`[data-live-post][data-post="${CSS.escape(postId)}"]`);
}

/** @param {number} count */
function showRepliesTitle(count) {
  const title = document.getElementById("replies-title");
  if (title) {
    title.textContent =
      count === 0 ? "No replies yet" : `${shortCount(count)} ${count === 1 ? "reply" : "replies"}`;
  }
}

/**
 * @param {string} postId
 * @param {string} replyId
 * @param {string} html
 */
export function addReply(postId, replyId, html) {
  const list = document.querySelector('[data-list="replies"]');
  if (!list || !openPost(String(postId)) || document.getElementById(`post-${replyId}`)) {
    return;
  }
  const articles = parse(html);
  const isOwn = articles.some((article) => article.querySelector('[formaction$="/delete"]'));
  if (isOwn && document.querySelector("form[data-sending]")) {
    return;
  }
  openHeights(putAtEnd(list, articles));
}

/**
 * The author of the conversation hid it. The page of hidden replies keeps it.
 * @param {string} postId
 * @param {string} replyId
 */
export function hideReply(postId, replyId) {
  const article = document.querySelector(
    `[data-list="replies"] > [data-post="${CSS.escape(String(replyId))}"]`,
  );
  if (article && openPost(String(postId)) && !new URLSearchParams(location.search).has("hidden")) {
    removeArticle(article);
  }
}

/**
 * @param {string} postId
 * @param {string} html
 */
export function updatePost(postId, html) {
  const [fresh] = parse(html);
  const body = fresh?.matches("[data-testid=post-body]")
    ? fresh
    : fresh?.querySelector("[data-testid=post-body]");
  if (!body) {
    return;
  }
  const articles = articlesOf(String(postId));
  if (articles.length > 0) {
    readParts(String(postId));
  }
  for (const article of articles) {
    const old = article.querySelector("[data-testid=post-body]");
    if (old && old.innerHTML !== body.innerHTML) {
      replaceBody(old, /** @type {Element} */ (body.cloneNode(true)));
    }
  }
}

/**
 * Polls and link cards are read anew: who sees what of them depends on the person.
 * @param {string} postId
 */
async function readParts(postId) {
  const { readPartsSoon } = await import("./post_parts.js");
  readPartsSoon(postId);
}

/**
 * Wait while the old words are selected: somebody is copying them.
 * @param {Element} old
 * @param {Element} fresh
 */
function replaceBody(old, fresh) {
  if (holdsSelection(old)) {
    document.addEventListener("selectionchange", () => replaceBody(old, fresh), { once: true });
    return;
  }
  keepingPlace(() => old.replaceWith(fresh), old);
}

/**
 * Its author deleted it.
 * @param {string} postId
 */
export function deletePost(postId) {
  takeAway(postId, "This post was deleted.");
}

/**
 * It is not for this person any more: the account was closed or turned private, or somebody blocked somebody.
 * @param {string} postId
 */
export function closePost(postId) {
  takeAway(postId, "This post isn’t available any more.");
}

/**
 * @param {string} postId
 * @param {string} words where the post was the subject of the page
 */
function takeAway(postId, words) {
  const entries = document.querySelectorAll(`[data-entry="${CSS.escape(String(postId))}"]`);
  for (const article of new Set([...articlesOf(String(postId)), ...entries])) {
    if (article.hasAttribute("data-live-post")) {
      leavePlaceholder(article, words);
    } else {
      removeArticle(article);
    }
  }
}

/**
 * The page stays, and with it what is being written below; of the post nothing is left to read.
 * @param {Element} article
 * @param {string} words
 */
function leavePlaceholder(article, words) {
  const note = fromTemplate("gone-template");
  const place = note?.querySelector("[data-gone-words]");
  if (!note || !place || article.querySelector("[data-gone-words]")) {
    return;
  }
  place.textContent = words;
  place.id = article.getAttribute("aria-labelledby") ?? "";
  keepingPlace(() => article.replaceChildren(note), article);
  showToast({ text: words });
}

/** Events may have been missed: read this page again, and take over numbers, texts, new replies and notifications. */
export async function readAgain() {
  if (!document.querySelector('[data-post], main [data-list="notifications"]')) {
    return;
  }
  const fresh = new DOMParser().parseFromString(await readPage(), "text/html");
  for (const article of fresh.querySelectorAll("[data-post]")) {
    const postId = article.getAttribute("data-post") ?? "";
    takeNumbers(postId, article);
    const body = article.querySelector("[data-testid=post-body]");
    if (body) {
      updatePost(postId, body.outerHTML);
    }
  }
  takeList(fresh);
  const list = document.querySelector('[data-list="replies"]');
  const replies = fresh.querySelectorAll('[data-list="replies"] > article');
  if (list) {
    putAtEnd(
      list,
      [...replies].map((reply) => document.importNode(reply, true)),
    );
  }
}

/** A notification was taken back: the list as it is now, where this page has one. */
export async function readListAgain() {
  if (document.querySelector('main [data-list="notifications"]')) {
    takeList(new DOMParser().parseFromString(await readPage(), "text/html"));
  }
}

/**
 * @param {string} postId
 * @param {Element} article
 */
function takeNumbers(postId, article) {
  for (const place of article.querySelectorAll("[data-count]")) {
    const name = place.getAttribute("data-count") ?? "";
    const text = place.textContent?.trim() ?? "";
    // A shortened number as "1.2K" is not exact; the next live count will be.
    if (/^\d*$/.test(text) && !isUnderway(postId, name)) {
      showCount(postId, name, Number(text));
    }
  }
}

/** The whole page as the server shows it now: nothing where there is none any more. Rejects while it cannot say. */
async function readPage() {
  const response = await fetch(location.href, { credentials: "same-origin" });
  if (response.status === 429 || response.status >= 500) {
    throw new RequestError(SORRY, { status: response.status });
  }
  return response.ok ? response.text() : "";
}
