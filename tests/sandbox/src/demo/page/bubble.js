// One message, or the messages of one album, as a bubble.

import { element, button, botPortrait, portrait, timeOf } from './dom.js';
import { pay } from './payment.js';
import { copy, lightbox, messageMenu, notice, toast } from './sheets.js';
import { openLink, styled } from './text.js';
import { actHere, messagesHere, openPlace, player, say } from './world.js';

/** What people send each other; everything else is a line in the middle. */
export const OTHER = {
  sticker: '🙂 Sticker',
  voice: '🎤 Voice message',
  video: '🎞 Video',
  video_note: '⏺ Video note',
  audio: '🎵 Audio',
  animation: '🎞 Animation',
  dice: '🎲',
  poll: '📊 Poll',
  location: '📍 Location',
  contact: '👤 Contact',
};
const CONTENT = ['text', 'photo', 'document', 'invoice', ...Object.keys(OTHER)];

/** Buttons that wait for the bot, by chat, message and data. */
const waiting = new Set();
const tapKey = (message, data) => `${message.chat}/${message.id}/${data}`;

/** Changes when the bubble has to be drawn again. */
export function signature(messages, isTail) {
  const spinning = [...waiting].filter((key) => key.startsWith(`${messages[0].chat}/${messages[0].id}/`));
  return JSON.stringify([messages, spinning, isTail, player().id]);
}

export function bubble(messages, isTail) {
  const first = messages[0];
  if (!CONTENT.includes(first.kind)) return serviceLine(first);
  const isOwn = first.from_id === player().id;
  const classes = ['bubble', `kind-${first.kind}`];
  const captioned = messages.find((message) => message.text);
  if (!captioned && first.kind === 'photo') classes.push('bare');
  if (messages.length > 1) classes.push('album');
  const body = element('div', { class: classes.join(' ') },
    openPlace().is_group && !isOwn && element('b', { class: 'sender' }, first.from_bot ? 'PinGlass' : first.from_name),
    first.forwarded && element('small', { class: 'forwarded' }, 'Forwarded message'),
    first.reply_to && quote(first.reply_to),
    content(messages),
    captioned && first.kind !== 'invoice' && element('div', { class: 'words' }, styled(captioned.text, captioned.entities)),
    reactions(messages),
    stamp(messages, isOwn));
  const row = element('div', { class: `row ${isOwn ? 'own' : 'theirs'}${isTail ? ' tail' : ''}` },
    !isOwn && element('span', { class: 'side' }, isTail && face(first)),
    element('div', { class: 'stack' }, body, keyboard(first)),
    menuButton(first, isOwn));
  row.oncontextmenu = (event) => {
    if (event.target.closest('a')) return;
    event.preventDefault();
    // In an album, what is done is done to the photo under the pointer.
    const { message } = event.target.closest('[data-message]')?.dataset ?? {};
    const meant = messages.find((each) => String(each.id) === message) ?? first;
    messageMenu(meant, isOwn, event.clientX, event.clientY);
  };
  return row;
}

function serviceLine(message) {
  return element('div', { class: 'row service' }, element('span', {}, message.text));
}

function face(message) {
  return message.from_bot ? botPortrait('tiny') : portrait(message.from_name, message.from_id, 'tiny');
}

function menuButton(message, isOwn) {
  return button('⋯', (event) => messageMenu(message, isOwn, event.clientX, event.clientY), {
    class: 'more', 'aria-label': 'What to do with this message' });
}

function quote(id) {
  const quoted = messagesHere().find((message) => message.id === id);
  return button([
    element('b', {}, quoted ? quoted.from_name : 'Deleted message'),
    element('span', {}, quoted?.text || OTHER[quoted?.kind] || quoted?.kind || ''),
  ], () => document.querySelector(`[data-item="${id}"]`)?.scrollIntoView({ behavior: 'smooth', block: 'center' }),
  { class: 'quote' });
}

function content(messages) {
  const [first] = messages;
  if (first.kind === 'photo') return photos(messages);
  if (first.kind === 'document') return messages.map(fileLine);
  if (first.kind === 'invoice') return invoiceCard(first.invoice);
  return OTHER[first.kind] ? element('div', { class: 'words' }, OTHER[first.kind]) : null;
}

const fileUrl = (media) => `/api/files/${encodeURIComponent(media.file_id)}`;

/** Pictures that every browser can show. */
const SHOWN_TYPES = ['image/jpeg', 'image/png', 'image/webp', 'image/gif'];

function fileLine(message) {
  const { media } = message;
  const isPicture = SHOWN_TYPES.includes(media.mime);
  return element('a', { class: 'file', href: fileUrl(media), download: media.name ?? 'file' },
    isPicture ? element('img', { src: fileUrl(media), alt: '', loading: 'lazy' }) : element('span', { class: 'file-icon' }, '↓'),
    element('span', {}, element('b', {}, media.name ?? 'file'), element('small', {}, media.mime)));
}

