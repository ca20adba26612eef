import assert from 'node:assert/strict';
import { test } from 'node:test';

import { openClientWindow } from '../../clients/web/pages/desk/client-window.js';

const HERE = { availLeft: 0, availTop: 0, availWidth: 1440, availHeight: 900 };
const THERE = { availLeft: 1440, availTop: 0, availWidth: 1920, availHeight: 1080 };

/** A browser that notes what is done with it. */
function browser({ isExtended, getScreenDetails, blocks = false }) {
  const done = [];
  const opened = {
    location: { replace: (address) => done.push(`shows ${address}`) },
    moveTo: (x, y) => done.push(`moves to ${x}, ${y}`),
    resizeTo: (width, height) => done.push(`is ${width} x ${height}`),
    close: () => done.push('closes'),
  };
  const opener = {
    location: { href: 'https://desk.example/desk' },
    screen: { isExtended },
    open: () => {
      done.push('opens');
      return blocks ? null : opened;
    },
    getScreenDetails:
      getScreenDetails &&
      (() => {
        done.push('asks');
        return getScreenDetails();
      }),
  };
  return { opener, done };
}

const fragment = async () => '#s=1';

test('the window goes to the other screen; screens are asked for before the click is used up', async () => {
  const getScreenDetails = async () => ({ screens: [HERE, THERE], currentScreen: HERE });
  const { opener, done } = browser({ isExtended: true, getScreenDetails });
  assert.equal(await openClientWindow(fragment, opener), null);
  assert.deepEqual(done, [
    'asks',
    'opens',
    'shows https://desk.example/display#s=1',
    'moves to 1440, 0',
    'is 1920 x 1080',
  ]);
});

test('one who does not let the page place windows is told to do it', async () => {
  const getScreenDetails = async () => {
    throw new DOMException('', 'NotAllowedError');
  };
  const { opener, done } = browser({ isExtended: true, getScreenDetails });
  assert.equal(await openClientWindow(fragment, opener), 'display_not_placed');
  assert.deepEqual(done.at(-1), 'shows https://desk.example/display#s=1');
});

test('a browser that tells nothing of screens leaves the placing to the person', async () => {
  const { opener } = browser({});
  assert.equal(await openClientWindow(fragment, opener), 'display_not_placed');
});

test('with one screen there is nowhere else to go', async () => {
  const { opener } = browser({ isExtended: false, getScreenDetails: assert.fail });
  assert.equal(await openClientWindow(fragment, opener), null);
});

test('a blocked window is told', async () => {
  const { opener } = browser({ isExtended: false, blocks: true });
  assert.equal(await openClientWindow(fragment, opener), 'popup_blocked');
});

test('a window that cannot be let in is closed', async () => {
  const { opener, done } = browser({ isExtended: false });
  const refused = new Error('refused');
  await assert.rejects(
    openClientWindow(() => Promise.reject(refused), opener),
    refused,
  );
  assert.equal(done.at(-1), 'closes');
});
