// Styled texts and links, as Telegram's apps show them.

import { button, element, portrait } from './dom.js';
import { share, sheet, toast } from './sheets.js';
import { openPlace, player, say, view } from './world.js';

const TAGS = {
  bold: 'b',
  italic: 'i',
  underline: 'u',
  strikethrough: 's',
  code: 'code',
  pre: 'pre',
  blockquote: 'blockquote',
  expandable_blockquote: 'blockquote',
};

/** Offsets count UTF-16 units, and so do JavaScript's strings. */
export function styled(text, entities) {
  const sorted = [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return stretch(text, 0, text.length, sorted);
}

function stretch(text, from, to, entities) {
  const parts = document.createDocumentFragment();
  let position = from;
  for (let index = 0; index < entities.length; ) {
    const entity = entities[index];
    const end = Math.min(entity.offset + entity.length, to);
    let next = index + 1;
    while (next < entities.length && entities[next].offset < end) next += 1;
    parts.append(text.slice(position, entity.offset));
    parts.append(wrapped(entity, text.slice(entity.offset, end),
      stretch(text, entity.offset, end, entities.slice(index + 1, next))));
    position = end;
    index = next;
  }
  parts.append(text.slice(position, to));
  return parts;
}

function wrapped(entity, words, content) {
  const kind = entity.type;
  if (kind === 'text_link') return link(entity.url, content);
  if (kind === 'url') return link(words.includes('://') ? words : `https://${words}`, content);
  if (kind === 'email') return link(`mailto:${words}`, content);
  if (kind === 'bot_command') return action(content, () => say(words));
  if (kind === 'spoiler') {
    const hidden = element('span', { class: 'spoiler', tabIndex: 0, title: 'Show' }, content);
    hidden.onclick = () => hidden.classList.add('shown');
    return hidden;
  }
  if (kind === 'mention' || kind === 'text_mention' || kind === 'hashtag' || kind === 'phone_number') {
    return element('span', { class: 'link' }, content);
  }
  const tag = TAGS[kind];
  return tag ? element(tag, {}, content) : content;
}

function action(content, onclick) {
  return element('a', { href: '#', class: 'link', onclick: (event) => {
    event.preventDefault();
    onclick();
  } }, content);
}

function link(url, content) {
  return element('a', { href: url, class: 'link', rel: 'noopener', onclick: (event) => {
    event.preventDefault();
    openLink(url);
  } }, content);
}

/** Links into Telegram work here, inside the demo; others open beside it. */
export function openLink(text) {
  let url;
  try {
    url = new URL(text);
  } catch {
    toast(`This is no link: ${text}`);
    return;
  }
  const isTelegram = url.hostname === 't.me' || url.hostname === 'telegram.me';
  const path = url.pathname.slice(1);
  if (isTelegram && path.toLowerCase() === view.world.bot.username.toLowerCase()) {
    openBot(url.searchParams.get('start'));
  } else if (isTelegram && path.startsWith('c/')) {
    openInGroup(path);
  } else if (isTelegram && path.startsWith('share')) {
    share(url.searchParams.get('url') ?? '', url.searchParams.get('text') ?? '', openLink);
  } else if (url.protocol === 'https:' || url.protocol === 'http:') {
    window.open(url, '_blank', 'noopener');
  } else {
    toast(`Telegram would open ${text}`);
  }
}

/** Whoever opens a link to the bot says /start to it, with what the link carries. */
function openBot(payload) {
  const words = payload ? `/start ${payload}` : '/start';
  if (openPlace().is_group && payload?.startsWith('pay_')) {
    // The bot opens it for whoever tapped a button, in their own chat.
    document.dispatchEvent(new CustomEvent('go', { detail: { chat: player().id, topic: null } }));
    say(words);
    return;
  }
  if (openPlace().is_group || payload?.startsWith('ref_')) chooseReader(words);
  else say(words);
}

/** A link that invites is made for others: here one can be any of them. */
function chooseReader(words) {
  const readers = view.world.people.filter((person) => person.role === 'customer' && person !== player());
  const opened = sheet('Who opens the link?', [
    element('p', {}, 'It leads to the bot. Go on as somebody who was sent it:'),
    ...readers.map((person) => button([portrait(person.name, person.id, 'tiny'), element('b', {}, person.name)], () => {
      opened.close();
      document.dispatchEvent(new CustomEvent('go', { detail: { chat: person.id, topic: null } }));
      say(words);
    }, { class: 'reader' })),
  ]);
}

/** t.me/c/… leads to a topic, or to a message and the topic it is in. */
function openInGroup(path) {
  const [, group, number] = path.split('/').map(Number);
  const chat = Number(`-100${group}`);
  const topic = view.world.places.find((place) => place.chat === chat && place.topic === number);
  if (topic) document.dispatchEvent(new CustomEvent('go', { detail: topic }));
  else toast('This topic is not there any more.');
}
