/** What the end of a socket means: whether to come back, and what to tell the person. */

/**
 * Why a connection does not come back by itself.
 *
 * @typedef {'ended' | 'idle' | 'failed' | 'removed' | 'left' | 'elsewhere' | 'forbidden' | 'signed_out' | 'refused'} StopReason
 */
/** @typedef {{comeBack: true, reason: 'lost' | 'busy'} | {comeBack: false, reason: StopReason}} Verdict */

/** @type {Readonly<Record<number, StopReason>>} close codes after which the client stays away */
const STOPPING_CODES = {
  1002: 'refused',
  1003: 'refused',
  1007: 'refused',
  1008: 'refused',
  1009: 'refused',
  4400: 'refused',
  4403: 'forbidden',
  4404: 'removed',
  4408: 'idle',
  4409: 'elsewhere',
  4410: 'ended',
  4500: 'failed',
};
const BUSY_CODE = 4429;

/** @type {Readonly<Record<string, StopReason>>} codes of `bye` that say the same before the close */
const STOPPING_BYES = {
  ended: 'ended',
  idle: 'idle',
  failed: 'failed',
  removed: 'removed',
  left: 'left',
  taken_over: 'elsewhere',
};

/**
 * @param {number} code close code of the socket
 * @param {string | null} bye code of the `bye` before it: a proxy may lose the close code
 * @returns {Verdict}
 */
export function judgeClose(code, bye) {
  const reason = (bye === null ? undefined : STOPPING_BYES[bye]) ?? STOPPING_CODES[code];
  if (reason !== undefined) return { comeBack: false, reason };
  return { comeBack: true, reason: code === BUSY_CODE ? 'busy' : 'lost' };
}
