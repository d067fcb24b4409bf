// What the page asks the node for that it looks through.

import { flash } from "./flash.js";

let base = () => location.origin;

/** Says where the node is at the moment. */
export function useBase(supplier) {
  base = supplier;
}

/** Sends something; tells what went wrong. Returns the answer, or null. */
export async function send(method, path, body) {
  try {
    const response = await fetch(`${base()}/api/${path}`, {
      method,
      headers: { "Content-Type": "application/json", "X-Superhero": "1" },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await response.text();
    const answer = text === "" ? {} : JSON.parse(text);
    if (!response.ok) {
      flash(answer.detail ?? `That did not work (${response.status})`, "bad");
      return null;
    }
    return answer;
  } catch (error) {
    flash("The node does not answer; the page looks for another one.", "bad");
    return null;
  }
}

export const part = (text) => encodeURIComponent(text);
