// What the page knows: the world as the server tells it, and what the visitor looks at.

import { toast } from './sheets.js';

export const view = {
  /** The answer of /api/world. */
  world: null,
  /** The messages of the open chat, all its topics. */
  messages: [],
  /** Which chat is open, and in a group which topic. */
  chat: null,
  topic: null,
  /** As which operator one speaks in the group. */
  operator: null,
};

const readKey = () => `read-${view.world.run}`;

export const keyOf = (place) => `${place.chat}/${place.topic ?? ''}`;

/** The place that is open. */
export function openPlace() {
  const { world, chat, topic } = view;
  return world.places.find((place) => place.chat === chat && place.topic === topic) ?? world.places[0];
}

export const findPerson = (id) => view.world.people.find((person) => person.id === id);

/** Whom the visitor plays in the open chat. */
export function player() {
  const place = openPlace();
  return findPerson(place.is_group ? view.operator : place.chat);
}

export function messagesHere() {
  const place = openPlace();
  return view.messages.filter((message) => message.chat === place.chat && message.topic === place.topic);
}

function speaker() {
  const place = openPlace();
  return { person: player().id, chat: place.chat, topic: place.topic };
}

async function request(path, options) {
  let answer;
  try {
    answer = await fetch(path, options);
  } catch {
    throw new Error('The demo does not answer.');
  }
  const text = await answer.text();
  if (!answer.ok) {
    let reason = text;
    try {
      reason = JSON.parse(text).error;
    } catch {
      // The server's own words, then.
    }
    throw new Error(reason);
  }
  return text ? JSON.parse(text) : null;
}

export const get = (path) => request(path, {});

/** Does something; what goes wrong is shown. Returns null then. */
export async function act(path, body) {
  try {
    const headers = { 'Content-Type': 'application/json' };
    return (await request(path, { method: 'POST', headers, body: JSON.stringify(body) })) ?? true;
  } catch (error) {
    toast(error.message);
    return null;
  }
}

/** Does something to a message, or in the open chat. */
export const actHere = (path, body) => act(path, { speaker: speaker(), ...body });

export const say = (text, replyTo = null) => actHere('/api/text', { text, reply_to: replyTo });

/** Sends files of a form to the open chat. */
export async function upload(path, form) {
  const here = speaker();
  const query = new URLSearchParams({ person: here.person, chat: here.chat });
  if (here.topic !== null) query.set('topic', here.topic);
  try {
    await request(`${path}?${query}`, { method: 'POST', body: form });
    return true;
  } catch (error) {
    toast(error.message);
    return false;
  }
}

function readMarks() {
  const kept = localStorage.getItem(readKey());
  if (kept) return JSON.parse(kept);
  // Whatever an earlier run left counts as read.
  const marks = {};
  for (const place of view.world.places) marks[keyOf(place)] = place.incoming.at(-1) ?? 0;
  for (const name of Object.keys(localStorage)) {
    if (name.startsWith('read-')) localStorage.removeItem(name);
  }
  localStorage.setItem(readKey(), JSON.stringify(marks));
  return marks;
}

export function unreadIn(place) {
  const mark = readMarks()[keyOf(place)] ?? 0;
  return place.incoming.filter((id) => id > mark).length;
}

/** Counts everything in a place as read; tells whether anything was not. */
export function markRead(place) {
  const marks = readMarks();
  const newest = place.incoming.at(-1) ?? 0;
  if ((marks[keyOf(place)] ?? 0) >= newest) return false;
  localStorage.setItem(readKey(), JSON.stringify({ ...marks, [keyOf(place)]: newest }));
  return true;
}
