/** Stand-ins for what a browser has: a clock that is turned by hand, sockets whose other end is the test. */

export class FakeTimers {
  #nowMs = 0;
  #due = [];

  now = () => this.#nowMs;

  after = (ms, action) => {
    const timer = { atMs: this.#nowMs + ms, action };
    this.#due.push(timer);
    return () => {
      this.#due = this.#due.filter((other) => other !== timer);
    };
  };

  get pending() {
    return this.#due.length;
  }

  /** Milliseconds until the next timer; null where there is none. */
  get nextMs() {
    return this.#due.length === 0
      ? null
      : Math.min(...this.#due.map(({ atMs }) => atMs)) - this.#nowMs;
  }

  /** Lets time pass; promises that timers have started are settled before the next timer. */
  async advance(ms) {
    const endMs = this.#nowMs + ms;
    for (;;) {
      const next = this.#due.filter(({ atMs }) => atMs <= endMs).sort((a, b) => a.atMs - b.atMs)[0];
      if (next === undefined) break;
      this.#due = this.#due.filter((other) => other !== next);
      this.#nowMs = Math.max(this.#nowMs, next.atMs);
      next.action();
      await settle();
    }
    this.#nowMs = endMs;
  }
}

/** Lets everything that waits for a promise go on. */
export function settle() {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

export class FakeSocket {
  bufferedAmount = 0;
  /** Open, as `WebSocket.OPEN`. */
  readyState = 1;
  isClosed = false;
  onopen = null;
  onmessage = null;
  onclose = null;
  /** @type {object[]} JSON messages, and audio as {startSample, samples} */
  sent = [];

  send(data) {
    if (this.readyState !== 1) throw new Error('a browser complains of this');
    if (typeof data === 'string') {
      this.sent.push(JSON.parse(data));
      return;
    }
    const view = new DataView(data);
    const samples = Array.from({ length: (data.byteLength - 8) / 2 }, (_, i) =>
      view.getInt16(8 + i * 2, true),
    );
    this.sent.push({ startSample: Number(view.getBigUint64(0, true)), samples });
  }

  close() {
    this.isClosed = true;
  }

  // --- what the server does ---

  accept() {
    this.onopen?.({});
  }

  tell(message) {
    this.onmessage?.({ data: typeof message === 'string' ? message : JSON.stringify(message) });
  }

  drop(code) {
    this.isClosed = true;
    this.onclose?.({ code });
  }

  // --- what the test looks at ---

  get audio() {
    return this.sent.filter((item) => 'startSample' in item);
  }

  get messages() {
    return this.sent.filter((item) => 'type' in item);
  }
}
