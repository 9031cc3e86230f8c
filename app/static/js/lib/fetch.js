// @ts-check
/** Requests of the page's scripts: they ask for fragments, and every refusal becomes a `RequestError`. */

import { OFFLINE, SORRY } from "./words.js";

/** Browsers refuse larger bodies that are to outlive their page: 64 KiB, counted over all that are on their way. */
const MOST_KEPT_ALIVE = 48 * 1024;

/** A request that the server refused, or that never arrived (status 0). */
export class RequestError extends Error {
  /**
   * @param {string} message words for the person
   * @param {{status?: number, code?: string, traceId?: string, fields?: Record<string, string>}} [details]
   */
  constructor(message, { status = 0, code = "", traceId = "", fields = {} } = {}) {
    super(message);
    this.name = "RequestError";
    this.status = status;
    this.code = code;
    this.traceId = traceId;
    this.fields = fields;
  }
}

/**
 * Ask the server and return its answer when it is a good one.
 * @param {string} url
 * @param {RequestInit} [options]
 * @returns {Promise<Response>}
 */
export async function ask(url, options = {}) {
  const headers = new Headers(options.headers);
  headers.set("X-Fragment", "1");
  let response;
  try {
    response = await fetch(url, { credentials: "same-origin", ...options, headers });
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === "AbortError") {
      throw cause;
    }
    throw new RequestError(navigator.onLine ? SORRY : OFFLINE);
  }
  if (response.ok) {
    return response;
  }
  throw await refusal(response);
}

/** @param {Response} response */
async function refusal(response) {
  /** @type {{error?: string, message?: string, trace_id?: string, fields?: Record<string, string>}} */
  let body = {};
  if (response.headers.get("Content-Type")?.startsWith("application/json")) {
    body = await response.json().catch(() => ({}));
  }
  const traceId = body.trace_id ?? response.headers.get("X-Trace-Id") ?? "";
  console.warn(
    `Skein: ${response.status} ${body.error ?? ""} from ${new URL(response.url).pathname}, trace id ${traceId}`,
  );
  return new RequestError(body.message ?? SORRY, {
    status: response.status,
    code: body.error,
    traceId,
    fields: body.fields,
  });
}

/**
 * Send a POST form's fields to an address.
 * @param {string} action
 * @param {FormData} [fields]
 * @param {{keepalive?: boolean}} [options] keepalive: it arrives though the page is left meanwhile
 */
export function post(action, fields = new FormData(), { keepalive = false } = {}) {
  // Multipart bodies and keepalive do not go together in every browser; our fields are plain text.
  const body = new URLSearchParams();
  for (const [name, value] of fields) {
    if (typeof value === "string") {
      body.append(name, value);
    }
  }
  return ask(action, {
    method: "POST",
    body,
    keepalive: keepalive && String(body).length <= MOST_KEPT_ALIVE,
  });
}

/**
 * Read a fragment of HTML.
 * @param {string} url
 * @param {RequestInit} [options]
 */
export async function readHtml(url, options) {
  const response = await ask(url, options);
  return response.text();
}
