/** Runs as a worker: beats once a second, also while its page is hidden. */

const BEAT_MS = 1_000;

setInterval(() => postMessage(null), BEAT_MS);
