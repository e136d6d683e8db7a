// The right column: what happens behind the scenes, and ways to make it go wrong.

import { button, element, fill, sizeOf } from './dom.js';
import { act, view } from './world.js';

const panel = document.getElementById('backstage');
/** Parts of the panel, so that a change of one leaves the buttons of the others alone. */
const parts = new Map();

export function showBackstage() {
  const { backstage: { bot, kie, storage, money }, problems, stars } = view.world;
  if (parts.size === 0) build();
  part('bot', bot, () => [
    title('The bot', bot.process_id ? 'running' : 'down', bot.process_id),
    fact('Process', bot.process_id ?? '–'),
    fact('Started', bot.starts === 1 ? 'once' : `${bot.starts} times`),
    bot.last_end && fact('Last end', bot.last_end),
  ]);
  part('kill', !bot.process_id, () => [
    button('Kill the bot now', () => act('/api/backstage/bot', null), { class: 'danger', disabled: !bot.process_id }),
    element('p', {}, 'kill -9, in the middle of anything. It comes back and goes on where it was.'),
  ]);
  part('kie', kie, () => [
    title('Kie makes the pictures', kie.is_stopped ? 'stopped' : 'working', !kie.is_stopped),
    fact('In work', kie.running),
    fact('Done', kie.done),
    kie.failed > 0 && fact('Failed', kie.failed),
  ]);
  part('stop', kie.is_stopped, () => [
    button(kie.is_stopped ? 'Start Kie again' : 'Stop Kie', () => act('/api/backstage/kie', { is_stopped: !kie.is_stopped }),
      { class: kie.is_stopped ? 'secondary' : 'danger' }),
    element('p', {}, 'Stopped, it answers everything with “maintenance”.'),
  ]);
  part('sums', [stars, storage, money], () => [
    title('So far'),
    fact('Stars earned', `⭐ ${stars}`),
    fact('At the bank', `${roubles(money.kopecks)} ₽`),
    fact('Came to the wallet', `${money.nano / 1e9} TON`),
    fact('Pictures stored (S3)', `${storage.objects}, ${sizeOf(storage.bytes)}`),
  ]);
  parts.get('problems').parentNode.hidden = problems.length === 0;
  part('problems', problems, () => [
    title('Complaints of the fakes', `${problems.length}`, false),
    ...problems.slice(-3).map((problem) => element('p', {}, problem)),
  ]);
}

function build() {
  const empty = (name) => {
    const made = element('div', {});
    parts.set(name, made);
    return made;
  };
  const card = (...names) => element('section', { class: 'card' }, names.map(empty));
  panel.replaceChildren(
    element('header', {}, element('h2', {}, 'Behind the scenes'),
      button('✕', () => document.body.classList.remove('backstage-open'), { class: 'round', 'aria-label': 'Close' })),
    card('bot', 'kill'), card('kie', 'stop'), card('sums'), card('problems'),
    element('p', { class: 'note' }, 'The bot, its database and the protocols are real. Telegram, Kie, S3, the bank and TON are simulated on this machine, and nothing leaves it.'));
}

const roubles = (kopecks) => (kopecks / 100).toFixed(2).replace(/\.00$/, '');

const part = (name, shown, make) => fill(parts.get(name), shown, make);

function title(name, word = '', isWell = true) {
  return element('h3', {}, name, word && element('span', { class: `mood ${isWell ? 'good' : 'bad'}` }, word));
}

function fact(name, value) {
  return element('div', { class: 'fact' }, element('span', {}, name), element('b', {}, `${value}`));
}
