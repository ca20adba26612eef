/** A connection whose server is the test. */

import { Connection } from '../../../clients/web/net/connection.js';
import { Uplink } from '../../../clients/web/net/uplink.js';
import { FakeSocket, FakeTimers, settle } from './fakes.mjs';
import { ready } from './messages.mjs';

export class Line {
  timers = new FakeTimers();
  sockets = [];
  events = [];
  tickets = 0;
  /** @type {ApiError | null} what the next ticket is refused with */
  refusal = null;
  isReachable = true;

  constructor({ speaks = false } = {}) {
    this.uplink = speaks
      ? new Uplink({ speaks: 'en', listening: false }, () => this.events.push({ kind: 'given_up' }))
      : null;
    this.connection = new Connection({
      openSocket: () => {
        this.sockets.push(new FakeSocket());
        return this.socket;
      },
      getTicket: async () => {
        this.tickets += 1;
        if (this.refusal !== null) throw this.refusal;
        return `ticket-${this.tickets}`;
      },
      isReachable: async () => this.isReachable,
      reads: ['pt'],
      uplink: this.uplink,
      emit: (event) => this.events.push(event),
      timers: this.timers,
      random: () => 0.5,
    });
  }

  get socket() {
    return this.sockets.at(-1);
  }

  get phases() {
    return this.events.filter(({ kind }) => kind === 'connection').map(({ phase }) => phase);
  }

  get last() {
    return this.events.filter(({ kind }) => kind === 'connection').at(-1);
  }

  get shown() {
    return this.events
      .filter(({ kind, message }) => kind === 'message' && message.type === 'caption')
      .map(({ message }) => message.seq);
  }

  async open(changes = {}) {
    this.connection.start();
    await settle();
    this.socket.accept();
    this.socket.tell(ready(changes));
  }

  /** The next socket, after whatever wait there is. */
  async reopen(changes = {}) {
    await this.timers.advance(this.timers.nextMs);
    this.socket.accept();
    this.socket.tell(ready(changes));
  }
}
