/**
 * Text frames hold one JSON message; a binary frame holds audio: an 8-byte sample offset, then
 * PCM16, both little-endian.
 */

import { CLIENT_MESSAGES, SERVER_MESSAGES } from './messages.js';
import { WireError } from './shapes.js';

/** @typedef {import('./messages.js').ClientMessage} ClientMessage */
/** @typedef {import('./messages.js').ServerMessage} ServerMessage */

const OFFSET_BYTES = 8;
const SAMPLE_BYTES = 2;

/**
 * @param {ClientMessage} message
 * @returns {string}
 * @throws {WireError} the server would refuse it
 */
export function encodeMessage(message) {
  const shape = CLIENT_MESSAGES[message.type];
  const known = shape(message, '');
  const unknown = Object.keys(message).find((name) => !(name in known));
  if (unknown !== undefined) throw new WireError(`${unknown}: no such field`);
  return JSON.stringify(message);
}

/**
 * @param {string} text
 * @returns {ServerMessage | null} null for a type that this client does not know yet
 * @throws {WireError}
 */
export function decodeMessage(text) {
  const value = parse(text);
  const type =
    typeof value === 'object' && value !== null && 'type' in value ? value.type : undefined;
  if (typeof type !== 'string') throw new WireError('type: expected a string');
  if (!Object.hasOwn(SERVER_MESSAGES, type)) return null;
  return SERVER_MESSAGES[/** @type {keyof typeof SERVER_MESSAGES} */ (type)](value, '');
}

/**
 * @param {string} text
 * @returns {unknown}
 */
function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    throw new WireError('not JSON');
  }
}

/**
 * @param {number} startSample position of the first sample in the track
 * @param {Int16Array} samples
 * @returns {ArrayBuffer}
 */
export function encodeAudio(startSample, samples) {
  const buffer = new ArrayBuffer(OFFSET_BYTES + samples.length * SAMPLE_BYTES);
  const view = new DataView(buffer);
  view.setBigUint64(0, BigInt(startSample), true);
  // Not a copy of the bytes: the machine's own order of bytes may be another one.
  samples.forEach((sample, i) => view.setInt16(OFFSET_BYTES + i * SAMPLE_BYTES, sample, true));
  return buffer;
}
