// The middle column: who it is with, and what was said.

import { bubble, signature } from './bubble.js';
import { botPortrait, button, dayOf, element, fill, portrait } from './dom.js';
import { actionWords } from './people.js';
import { popUp } from './sheets.js';
import { act, actHere, keyOf, messagesHere, openPlace, player, view } from './world.js';

/** So close to the end counts as the end. */
const NEAR_END = 80;

const scroller = document.getElementById('scroller');
const list = document.getElementById('messages');
const toBottom = document.getElementById('to-bottom');
const pinned = document.getElementById('pinned');
let shownPlace = '';
/** What each drawn item was drawn from, so that only what changed is drawn again. */
const drawn = new Map();

/** Whether the newest message is kept in view: until one scrolls up. */
let isFollowing = true;
let lastTop = 0;

const isAtEnd = () => scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR_END;

export function showChat() {
  showHeader();
  const key = keyOf(openPlace());
  const isOther = key !== shownPlace;
  if (isOther) {
    isFollowing = true;
    drawn.clear();
    list.replaceChildren();
    shownPlace = key;
  }
  const items = itemsOf(messagesHere());
  const newest = items.at(-1);
  // Who writes wants to see it.
  if (newest && !drawn.has(newest.key) && newest.messages[0].from_id === player().id) isFollowing = true;
  drawItems(items);
  showPinned();
  if (items.length === 0) list.replaceChildren(welcome());
  if (isFollowing) scrollToEnd(isOther ? 'instant' : 'smooth');
  toBottom.hidden = isFollowing;
}

/** The newest pinned message, one tap away. */
function showPinned() {
  const newest = messagesHere().findLast((message) => message.pinned);
  pinned.hidden = !newest;
  if (!newest) return;
  fill(pinned, [newest.id, newest.text], () => [
    element('b', {}, '📌 Pinned message'), element('span', {}, newest.text.split('\n')[0] || newest.kind)]);
  pinned.onclick = () => document.querySelector(`[data-item="${newest.id}"]`)
    ?.scrollIntoView({ behavior: 'smooth', block: 'center' });
}

function scrollToEnd(behavior) {
  scroller.scrollTo({ top: scroller.scrollHeight, behavior });
}

scroller.addEventListener('scroll', () => {
  if (isAtEnd()) isFollowing = true;
  else if (scroller.scrollTop < lastTop) isFollowing = false;
  lastTop = scroller.scrollTop;
  toBottom.hidden = isFollowing;
}, { passive: true });
toBottom.onclick = () => {
  isFollowing = true;
  scrollToEnd('smooth');
};
// The window, the composer and late pictures move the end.
const keepEnd = new ResizeObserver(() => {
  if (isFollowing) scrollToEnd('instant');
});
keepEnd.observe(scroller);

/** Dates, and messages with those of one album together. */
function itemsOf(messages) {
  const items = [];
  let day = '';
  for (const message of messages) {
    const its = dayOf(message.date);
    if (its !== day) items.push({ key: `day ${its}`, day: its });
    day = its;
    const last = items.at(-1);
    if (message.album && last.messages?.[0].album === message.album) last.messages.push(message);
    else items.push({ key: `${message.id}`, messages: [message] });
  }
  items.forEach((item, index) => {
    item.isTail = items[index + 1]?.messages?.[0].from_id !== item.messages?.[0].from_id;
  });
  return items;
}

function drawItems(items) {
  const keys = new Set(items.map((item) => item.key));
  for (const [key, { node }] of drawn) {
    if (keys.has(key)) continue;
    node.remove();
    drawn.delete(key);
  }
  list.querySelector('.welcome')?.remove();
  let before = null;
  for (const item of items) {
    const node = draw(item);
    const next = before ? before.nextSibling : list.firstChild;
    if (node !== next) list.insertBefore(node, next);
    before = node;
  }
}

