// What stands on the map: cities and their links. Colours are read from the style sheet once.

/** Reads the colours of the present theme. */
export function palette() {
  const style = getComputedStyle(document.documentElement);
  const of = (name) => style.getPropertyValue(`--${name}`).trim();
  return {
    ground: of("map-ground"),
    grid: of("map-grid"),
    land: of("map-land"),
    text: of("text"),
    soft: of("soft"),
    faint: of("map-faint"),
    pin: of("pin"),
    sweep: of("map-sweep"),
    sweepEnd: of("map-sweep-end"),
    good: of("good"),
    middle: of("middle"),
    bad: of("bad"),
    node: { violet: of("violet"), cyan: of("cyan"), amber: of("amber"), green: of("green"), plain: of("soft") },
  };
}

const LAND = new Path2D("M-20 70 C80 20 170 60 260 40 S430 20 520 50 S700 20 790 45 S960 30 1020 80 L1020 330"
  + " C960 380 900 330 830 380 S740 470 690 520 S590 620 500 590 S380 600 330 540 S220 420 150 400 S40 380 -20 410 Z");
const RIVER = new Path2D("M320 -10 C330 60 300 120 350 180 S420 280 390 350 S330 420 380 480 S360 560 340 620");

const SKYLINES = {
  gotham: [[-46, 30], [-34, 52], [-22, 38], [-10, 70], [2, 46], [14, 60], [26, 34], [38, 44]],
  metropolis: [[-46, 40], [-34, 58], [-22, 76], [-10, 50], [2, 86], [14, 62], [26, 70], [38, 42]],
  capitol: [[-46, 22], [-34, 30], [-22, 38], [-10, 46], [2, 46], [14, 38], [26, 30], [38, 22]],
};
const COLOURS = { gotham: "violet", metropolis: "cyan", capitol: "amber", home: "green" };
const BLOCK = 11;
const LOW = 30;
const GROW = 1.15;
const SWEEP = 330;
const PACKETS = 3;

/** Draws the water, the land, its heights and the grid. */
export function drawLand(context, colours) {
  context.fillStyle = colours.ground;
  context.fillRect(0, 0, 1000, 600);
  context.lineJoin = "round";
  // shallows around the coast
  context.strokeStyle = colours.grid;
  for (const [width, alpha] of [[46, 0.16], [26, 0.22], [10, 0.35]]) {
    context.globalAlpha = alpha;
    context.lineWidth = width;
    context.stroke(LAND);
  }
  context.globalAlpha = 1;
  context.fillStyle = colours.land;
  context.fill(LAND);
  context.save();
  context.clip(LAND);
  drawHeights(context, colours);
  context.strokeStyle = colours.ground;
  context.lineWidth = 10;
  context.stroke(RIVER);
  context.restore();
  context.strokeStyle = colours.faint;
  context.lineWidth = 1.5;
  context.stroke(LAND);
  drawGrid(context, colours);
}

/** Lines of equal height around a few hills, none of which is anybody's city. */
function drawHeights(context, colours) {
  context.strokeStyle = colours.grid;
  context.lineWidth = 1.2;
  for (const [x, y, reach] of [[215, 330, 95], [640, 120, 70], [730, 330, 110], [470, 470, 60], [900, 130, 60], [90, 330, 60]]) {
    for (let ring = reach; ring > 8; ring -= 17) {
      context.beginPath();
      for (let step = 0; step <= 40; step++) {
        const angle = (step / 40) * 6.2832;
        const far = ring * (1 + 0.13 * Math.sin(angle * 3 + x) + 0.08 * Math.cos(angle * 5 + y));
        context.lineTo(x + Math.cos(angle) * far, y + Math.sin(angle) * far * 0.7);
      }
      context.stroke();
    }
  }
}

function drawGrid(context, colours) {
  context.strokeStyle = colours.grid;
  context.globalAlpha = 0.55;
  context.lineWidth = 1;
  context.beginPath();
  for (let x = 100; x < 1000; x += 100) {
    context.moveTo(x, 0);
    context.lineTo(x, 600);
  }
  for (let y = 100; y < 600; y += 100) {
    context.moveTo(0, y);
    context.lineTo(1000, y);
  }
  context.stroke();
  context.globalAlpha = 0.9;
  context.fillStyle = colours.faint;
  context.font = "600 10px system-ui, sans-serif";
  "ABCDEFGHIJ".split("").forEach((letter, index) => context.fillText(letter, index * 100 + 6, 14));
  for (let row = 2; row <= 6; row++) {
    context.fillText(String(row), 6, row * 100 - 86);
  }
  context.globalAlpha = 1;
}