function invoiceCard(invoice) {
  return element('div', { class: 'invoice' },
    element('div', { class: 'invoice-cover', 'aria-hidden': 'true' }, '⭐'),
    element('b', {}, invoice.title),
    element('p', {}, invoice.description),
    element('span', { class: 'price' }, `⭐ ${invoice.total_amount}`));
}

/** How many photos of an album stand in each row. */
const ROWS = { 1: [1], 2: [2], 3: [3], 4: [2, 2], 5: [2, 3], 6: [3, 3], 7: [3, 4], 8: [4, 4], 9: [3, 3, 3], 10: [3, 3, 4] };

function photos(messages) {
  const tiles = messages.map((message, index) => tile(message, index, messages));
  const rows = ROWS[messages.length] ?? [messages.length];
  const mosaic = element('div', { class: messages.length > 1 ? 'mosaic' : 'single' });
  for (const count of rows) mosaic.append(element('div', { class: 'mosaic-row' }, tiles.splice(0, count)));
  return mosaic;
}

/** The room of a photo that comes alone, in pixels. */
const LARGEST = { width: 340, height: 440 };

function tile(message, index, album) {
  const { media } = message;
  const ratio = (media.width || 3) / (media.height || 4);
  const name = album.length > 1 ? `Photo ${index + 1} of ${album.length}` : 'Photo';
  const own = album.length > 1 && message.reactions.map((reaction) => reaction.emoji).join('');
  const made = button([element('img', { src: fileUrl(media), alt: name, loading: 'lazy' }),
    own && element('span', { class: 'tile-reactions', 'aria-hidden': 'true' }, own)], () => {
    const all = messagesHere().filter((each) => each.kind === 'photo');
    lightbox(all.map((each) => fileUrl(each.media)), all.findIndex((each) => each.id === message.id));
  }, { class: 'tile', 'aria-label': `${name}: enlarge`, 'data-message': message.id });
  made.style.aspectRatio = ratio;
  // In one row, widths in proportion to the ratios give equal heights.
  if (album.length > 1) made.style.flexGrow = ratio;
  else made.style.width = `${Math.round(Math.min(LARGEST.width, LARGEST.height * ratio))}px`;
  return made;
}

function reactions(messages) {
  const all = messages.flatMap((message) => message.reactions.map((reaction) => ({ ...reaction, message })));
  if (all.length === 0) return null;
  const own = player().id;
  return element('div', { class: 'reactions' }, all.map((reaction) => button(reaction.emoji, () => {
    const content = reaction.from_id === own ? '' : reaction.emoji;
    actHere('/api/reaction', { message: reaction.message.id, content });
  }, { class: reaction.from_id === own ? 'reaction own-reaction' : 'reaction' })));
}

function stamp(messages, isOwn) {
  const isEdited = messages.some((message) => message.edited);
  const isPinned = messages.some((message) => message.pinned);
  return element('span', { class: 'stamp' },
    isPinned && element('span', { title: 'Pinned' }, '📌'),
    isEdited && element('span', {}, 'edited'),
    element('time', { title: new Date(messages[0].date).toLocaleString('en-GB') }, timeOf(messages[0].date)),
    isOwn && element('span', { class: 'tick', title: 'Sent' }, '✓✓'));
}

function keyboard(message) {
  if (message.keyboard.length === 0) return null;
  return element('div', { class: 'keyboard' }, message.keyboard.map((row) =>
    element('div', { class: 'keyboard-row' }, row.map((key) => keyButton(message, key)))));
}

const HINTS = { url: '↗', copy: '❐', pay: '' };

function keyButton(message, key) {
  const { action } = key;
  const isWaiting = action.type === 'callback' && waiting.has(tapKey(message, action.data));
  return button([key.text, HINTS[action.type] && element('span', { class: 'hint', 'aria-hidden': 'true' }, HINTS[action.type])],
    () => press(message, key), { class: isWaiting ? 'key waiting' : 'key', 'aria-busy': isWaiting ? 'true' : undefined });
}

async function press(message, { text, action }) {
  if (action.type === 'url') openLink(action.url);
  else if (action.type === 'pay') pay(message);
  else if (action.type === 'text') say(text);
  else if (action.type === 'copy') copy(action.text);
  else await tap(message, action.data);
}

async function tap(message, data) {
  const key = tapKey(message, data);
  if (waiting.has(key)) return;
  waiting.add(key);
  document.dispatchEvent(new Event('redraw'));
  const answer = await actHere('/api/tap', { message: message.id, content: data });
  waiting.delete(key);
  document.dispatchEvent(new Event('redraw'));
  if (!answer) return;
  if (!answer.is_answered) toast('The bot has not answered this button.');
  else if (answer.url) openLink(answer.url);
  else if (answer.is_modal) notice(answer.text);
  else if (answer.text) toast(answer.text);
}
