import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Api, ApiError } from '../../clients/web/net/api.js';
import { ReaderApi } from '../../clients/web/net/reader-api.js';
import { StaffApi } from '../../clients/web/net/staff-api.js';

/** A server that answers everything alike, and remembers what it was asked. */
function answering(status, body, headers = {}) {
  const asked = [];
  const fetchFunction = async (path, options) => {
    asked.push({ path, ...options });
    return new Response(status === 204 ? null : body, { status, headers });
  };
  return { asked, fetchFunction };
}

function refusal(code) {
  return JSON.stringify({ error: { code, message: '' } });
}

test('a refusal is told by its code', async () => {
  const { fetchFunction } = answering(503, refusal('busy'), { 'Retry-After': '30' });
  await assert.rejects(new Api(fetchFunction).capabilities(), {
    status: 503,
    code: 'busy',
    retryAfterS: 30,
  });
});

for (const body of ['<h1>Bad gateway</h1>', '{}', '{"error":"text"}', '{"error":{"code":7}}']) {
  test(`an answer that is none of ours is still an ApiError: ${body}`, async () => {
    const { fetchFunction } = answering(502, body);
    await assert.rejects(new Api(fetchFunction).capabilities(), { status: 502, code: 'unknown' });
  });
}

for (const error of [new TypeError('Failed to fetch'), new DOMException('', 'TimeoutError')]) {
  test(`no answer is told as unreachable: ${error.name}`, async () => {
    const api = new Api(() => Promise.reject(error));
    await assert.rejects(api.capabilities(), { status: 0, code: 'unreachable' });
    assert.equal(await api.isReachable(), false);
  });
}

test('a server that is reached but not ready is reached', async () => {
  const { fetchFunction } = answering(503, refusal('not_ready'));
  assert.equal(await new Api(fetchFunction).isReachable(), true);
});

test('signed in or not', async () => {
  assert.equal(
    await new StaffApi(answering(200, '{"staff":true}').fetchFunction).isSignedIn(),
    true,
  );
  const { fetchFunction } = answering(401, refusal('not_signed_in'));
  assert.equal(await new StaffApi(fetchFunction).isSignedIn(), false);
});

test('a server in trouble is not one who is not signed in', async () => {
  const { fetchFunction } = answering(500, refusal('unknown'));
  await assert.rejects(new StaffApi(fetchFunction).isSignedIn(), ApiError);
});

const SECRET = 'a-secret';

for (const [what, run] of [
  ['signing in', (f) => new StaffApi(f).signIn(SECRET)],
  ['joining', (f) => new ReaderApi(f).join({ secret: SECRET })],
  ['coming back', (f) => new ReaderApi(f).readerTicket(SECRET)],
]) {
  test(`${what} keeps the secret out of the address`, async () => {
    const { asked, fetchFunction } = answering(201, '{}');
    await run(fetchFunction);
    const [{ path, body, headers, method }] = asked;
    assert.equal(method, 'POST');
    assert.ok(!path.includes(SECRET));
    assert.ok(`${body}${headers.Authorization}`.includes(SECRET));
  });
}

test('identifiers cannot lead to another address', async () => {
  const { asked, fetchFunction } = answering(204, null);
  await new StaffApi(fetchFunction).remove('a/b', '../c?d');
  assert.equal(asked[0].path, '/conversations/a%2Fb/participants/..%2Fc%3Fd');
});
