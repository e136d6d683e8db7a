// The sheet on which a purchase is confirmed, and what came of it.

import { button, element } from './dom.js';
import { sheet, toast } from './sheets.js';
import { actHere } from './world.js';

export function pay(message) {
  const { invoice } = message;
  const outcome = element('p', { class: 'outcome', role: 'alert', hidden: true });
  const confirm = button(`Confirm and pay ⭐ ${invoice.total_amount}`, async () => {
    confirm.disabled = true;
    confirm.classList.add('waiting');
    outcome.hidden = true;
    const answer = await actHere('/api/payment', { message: message.id });
    confirm.classList.remove('waiting');
    confirm.disabled = false;
    if (answer?.state === 'charged') {
      opened.close();
      toast(`⭐ ${invoice.total_amount} paid`);
      return;
    }
    outcome.textContent = refusal(answer);
    outcome.hidden = false;
  }, { class: 'primary', autofocus: true });
  const opened = sheet('Confirm payment', [
    element('div', { class: 'payment' },
      element('div', { class: 'star', 'aria-hidden': 'true' }, '⭐'),
      element('h3', {}, invoice.title),
      element('p', {}, invoice.description),
      element('p', { class: 'balance' }, 'Your balance: ∞ Stars. Nothing here costs real money.'),
      outcome,
      confirm),
  ]);
}

function refusal(answer) {
  if (answer?.state === 'refused') return answer.text;
  if (answer?.state === 'timed_out') return 'The bot did not answer within 10 seconds. You were not charged.';
  return 'The payment did not get through. You were not charged.';
}