/** Draws the radar of the node that the page looks through. */
export function drawSweep({ context, colours, now, still }, place) {
  if (!place || still) {
    return;
  }
  const angle = (now / 4200) * 6.2832;
  const beam = context.createConicGradient(angle, place.x, place.y);
  beam.addColorStop(0, colours.sweepEnd);
  beam.addColorStop(0.8, colours.sweepEnd);
  beam.addColorStop(1, colours.sweep);
  context.fillStyle = beam;
  context.beginPath();
  context.arc(place.x, place.y, SWEEP, 0, 6.2832);
  context.fill();
}

/** Draws a city with the state of its node. */
export function drawCity(look, place, node) {
  const { colours } = look;
  const status = node?.status ?? "unknown";
  const gone = isGone(status);
  const colour = gone ? colours.faint : colours.node[COLOURS[place.name] ?? "plain"];
  drawGlow(look, place, colour, gone, status);
  if (SKYLINES[place.name]) {
    drawSkyline(look, place, colour, gone);
  } else {
    drawTower(look, place, colour);
  }
  if (node?.role === "commander" && !gone) {
    drawCrown(look, place.x, place.y - (SKYLINES[place.name] ? 80 : 78));
  }
}

const isGone = (status) => status === "down" || status === "left" || status === "unknown";

/** Draws a city's name, over whoever flies there. */
export function drawLabel({ context, colours, size }, place, node, isSelf) {
  const status = node?.status ?? "unknown";
  context.textAlign = "center";
  context.lineWidth = 4;
  context.lineJoin = "round";
  context.strokeStyle = colours.ground;
  const write = (text, y, font, colour) => {
    context.font = font;
    context.strokeText(text, place.x, y);
    context.fillStyle = colour;
    context.fillText(text, place.x, y);
  };
  write(place.name === "home" ? "home · dispatch" : place.name, place.y + 44 + 6 * size,
    `700 ${15 * size}px system-ui, sans-serif`, colours.text);
  if (status !== "healthy" || isSelf) {
    const colour = isGone(status) ? colours.bad : status === "suspect" ? colours.middle : colours.soft;
    const note = status === "healthy" ? "you are here" : status === "unknown" ? "not here" : status;
    write(note, place.y + 44 + 21 * size, `600 ${12 * size}px system-ui, sans-serif`, colour);
  }
  context.textAlign = "start";
}

function drawGlow({ context, now, still }, place, colour, gone, status) {
  const beat = still || gone ? 0 : Math.sin(now / 900 + place.x) * 4;
  const reach = 104 + beat;
  context.globalAlpha = gone ? 0.1 : status === "suspect" ? 0.12 : 0.2;
  context.fillStyle = colour;
  context.beginPath();
  context.ellipse(place.x, place.y + 8, reach, reach * 0.62, 0, 0, 6.2832);
  context.fill();
  context.globalAlpha = gone ? 0.35 : 0.65;
  context.strokeStyle = colour;
  context.lineWidth = 1.5;
  context.setLineDash(gone ? [4, 8] : []);
  context.beginPath();
  context.ellipse(place.x, place.y + 8, reach, reach * 0.62, 0, 0, 6.2832);
  context.stroke();
  context.setLineDash([]);
  context.globalAlpha = 1;
}

function drawSkyline({ context, colours, now, still }, place, colour, gone) {
  const blocks = SKYLINES[place.name];
  context.fillStyle = colour;
  for (const [x, height] of blocks) {
    // what is destroyed is lower
    const high = (gone ? height * 0.4 : height) * GROW;
    context.fillRect(place.x + x * GROW, place.y + LOW - high, BLOCK * GROW, high);
  }
  if (gone) {
    return;
  }
  context.fillStyle = colours.ground;
  const tick = still ? 0 : Math.floor(now / 1100);
  blocks.forEach(([x, height], index) => {
    for (let row = 0; row < height * GROW - 14; row += 12) {
      if ((index * 7 + row + tick * 3) % 5 !== 0) {
        context.fillRect(place.x + x * GROW + 3, place.y + LOW - height * GROW + 6 + row, 2.5, 5);
        context.fillRect(place.x + x * GROW + 8, place.y + LOW - height * GROW + 6 + row, 2.5, 5);
      }
    }
  });
}

