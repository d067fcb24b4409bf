// What flashes up on the map and is gone again. Bounded; nothing of it for those who want no motion.

const MOST = 260;

export class Effects {
  /** @param still tells by matches whether nothing shall move */
  constructor(still) {
    this.still = still;
    this.all = [];
  }

  add(effect) {
    if (!this.still.matches) {
      this.all.push({ age: 0, ...effect });
      if (this.all.length > MOST) {
        this.all.splice(0, this.all.length - MOST);
      }
    }
  }

  ring({ x, y }, colour, reach) {
    this.add({ kind: "ring", x, y, colour, reach, life: 1.1 });
  }

  /** Sparks of a fight, more of them for more damage. */
  burst({ x, y }, damage) {
    for (let i = 0; i < Math.min(14, damage); i++) {
      const angle = Math.random() * 6.2832;
      const speed = 30 + Math.random() * 70;
      this.add({ kind: "spark", x, y, dx: Math.cos(angle) * speed, dy: Math.sin(angle) * speed, colour: "pin", life: 0.7 });
    }
    this.add({ kind: "number", x, y, text: `−${damage}`, life: 1.4 });
  }

  /** A worker has moved to another node. */
  beam(from, to, colour) {
    if (from) {
      this.add({ kind: "beam", x: from.x, y: from.y, to, colour, life: 1.2 });
    }
  }

  explode({ x, y }) {
    for (let i = 0; i < 70; i++) {
      const angle = Math.random() * 6.2832;
      const speed = 40 + Math.random() * 190;
      this.add({
        kind: "spark", x, y, dx: Math.cos(angle) * speed, dy: Math.sin(angle) * speed * 0.8 - 30,
        colour: i % 3 === 0 ? "bad" : "pin", life: 1.1 + Math.random() * 0.7,
      });
    }
    this.ring({ x, y }, "bad", 150);
    this.ring({ x, y }, "pin", 100);
  }

  draw({ context, colours, size }, seconds) {
    this.all = this.all.filter((effect) => (effect.age += seconds) < effect.life);
    for (const effect of this.all) {
      const part = effect.age / effect.life;
      context.globalAlpha = 1 - part;
      const colour = colours[effect.colour] ?? colours.node[effect.colour] ?? colours.text;
      context.strokeStyle = colour;
      context.fillStyle = colour;
      PAINTERS[effect.kind](context, effect, part, { seconds, size, colours });
    }
    context.globalAlpha = 1;
  }
}

const PAINTERS = {
  ring(context, effect, part) {
    context.lineWidth = 3;
    context.beginPath();
    context.ellipse(effect.x, effect.y, part * effect.reach, part * effect.reach * 0.7, 0, 0, 6.2832);
    context.stroke();
  },
  number(context, effect, part, { size, colours }) {
    context.fillStyle = colours.bad;
    context.font = `800 ${15 * size}px system-ui, sans-serif`;
    context.textAlign = "center";
    context.fillText(effect.text, effect.x, effect.y - 16 - part * 26);
    context.textAlign = "start";
  },
  spark(context, effect, part, { seconds, size }) {
    effect.x += effect.dx * seconds;
    effect.y += effect.dy * seconds;
    effect.dy += 40 * seconds;
    context.beginPath();
    context.arc(effect.x, effect.y, 2.2 * size * (1.2 - part), 0, 6.2832);
    context.fill();
  },
  beam(context, effect, part, { size }) {
    const head = Math.min(1, part * 1.6);
    const tail = Math.max(0, part * 1.6 - 0.6);
    const at = (share) => [effect.x + (effect.to.x - effect.x) * share, effect.y + (effect.to.y - effect.y) * share];
    context.lineWidth = 3.5 * size;
    context.beginPath();
    context.moveTo(...at(tail));
    context.lineTo(...at(head));
    context.stroke();
  },
};
