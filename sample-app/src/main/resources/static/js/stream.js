// The stream of one node. When that node is gone the page goes on with another one, without a reload.

const ANSWER_MILLIS = 4000;
// the node says something at least every two seconds
const SILENCE_MILLIS = 6000;
const RETRY_MILLIS = 400;

export class Stream {
  /**
   * @param topics what to do with the messages of each topic
   * @param onState told of "connecting", "live" and "lost", with the address
   */
  constructor(topics, onState) {
    this.topics = topics;
    this.onState = onState;
    this.home = location.origin;
    this.base = this.home;
    this.others = [];
    this.tries = 0;
    this.open(this.home);
  }

  /** Remembers where the other nodes are; what they claim is used only if it is an address of the web. */
  know(addresses) {
    const good = addresses.filter((address) => /^https?:\/\//i.test(address));
    if (good.length > 0) {
      this.others = good;
    }
  }

  /** Looks through another node. */
  look(address) {
    this.tries = 0;
    this.open(address);
  }

  open(address) {
    clearTimeout(this.timer);
    clearTimeout(this.retry);
    this.source?.close();
    this.base = address.replace(/\/$/, "");
    this.onState("connecting", this.base);
    const source = new EventSource(`${this.base}/nodes/stream`);
    this.source = source;
    const lose = () => this.source === source && this.lose();
    const expect = (millis) => {
      clearTimeout(this.timer);
      this.timer = setTimeout(lose, millis);
    };
    const alive = () => {
      expect(SILENCE_MILLIS);
      this.tries = 0;
      this.onState("live", this.base);
    };
    expect(ANSWER_MILLIS);
    source.onerror = lose;
    source.addEventListener("beat", alive);
    for (const [topic, show] of Object.entries(this.topics)) {
      source.addEventListener(topic, (message) => {
        if (this.source === source) {
          alive();
          show(JSON.parse(message.data));
        }
      });
    }
  }

  /** Tries the others one after the other, then those of before again, for ever. */
  lose() {
    this.source.close();
    this.source = null;
    clearTimeout(this.timer);
    this.onState("lost", this.base);
    const candidates = [...new Set([...this.others, this.home])].filter((address) => address !== this.base);
    candidates.push(this.base);
    const next = candidates[this.tries % candidates.length];
    const pause = this.tries < candidates.length ? 50 : RETRY_MILLIS;
    this.tries += 1;
    this.retry = setTimeout(() => this.open(next), pause);
  }
}
