// The left column: everyone whom the visitor can play, and the staff's group.

import { OTHER } from './bubble.js';
import { botPortrait, button, element, fill, momentOf, portrait } from './dom.js';
import { findPerson, keyOf, openPlace, unreadIn, view } from './world.js';

const KINDS = {
  photo: '🖼 Photo',
  document: '📄 File',
  invoice: '⭐ Invoice',
  ...OTHER,
};

/** The buttons of the list, by place. */
const entries = new Map();

export function showPeople(open) {
  const { people, places } = view.world;
  const withRole = (role) => {
    const ids = people.filter((person) => person.role === role).map((person) => person.id);
    return places.filter((place) => ids.includes(place.chat));
  };
  const sections = [
    ['Customers', withRole('customer')],
    ['Operators', withRole('operator')],
    ['Staff group', places.filter((place) => place.is_group)],
  ];
  fill(document.getElementById('people'), sections.map(([, its]) => its.map(keyOf)), () => [
    element('header', {}, botPortrait('small'), element('div', {}, element('b', {}, 'PinGlass'), ' demo',
      element('small', {}, 'Be anyone: all of it is simulated'))),
    ...sections.flatMap(([title, its]) => [element('h2', {}, title), ...its.map((place) => entry(place, open))]),
  ]);
  for (const place of places) showEntry(place);
}

function entry(place, open) {
  const made = button('', () => open(place.chat, place.topic), { 'data-place': keyOf(place) });
  entries.set(keyOf(place), made);
  return made;
}

function showEntry(place) {
  const person = findPerson(place.chat);
  const isOpen = openPlace() === place;
  const unread = isOpen ? 0 : unreadIn(place);
  const title = person ? person.name : (place.topic === null ? 'General' : place.title);
  const made = entries.get(keyOf(place));
  made.className = isOpen ? 'entry open' : 'entry';
  if (isOpen) made.setAttribute('aria-current', 'true');
  else made.removeAttribute('aria-current');
  fill(made, [title, unread, place.last, place.bot_action, place.is_closed, place.icon, person], () => [
    person ? portrait(person.name, person.id) : element('span', { class: 'portrait topic', 'aria-hidden': 'true' },
      place.is_closed ? '🔒' : place.icon ?? '#'),
    element('span', { class: 'lines' },
      element('span', { class: 'line' },
        element('b', {}, title),
        person && element('span', { class: 'chip' }, person.language.toUpperCase()),
        element('time', {}, place.last ? momentOf(place.last.date) : '')),
      element('span', { class: 'line' },
        element('span', { class: 'preview' }, preview(place, person)),
        unread > 0 && element('span', { class: 'badge', 'aria-label': `${unread} unread` },
          unread > 99 ? '99+' : `${unread}`))),
  ]);
}

function preview(place, person) {
  if (place.bot_action && place.topic === null) return element('em', {}, actionWords(place.bot_action));
  if (person?.has_blocked_bot) return '🚫 has blocked the bot';
  if (!place.last) return person ? 'Has not met the bot yet' : 'Nothing here yet';
  const { last } = place;
  const words = last.text.replaceAll('\n', ' ') || KINDS[last.kind] || last.kind;
  const icon = last.text && last.kind === 'photo' ? '🖼 ' : '';
  const name = last.from_bot && !place.is_group ? '' : `${last.from_bot ? 'PinGlass' : person ? 'You' : last.from_name}: `;
  return `${name}${icon}${words}`;
}

export function actionWords(action) {
  const known = {
    typing: 'typing…',
    upload_photo: 'sending a photo…',
    upload_document: 'sending a file…',
  };
  return known[action] ?? `${action.replaceAll('_', ' ')}…`;
}