function draw(item) {
  const sign = item.day ?? signature(item.messages, item.isTail);
  const known = drawn.get(item.key);
  if (known?.sign === sign) return known.node;
  const node = item.day
    ? element('div', { class: 'row service day' }, element('span', {}, item.day))
    : bubble(item.messages, item.isTail);
  node.dataset.item = item.key;
  if (known) known.node.replaceWith(node);
  else node.classList.add('fresh');
  drawn.set(item.key, { sign, node });
  return node;
}

/** What an empty chat shows: who the bot is, and what it can do. */
function welcome() {
  const place = openPlace();
  if (place.is_group) return element('div', { class: 'welcome' }, element('p', {}, 'Nothing has been written here yet.'));
  return element('div', { class: 'welcome' },
    botPortrait('large'),
    element('h1', {}, view.world.bot.name),
    place.description && element('b', {}, 'What can this bot do?'),
    element('p', {}, place.description || 'The bot is starting …'));
}

function showHeader() {
  const place = openPlace();
  const { bot, backstage } = view.world;
  const title = place.is_group ? (place.topic === null ? 'Staff group' : place.title) : bot.name;
  const shown = [keyOf(place), title, place.icon, place.bot_action, place.is_closed, player().id, backstage.bot.process_id === null];
  fill(document.getElementById('chat-header'), shown, () => [
    button('‹', () => { document.body.dataset.shows = 'people'; }, { class: 'round back', 'aria-label': 'Back to the list' }),
    place.is_group ? element('span', { class: 'portrait topic', 'aria-hidden': 'true' }, place.icon ?? '#') : botPortrait(),
    element('div', { class: 'lines' }, element('b', {}, title), status(place, backstage)),
    as(place),
    (!place.is_group || place.topic !== null) && button('⋮', (event) => chatMenu(event), { class: 'round', 'aria-label': 'More' }),
    button('⚙', () => document.body.classList.toggle('backstage-open'), {
      class: 'round gear', 'aria-label': 'Behind the scenes', title: 'Behind the scenes' }),
  ]);
}

function status(place, backstage) {
  if (place.bot_action) return element('small', { class: 'action' }, `${place.is_group ? 'PinGlass is ' : ''}${actionWords(place.bot_action)}`);
  if (place.is_group) return element('small', {}, place.is_closed ? 'closed topic' : 'Vera, Lev and the bot');
  return element('small', {}, backstage.bot.process_id ? 'bot' : 'the bot is down, it comes back in a moment');
}

/** Whom the visitor plays; in the group one can change it. */
function as(place) {
  const who = player();
  const label = element('span', { class: 'as' }, 'You are ', portrait(who.name, who.id, 'tiny'), element('b', {}, who.name));
  if (!place.is_group) return label;
  const choose = element('select', { 'aria-label': 'Speak as', onchange: () => {
    view.operator = Number(choose.value);
    document.dispatchEvent(new Event('redraw'));
  } }, view.world.people.filter((person) => person.role === 'operator').map((person) =>
    element('option', { value: person.id, selected: person.id === who.id }, person.name)));
  return element('label', { class: 'as' }, 'You are ', choose);
}

function chatMenu(event) {
  const place = openPlace();
  if (place.is_group) {
    const change = (what) => actHere('/api/topic', { what });
    popUp(event.clientX, event.clientY, [
      place.is_closed
        ? { icon: '🔓', text: 'Reopen the topic', run: () => change('reopen') }
        : { icon: '🔒', text: 'Close the topic', run: () => change('close') },
      { icon: '🗑', text: 'Delete the topic', run: () => change('delete') },
    ]);
    return;
  }
  const person = player();
  const isBlocked = person.has_blocked_bot;
  popUp(event.clientX, event.clientY, [
    { icon: isBlocked ? '↩' : '🚫', text: isBlocked ? 'Unblock the bot' : 'Block the bot',
      run: () => act('/api/block', { person: person.id, is_blocked: !isBlocked }) },
  ]);
}
