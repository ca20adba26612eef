/** The one state of the service that a person must know now, worst first. */

/** @typedef {import('./reducer.js').State} State */
/** @typedef {'connecting' | 'offline' | 'reconnecting' | 'busy' | 'stopped' | 'audio_lost' | 'thinking' | 'listening' | 'paused'} Status */

/** Further behind than this, a speaker notices. */
const THINKING_S = 3;

/**
 * @param {State} state
 * @returns {Status}
 */
export function statusOf(state) {
  const { phase, reason, wasOpen } = state.connection;
  if (phase === 'stopped') return 'stopped';
  if (state.audioGivenUp) return 'audio_lost';
  if (phase !== 'open') return statusOfClosed(reason, wasOpen);
  if (state.error === 'busy') return 'busy';
  const listening = state.participants.some((participant) => participant.listening);
  if (isBehind(state, listening)) return 'thinking';
  return listening ? 'listening' : 'paused';
}

/**
 * @param {State['connection']['reason']} reason
 * @param {boolean} wasOpen
 * @returns {Status}
 */
function statusOfClosed(reason, wasOpen) {
  if (reason === 'busy') return 'busy';
  if (reason === 'offline') return 'offline';
  return wasOpen ? 'reconnecting' : 'connecting';
}

/**
 * @param {State} state
 * @param {boolean} listening
 */
function isBehind(state, listening) {
  if (listening) return Object.values(state.lags).some((seconds) => seconds > THINKING_S);
  return [...state.rows.values()].some(({ source }) => source !== null && !source.final);
}
