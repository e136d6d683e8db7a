// Photos and files on their way into the chat, from the disk or from the samples.

import { button, element } from './dom.js';
import { popUp, sheet } from './sheets.js';
import { actHere, player, upload } from './world.js';

/** Telegram's apps send photos no larger than this. */
const LONGEST_SIDE = 2560;
const JPEG_QUALITY = 0.87;

export function attachMenu(anchor) {
  const box = anchor.getBoundingClientRect();
  popUp(box.left, box.top - 210, [
    { icon: '🖼', text: 'Photos', hint: 'compressed', run: () => choose('image/*', offerFiles) },
    { icon: '📄', text: 'Files', hint: 'as they are', run: () => choose('', sendFiles) },
    { icon: '🙂', text: 'Sample photos', hint: 'drawn selfies', run: offerSamples },
    { icon: '🎤', text: 'Voice message', hint: 'silence', run: () => actHere('/api/other', { kind: 'voice' }) },
  ]);
}

function choose(accept, take) {
  const input = element('input', { type: 'file', multiple: true, accept });
  input.onchange = () => take([...input.files]);
  input.click();
}

/** Shows what is about to be sent, and how. */
export async function offerFiles(files) {
  if (files.length === 0) return;
  const pictures = await Promise.all(files.map(readPicture));
  if (pictures.includes(null)) {
    // As in Telegram's apps: what cannot be shown goes as a file.
    await sendFiles(files);
    return;
  }
  const caption = element('input', { type: 'text', placeholder: 'Caption', 'aria-label': 'Caption' });
  const asFiles = element('input', { type: 'checkbox' });
  const sendButton = button('Send', async () => {
    opened.close();
    if (asFiles.checked) await sendFiles(files);
    else await sendPhotos(pictures, caption.value);
  }, { class: 'primary' });
  const title = files.length === 1 ? 'Send a photo' : `Send ${files.length} photos`;
  const opened = sheet(title, [
    element('div', { class: 'thumbnails' }, pictures.map((picture) => {
      const url = URL.createObjectURL(picture);
      return element('img', { src: url, alt: picture.name, onload: () => URL.revokeObjectURL(url) });
    })),
    caption,
    element('label', { class: 'option' }, asFiles, 'Send as files, without compression'),
    sendButton,
  ]);
  sendButton.focus();
}

/** The picture turned upright and made no larger than Telegram sends it; null for what is none. */
async function readPicture(file) {
  try {
    const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' });
    const scale = Math.min(1, LONGEST_SIDE / Math.max(bitmap.width, bitmap.height));
    const canvas = element('canvas', {
      width: Math.round(bitmap.width * scale), height: Math.round(bitmap.height * scale) });
    canvas.getContext('2d').drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise((done) => canvas.toBlob(done, 'image/jpeg', JPEG_QUALITY));
    return blob && new File([blob], file.name, { type: 'image/jpeg' });
  } catch {
    return null;
  }
}

async function sendPhotos(pictures, caption) {
  const form = new FormData();
  form.append('caption', caption);
  for (const picture of pictures) form.append('photo', picture);
  await upload('/api/photos', form);
}

async function sendFiles(files) {
  const form = new FormData();
  for (const file of files) form.append('file', file);
  if (files.length > 0) await upload('/api/files', form);
}

/** Lets the server draw the samples before anybody waits for them. */
export function prepareSamples() {
  const { samples, flawed_samples } = player();
  for (const name of [...samples, ...flawed_samples]) new Image().src = `/api/samples/${name}`;
}

/** Selfies for a visitor who has none at hand. */
function offerSamples() {
  const person = player();
  const offered = [...person.samples, ...person.flawed_samples];
  const chosen = new Set(person.samples);
  const sendButton = button('', async () => {
    opened.close();
    const names = offered.filter((name) => chosen.has(name));
    const photos = await Promise.all(names.map(fetchSample));
    await sendPhotos(photos, '');
  }, { class: 'primary' });
  const count = () => {
    sendButton.textContent = chosen.size === 1 ? 'Send 1 photo' : `Send ${chosen.size} photos`;
    sendButton.disabled = chosen.size === 0;
  };
  const tiles = offered.map((name) => {
    const tile = button(element('img', { src: `/api/samples/${name}`, alt: `Sample ${name}` }), () => {
      if (!chosen.delete(name)) chosen.add(name);
      tile.setAttribute('aria-pressed', chosen.has(name));
      count();
    }, { class: 'sample', 'aria-pressed': chosen.has(name) });
    return tile;
  });
  count();
  const opened = sheet('Sample photos', [
    element('p', {}, 'Drawn selfies of one person who does not exist, and three that are no good. Take the ones you like.'),
    element('div', { class: 'samples' }, tiles),
    sendButton,
  ]);
  sendButton.focus();
}

async function fetchSample(name) {
  const answer = await fetch(`/api/samples/${name}`);
  return new File([await answer.blob()], name, { type: 'image/jpeg' });
}
