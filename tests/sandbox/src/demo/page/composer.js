// Where one writes: the input, attachments, commands, and what takes its place at times.

import { attachMenu, offerFiles, prepareSamples } from './attach.js';
import { button, element } from './dom.js';
import { act, actHere, keyOf, messagesHere, openPlace, player, say } from './world.js';

const footer = document.getElementById('composer');
/** What was written and not sent, by place. */
const drafts = new Map();
let replying = null;
let editing = null;
let drawnFor = '';

const input = element('textarea', { rows: 1, placeholder: 'Message', 'aria-label': 'Message', id: 'message-input' });
const sendButton = button('➤', send, { class: 'round send', 'aria-label': 'Send' });
const attachButton = button('📎', (event) => attachMenu(event.currentTarget), { class: 'round attach', 'aria-label': 'Attach' });
const commandsButton = button('/', () => toggleCommands(), { class: 'round commands', 'aria-label': 'Commands', title: 'Commands' });
const commandsList = element('div', { class: 'commands-list', hidden: true });
const context = element('div', { class: 'context', hidden: true });

export function showComposer() {
  const place = openPlace();
  const isBlocked = player().has_blocked_bot && !place.is_group;
  const isNew = !place.is_group && messagesHere().length === 0;
  const mode = isBlocked ? 'blocked' : isNew ? 'new' : 'write';
  commandsButton.hidden = place.commands.length === 0;
  const wanted = `${keyOf(place)} ${mode}`;
  if (wanted === drawnFor) return;
  const isOtherPlace = !drawnFor.startsWith(`${keyOf(place)} `);
  drawnFor = wanted;
  if (isOtherPlace) forgetContext();
  commandsList.hidden = true;
  input.value = drafts.get(keyOf(place)) ?? '';
  if (mode === 'blocked') {
    footer.replaceChildren(button('UNBLOCK', () => act('/api/block', { person: player().id, is_blocked: false }), { class: 'wide' }));
  } else if (mode === 'new') {
    footer.replaceChildren(button('START', () => say('/start'), { class: 'wide start' }));
    prepareSamples();
  } else {
    footer.replaceChildren(commandsList, context,
      element('div', { class: 'line' }, commandsButton, attachButton, input, sendButton));
    grow();
    if (matchMedia('(min-width: 760px)').matches) input.focus();
  }
}

async function send() {
  const text = input.value.trim();
  if (!text) return;
  const [reply, edited] = [replying, editing];
  input.value = '';
  keepDraft();
  forgetContext();
  commandsList.hidden = true;
  const sent = edited
    ? await actHere('/api/edit', { message: edited.id, content: text })
    : await say(text, reply?.id ?? null);
  // What could not be sent is not lost.
  if (!sent && !input.value) input.value = text;
  grow();
}

function keepDraft() {
  drafts.set(keyOf(openPlace()), input.value);
}

function grow() {
  input.style.height = 'auto';
  // On a phone the chat may be out of sight, and then nothing has a height.
  if (input.scrollHeight > 0) input.style.height = `${Math.min(input.scrollHeight, 160)}px`;
  sendButton.disabled = input.value.trim() === '';
}

input.addEventListener('input', () => {
  keepDraft();
  grow();
  const isCommand = /^\/\w*$/.test(input.value);
  commandsList.hidden = true;
  if (isCommand) toggleCommands(input.value.slice(1));
});

input.addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    send();
  }
  if (event.key === 'Escape') {
    forgetContext();
    commandsList.hidden = true;
  }
});

input.addEventListener('paste', (event) => {
  const files = [...event.clipboardData.files];
  if (files.length === 0) return;
  event.preventDefault();
  offerFiles(files);
});

/** The bot's commands, those that begin like this. */
function toggleCommands(beginning = '') {
  const found = openPlace().commands.filter(({ command }) => command.startsWith(beginning));
  if (!commandsList.hidden || found.length === 0) {
    commandsList.hidden = true;
    return;
  }
  commandsList.replaceChildren(...found.map(({ command, description }) =>
    button([element('b', {}, `/${command}`), element('span', {}, description)], () => {
      commandsList.hidden = true;
      input.value = '';
      keepDraft();
      grow();
      say(`/${command}`);
    })));
  commandsList.hidden = false;
}

export function replyTo(message) {
  showContext('Reply to', message);
  replying = message;
}

export function editMessage(message) {
  showContext('Edit message', message);
  editing = message;
  input.value = message.text;
  grow();
}

function showContext(title, message) {
  forgetContext();
  context.hidden = false;
  context.replaceChildren(
    element('span', {}, element('b', {}, title), element('small', {}, message.text || message.kind)),
    button('✕', forgetContext, { class: 'round', 'aria-label': 'Cancel' }));
  input.focus();
}

function forgetContext() {
  if (editing) input.value = '';
  replying = null;
  editing = null;
  context.hidden = true;
}

/** Files can be dropped anywhere on the chat. */
export function takeDroppedFiles() {
  const chat = document.getElementById('chat');
  const hint = document.getElementById('drop-hint');
  const hasFiles = (event) => event.dataTransfer?.types.includes('Files');
  chat.addEventListener('dragover', (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    hint.hidden = false;
  });
  chat.addEventListener('dragleave', (event) => {
    if (!chat.contains(event.relatedTarget)) hint.hidden = true;
  });
  chat.addEventListener('drop', (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    hint.hidden = true;
    offerFiles([...event.dataTransfer.files]);
  });
}
