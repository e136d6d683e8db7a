// Makes elements, and shows times and sizes: what all other files need.

/** An element; properties are set as they are, `class`, `aria-…` and `data-…` as attributes. */
export function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === 'class' || name === 'role' || name.includes('-')) made.setAttribute(name, value);
    else made[name] = value;
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return made;
}

export function button(label, onclick, properties = {}) {
  return element('button', { type: 'button', onclick, ...properties }, label);
}

const drawnFrom = new WeakMap();

/** Fills an element anew if what it shows has changed: what stays keeps its focus and its clicks. */
export function fill(node, shown, make) {
  const sign = JSON.stringify(shown);
  if (drawnFrom.get(node) === sign) return node;
  drawnFrom.set(node, sign);
  node.replaceChildren(...make().flat().filter(Boolean));
  return node;
}

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long' });
const shortDay = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });

export const timeOf = (date) => clock.format(new Date(date));

export function dayOf(date) {
  return isToday(date) ? 'Today' : day.format(new Date(date));
}

/** For a list: the time of today's messages, the day of older ones. */
export function momentOf(date) {
  return isToday(date) ? timeOf(date) : shortDay.format(new Date(date));
}

function isToday(date) {
  return new Date(date).toDateString() === new Date().toDateString();
}

export function sizeOf(bytes) {
  if (bytes < 1024) return `${bytes} B`;
  const isSmall = bytes < 1024 * 1024;
  return isSmall ? `${Math.round(bytes / 1024)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

const COLORS = ['#e17076', '#7bc862', '#65aadd', '#a695e7', '#ee7aae', '#faa774'];

/** A round picture with the first letter of a name. */
export function portrait(name, number, extraClass = '') {
  const made = element('span', { class: `portrait ${extraClass}`, 'aria-hidden': 'true' }, [...name][0] ?? '?');
  made.style.background = COLORS[Math.abs(number) % COLORS.length];
  return made;
}

export function botPortrait(extraClass = '') {
  return element('span', { class: `portrait bot ${extraClass}`, 'aria-hidden': 'true' }, 'P');
}
