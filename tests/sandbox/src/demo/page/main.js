// Starts the page, and keeps it showing what is true.

import { showBackstage } from './backstage.js';
import { showChat } from './chat.js';
import { showComposer, takeDroppedFiles } from './composer.js';
import { showPeople } from './people.js';
import { get, markRead, openPlace, view } from './world.js';

/** Telegram shows "typing…" for five seconds, and nothing tells when they are over. */
const ACTION_LOOK_MS = 2500;

let isLooking = false;
let hasChanged = false;
let actionTimer = 0;

/** Asks the server how things stand; of many calls at once, two are enough. */
async function refresh() {
  hasChanged = true;
  if (isLooking) return;
  isLooking = true;
  while (hasChanged) {
    hasChanged = false;
    try {
      await look();
    } catch (error) {
      // The event source notices that the server is away, and when it is back.
      console.warn(error);
    }
  }
  isLooking = false;
}

async function look() {
  const wanted = view.chat;
  const [world, messages] = await Promise.all([
    get('/api/world'),
    wanted === null ? [] : get(`/api/chats/${wanted}`),
  ]);
  view.world = world;
  if (wanted === null) {
    openFromAddress();
    return;
  }
  if (view.chat === wanted) view.messages = messages;
  show();
}

function show() {
  const place = openPlace();
  // A topic may be gone.
  view.chat = place.chat;
  view.topic = place.topic;
  showChat();
  showComposer();
  if (document.visibilityState === 'visible') markRead(place);
  showPeople(open);
  showBackstage();
  clearTimeout(actionTimer);
  if (view.world.places.some((each) => each.bot_action)) {
    actionTimer = setTimeout(refresh, ACTION_LOOK_MS);
  }
}

/** Opens a chat; on a narrow screen it takes the place of the list. */
export function open(chat, topic = null) {
  view.chat = chat;
  view.topic = topic;
  view.messages = [];
  document.body.dataset.shows = 'chat';
  history.replaceState(null, '', `#${chat}${topic === null ? '' : `/${topic}`}`);
  refresh();
}

function openFromAddress() {
  const [chat, topic] = location.hash.slice(1).split('/').map(Number);
  const operators = view.world.people.filter((person) => person.role === 'operator');
  view.operator = operators[0].id;
  const asked = view.world.places.find((place) => place.chat === chat && place.topic === (topic || null));
  const place = asked ?? view.world.places.find((each) => each.chat === view.world.people[0].id);
  open(place.chat, place.topic);
  if (!asked) document.body.dataset.shows = 'people';
}

function listen() {
  const offline = document.getElementById('offline');
  const live = new EventSource('/api/live');
  live.onopen = () => {
    offline.hidden = true;
  };
  live.onmessage = ({ data: run }) => {
    // Another run may serve another page.
    if (view.world && view.world.run !== run) location.reload();
    else refresh();
  };
  live.onerror = () => {
    offline.hidden = false;
    if (live.readyState === EventSource.CLOSED) setTimeout(listen, 1500);
  };
}

document.addEventListener('visibilitychange', () => {
  if (view.world && document.visibilityState === 'visible') show();
});
document.addEventListener('redraw', () => show());
document.addEventListener('go', ({ detail }) => open(detail.chat, detail.topic));
takeDroppedFiles();
listen();