function drawTower({ context, colours, now, still }, place, colour) {
  const { x, y } = place;
  context.fillStyle = colour;
  context.beginPath();
  context.moveTo(x - 17, y + 24);
  context.lineTo(x - 6, y - 34);
  context.lineTo(x + 6, y - 34);
  context.lineTo(x + 17, y + 24);
  context.closePath();
  context.fill();
  context.beginPath();
  context.ellipse(x, y - 38, 24, 9, 0, 0, 6.2832);
  context.fill();
  context.fillStyle = colours.ground;
  context.fillRect(x - 14, y - 40, 28, 3);
  const turn = still ? 0.6 : now / 1500;
  context.strokeStyle = colour;
  context.lineWidth = 2;
  context.beginPath();
  context.ellipse(x, y - 50, 6 + Math.abs(Math.cos(turn)) * 10, 4, 0, Math.PI, 0);
  context.stroke();
}

function drawCrown({ context, colours, size, now, still }, x, y) {
  const lift = still ? 0 : Math.sin(now / 600) * 2;
  const s = 1.15 * size;
  context.save();
  context.translate(x - 12 * s, y - 14 * s + lift);
  context.scale(s, s);
  context.fillStyle = colours.pin;
  context.beginPath();
  for (const [px, py] of [[2, 15], [1, 4], [7, 9], [12, 1], [17, 9], [23, 4], [22, 15]]) {
    context.lineTo(px, py);
  }
  context.closePath();
  context.fill();
  context.restore();
}

/** Draws how this node reaches the others, and which of them it does not. */
export function drawLinks({ context, colours, now, still }, map) {
  const from = map.placeOf(map.self);
  if (!from) {
    return;
  }
  for (const node of map.nodes.values()) {
    const to = map.placeOf(node.name);
    if (!to || node.name === map.self || node.status === "left") {
      continue;
    }
    const broken = node.status === "down" || map.cut.includes(node.name);
    const quality = node.link?.quality;
    context.strokeStyle = broken ? colours.bad
      : quality === "excellent" || quality === "good" ? colours.good : colours.middle;
    context.globalAlpha = broken ? 0.75 : 0.6;
    context.lineWidth = 2;
    context.setLineDash(broken ? [3, 11] : [10, 8]);
    context.lineDashOffset = broken || still ? 0 : -now / 40;
    context.beginPath();
    context.moveTo(from.x, from.y);
    context.lineTo(to.x, to.y);
    context.stroke();
    if (!broken && !still) {
      drawPackets(context, from, to, now / 2600 + to.x / 700);
    }
  }
  context.setLineDash([]);
  context.globalAlpha = 1;
}

/** What two nodes tell each other, both ways. */
function drawPackets(context, from, to, phase) {
  context.fillStyle = context.strokeStyle;
  context.globalAlpha = 0.95;
  for (let i = 0; i < PACKETS; i++) {
    const share = (phase + i / PACKETS) % 1;
    const way = i % 2 === 0 ? share : 1 - share;
    context.beginPath();
    context.arc(from.x + (to.x - from.x) * way, from.y + (to.y - from.y) * way, 3.2, 0, 6.2832);
    context.fill();
  }
}

/** Draws a rift across each way that was cut on purpose. */
export function drawRift({ context, colours, now, still }, map) {
  const from = map.placeOf(map.self);
  for (const name of map.cut) {
    const to = map.placeOf(name);
    if (!from || !to) {
      continue;
    }
    const x = (from.x + to.x) / 2;
    const y = (from.y + to.y) / 2;
    const angle = Math.atan2(to.y - from.y, to.x - from.x) + Math.PI / 2;
    context.save();
    context.translate(x, y);
    context.rotate(angle);
    context.strokeStyle = colours.bad;
    context.lineWidth = 4;
    context.beginPath();
    for (let i = -4; i <= 4; i++) {
      const jitter = still ? 0 : Math.sin(now / 130 + i * 2) * 2;
      context.lineTo(i * 12, (i % 2 === 0 ? 7 : -7) + jitter);
    }
    context.stroke();
    context.restore();
  }
}
