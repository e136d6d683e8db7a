// What opens above the page: notes, dialogues, menus, and pictures in full size.

import { button, element } from './dom.js';
import { editMessage, replyTo } from './composer.js';
import { actHere } from './world.js';

const TOAST_MS = 4500;
const LONGEST_COPIED = 40;
const REACTIONS = ['👍', '❤️', '🔥', '😁', '🤔', '👎'];

/** A note that fades away. */
export function toast(text) {
  const note = element('div', { class: 'toast' }, text);
  document.getElementById('toasts').append(note);
  setTimeout(() => note.remove(), TOAST_MS);
}

/** Puts a text into the clipboard; a browser that forbids it shows the text instead. */
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    notice(text);
    return;
  }
  const letters = [...text];
  toast(`Copied: ${letters.length > LONGEST_COPIED ? `${letters.slice(0, LONGEST_COPIED).join('')}…` : text}`);
}

/** A dialogue in the middle; Escape and a click beside it close it. */
export function sheet(title, content, extraClass = '') {
  const dialog = element('dialog', { class: `sheet ${extraClass}`, 'aria-label': title },
    element('header', {}, element('h2', {}, title),
      button('✕', () => dialog.close(), { class: 'round', 'aria-label': 'Close' })),
    ...content);
  return opened(dialog);
}

function opened(dialog) {
  dialog.addEventListener('close', () => dialog.remove());
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) dialog.close();
  });
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

/** An answer of the bot that wants to be closed. */
export function notice(text) {
  const dialog = element('dialog', { class: 'sheet notice' }, element('p', {}, text),
    button('OK', () => dialog.close(), { class: 'primary' }));
  opened(dialog);
}

/** What Telegram's own sharing dialogue would offer; whoever gets the link can open it. */
export function share(url, text, openLink) {
  const words = [text, url].filter(Boolean).join('\n');
  const closing = (run) => () => {
    opened.close();
    run();
  };
  const opened = sheet('Share with friends', [
    element('p', {}, 'In Telegram you would now choose a chat for this:'),
    element('blockquote', {}, words),
    button('Open it as somebody else', closing(() => openLink(url)), { class: 'primary' }),
    button('Copy', closing(() => copy(words)), { class: 'reader' }),
  ]);
}

/** A menu at a point; entries have an icon, a text and what they run. */
export function popUp(x, y, entries, above = null) {
  const menu = element('dialog', { class: 'menu' }, above, entries.map(({ icon, text, hint, run }) =>
    button([element('span', { class: 'icon', 'aria-hidden': 'true' }, icon), element('span', {}, text),
      hint && element('small', {}, hint)], () => {
      menu.close();
      run();
    })));
  opened(menu);
  const box = menu.getBoundingClientRect();
  menu.style.left = `${Math.max(8, Math.min(x, innerWidth - box.width - 8))}px`;
  menu.style.top = `${Math.max(8, Math.min(y, innerHeight - box.height - 8))}px`;
  return menu;
}

export function messageMenu(message, isOwn, x, y) {
  const entries = [{ icon: '↩', text: 'Reply', run: () => replyTo(message) }];
  if (message.text) {
    entries.push({ icon: '❐', text: 'Copy text', run: () => copy(message.text) });
  }
  if (isOwn && message.kind === 'text') entries.push({ icon: '✎', text: 'Edit', run: () => editMessage(message) });
  entries.push({ icon: '🗑', text: 'Delete', run: () => actHere('/api/delete', { message: message.id }) });
  const faces = element('div', { class: 'reaction-choice' }, REACTIONS.map((emoji) => button(emoji, () => {
    menu.close();
    actHere('/api/reaction', { message: message.id, content: emoji });
  }, { 'aria-label': `React with ${emoji}` })));
  const menu = popUp(x, y, entries, faces);
}

/** Pictures in full size, with a way to the next and the one before. */
export function lightbox(urls, first) {
  let shown = first;
  const image = element('img', { alt: '' });
  const save = element('a', { class: 'round', download: '', 'aria-label': 'Save the picture', title: 'Save' }, '↓');
  const count = element('span', { class: 'count' });
  const show = (index) => {
    shown = (index + urls.length) % urls.length;
    image.src = urls[shown];
    image.alt = `Picture ${shown + 1} of ${urls.length}`;
    save.href = urls[shown];
    save.download = `portrait-${shown + 1}.jpg`;
    count.textContent = `${shown + 1} of ${urls.length}`;
  };
  const dialog = element('dialog', { class: 'lightbox', 'aria-label': 'Picture' },
    element('header', {}, count, save, button('✕', () => dialog.close(), { class: 'round', 'aria-label': 'Close' })),
    image,
    urls.length > 1 && button('‹', () => show(shown - 1), { class: 'round previous', 'aria-label': 'Previous picture' }),
    urls.length > 1 && button('›', () => show(shown + 1), { class: 'round next', 'aria-label': 'Next picture' }));
  dialog.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowLeft') show(shown - 1);
    if (event.key === 'ArrowRight') show(shown + 1);
  });
  show(first);
  opened(dialog);
}
