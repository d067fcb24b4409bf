// Draws what the node sees. Whatever comes from other nodes is set as text, never as markup.

const RETRY_MILLIS = 1500;
// the server says something at least every ten seconds
const SILENCE_MILLIS = 25_000;
const STATUSES = ["healthy", "suspect", "down", "left"];

const element = (id) => document.getElementById(id);
const nodeList = element("node-list");
const eventList = element("event-list");
const cards = new Map();
const happenings = new Map();
let told = null;

function setText(target, text) {
  // an unchanged text stays untouched, so that a selection in it survives
  if (target.textContent !== text) {
    target.textContent = text;
  }
}

function clone(templateId) {
  return element(templateId).content.firstElementChild.cloneNode(true);
}

/** Makes the children of a list exactly these elements, in this order, moving only what is out of place. */
function arrange(list, wanted) {
  wanted.forEach((item, index) => {
    if (list.children[index] !== item) {
      list.insertBefore(item, list.children[index] ?? null);
    }
  });
  while (list.children.length > wanted.length) {
    list.lastElementChild.remove();
  }
}

function keyed(known, items, key, make, update) {
  const seen = new Set();
  const elements = items.map((item) => {
    const id = key(item);
    seen.add(id);
    if (!known.has(id)) {
      known.set(id, make());
    }
    update(known.get(id), item);
    return known.get(id);
  });
  for (const id of known.keys()) {
    if (!seen.has(id)) {
      known.delete(id);
    }
  }
  return elements;
}

function age(iso) {
  const seconds = Math.max(0, Math.floor((Date.now() - Date.parse(iso)) / 1000));
  if (seconds < 60) {
    return `${seconds} s`;
  }
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) {
    return `${minutes} min ${seconds % 60} s`;
  }
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h ${minutes % 60} min` : `${Math.floor(hours / 24)} days`;
}

const clock = new Intl.DateTimeFormat(undefined, { timeStyle: "medium" });
const dateAndClock = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "medium" });

function showAge(time) {
  setText(time, `${age(time.dateTime)} ago`);
}

function isWebAddress(text) {
  // what other nodes claim becomes a link only if it cannot run anything
  return /^https?:\/\//i.test(text ?? "");
}

function showPage(field, webAddress) {
  if (!isWebAddress(webAddress)) {
    setText(field, webAddress ?? "none");
    return;
  }
  let link = field.querySelector("a");
  if (!link) {
    link = document.createElement("a");
    link.rel = "noreferrer";
    field.replaceChildren(link);
  }
  if (link.getAttribute("href") !== webAddress) {
    link.setAttribute("href", webAddress);
  }
  setText(link, webAddress.replace(/^https?:\/\//i, ""));
}

function linkText(link) {
  if (link.rttMs === undefined) {
    return link.quality;
  }
  return `${link.quality}, ${link.rttMs < 0.1 ? "below 0.1" : link.rttMs} ms`;
}

function showNode(card, node, self) {
  const field = (name) => card.querySelector(`[data-field="${name}"]`);
  card.dataset.status = node.status;
  card.dataset.role = node.role;
  setText(card.querySelector("h3"), node.name);
  const badge = card.querySelector(".badge");
  badge.hidden = !(node.name === self || node.guest);
  setText(badge, node.name === self ? "this node" : "guest");
  const status = card.querySelector(".status");
  status.dataset.state = node.status;
  setText(status, node.status);
  const time = card.querySelector("time");
  time.dateTime = node.since;
  time.title = dateAndClock.format(new Date(node.since));
  showAge(time);
  setText(field("role"), node.guest ? "guest" : node.role);
  setText(field("address"), node.address);
  field("link").parentElement.hidden = !node.link;
  setText(field("link"), node.link ? linkText(node.link) : "");
  setText(field("incarnation"), String(node.incarnation));
  setText(field("service"), node.service ?? "unknown");
  showPage(field("page"), node.webAddress);
  const tags = Object.entries(node.tags);
  field("tags").parentElement.hidden = tags.length === 0;
  setText(field("tags"), tags.map(([key, value]) => `${key}=${value}`).join(", "));
}

function showHappening(item, happening) {
  item.dataset.status = happening.status;
  const time = item.querySelector("time");
  time.dateTime = happening.time;
  time.title = dateAndClock.format(new Date(happening.time));
  setText(time, clock.format(new Date(happening.time)));
  setText(item.querySelector(".text"), happening.text);
}

function showCounts(nodes) {
  const items = STATUSES.map((status) => [status, nodes.filter((node) => node.status === status).length])
    .filter(([, count]) => count > 0)
    .map(([status, count]) => {
      const item = document.createElement("li");
      item.dataset.state = status;
      item.textContent = `${count} ${status}`;
      return item;
    });
  element("counts").replaceChildren(...items);
}

/** Reads out what is new; what was there when the page was opened is no news. */
function announce(events) {
  const newest = events.length > 0 ? events[0].number : 0;
  if (told !== null && newest > told) {
    const news = events.filter((event) => event.number > told).map((event) => event.text);
    setText(element("announcer"), `${news.reverse().join(", ")}.`);
  }
  // a node that was restarted counts from the beginning
  told = newest;
}

function show(view) {
  const cluster = view.cluster === "" ? "a cluster without a name" : `cluster ${view.cluster}`;
  const commander = view.nodes.find((node) => node.role === "commander");
  const command = commander ? `${commander.name} commands` : "nobody commands";
  setText(element("viewpoint"), `${cluster}, as ${view.self} sees it; ${command}`);
  document.title = `${view.self} · Superhero Cluster`;
  showCounts(view.nodes);
  arrange(nodeList, keyed(cards, view.nodes, (node) => node.name, () => clone("node-template"),
    (card, node) => showNode(card, node, view.self)));
  arrange(eventList, keyed(happenings, view.events, (event) => `${event.number} ${event.time}`,
    () => clone("event-template"), showHappening));
  element("no-events").hidden = view.events.length > 0;
  announce(view.events);
}

function showConnection(state, text) {
  const connection = element("connection");
  if (connection.dataset.state !== state) {
    connection.dataset.state = state;
    document.body.dataset.connection = state;
    setText(connection, text);
    if (state === "lost") {
      setText(element("announcer"), "The connection to this node is lost; trying again.");
    }
  }
}

/** Opens the stream. A browser gives up for good after an error answer, so a lost stream is always opened anew here. */
function connect() {
  const stream = new EventSource("nodes/stream");
  let silence;
  const lose = () => {
    clearTimeout(silence);
    stream.close();
    showConnection("lost", "connection lost, trying again");
    setTimeout(connect, RETRY_MILLIS);
  };
  const expectMore = () => {
    clearTimeout(silence);
    silence = setTimeout(lose, SILENCE_MILLIS);
  };
  const alive = () => {
    expectMore();
    showConnection("live", "live");
  };
  expectMore();
  stream.onerror = lose;
  stream.addEventListener("beat", alive);
  stream.onmessage = (message) => {
    alive();
    show(JSON.parse(message.data));
  };
}

setInterval(() => nodeList.querySelectorAll("time").forEach(showAge), 1000);
connect();
