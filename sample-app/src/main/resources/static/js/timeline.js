// What happened, newest first; what is really new is read out, and what matters flashes.

import { Keyed, clone, element, setText } from "./dom.js";
import { flash } from "./flash.js";

const clock = new Intl.DateTimeFormat(undefined, { timeStyle: "medium" });
const dateAndClock = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "medium" });
const FLASHING = { bomb: "bad", conflict: "news", fallen: "bad" };

export class Timeline {
  constructor() {
    this.list = new Keyed(element("event-list"), (event) => `${event.number} ${event.time}`,
      () => clone("event-template"), (item, event) => this.draw(item, event));
    this.told = null;
  }

  /** Forgets what it has told: another node counts anew. */
  reset() {
    this.told = null;
    this.since = Date.now();
  }

  draw(item, event) {
    item.dataset.status = event.status;
    item.dataset.kind = event.kind;
    const time = item.querySelector("time");
    time.dateTime = event.time;
    time.title = dateAndClock.format(new Date(event.time));
    setText(time, clock.format(new Date(event.time)));
    setText(item.querySelector(".text"), event.text);
  }

  show(events) {
    this.list.show(events);
    element("no-events").hidden = events.length > 0;
    const newest = events.length > 0 ? events[0].number : 0;
    // after a change of the node, what it learnt while nobody looked is news too
    const fresh = this.told === null
      ? events.filter((event) => this.since && Date.parse(event.time) > this.since - 10_000)
      : events.filter((event) => event.number > this.told);
    this.told = newest;
    if (fresh.length > 0) {
      setText(element("announcer"), `${fresh.map((event) => event.text).reverse().join(". ")}.`);
      fresh.reverse().forEach((event) => this.flash(event));
    }
    return fresh;
  }

  flash(event) {
    const kind = FLASHING[event.kind] ?? (event.kind === "node" && event.status === "down" ? "bad" : null);
    if (kind) {
      // one message for all who were merged; the list has each
      flash(event.kind === "conflict" ? "Heroes who lived on both sides are one again; no wound and no fight is lost" : event.text, kind);
    }
  }
}
