/** Opens the socket of the live stream beside the page. */

import { PROTOCOL } from '../wire/messages.js';

/** @returns {WebSocket} */
export function openStream() {
  const url = new URL('/v1/stream', location.href);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  return new WebSocket(url, PROTOCOL);
}
