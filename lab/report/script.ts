/**
 * What makes the page move: an act is played row by row, and a field lights up its bytes. All that it adds is made here, so
 * that where no script runs nothing stands there that does not work. It asks nobody for anything.
 */

export const script = `
'use strict';
(() => {
  const said = document.body.dataset;
  const made = (tag, kind, text) => {
    const one = document.createElement(tag);
    if (kind) one.className = kind;
    if (text) one.textContent = text;
    return one;
  };
  const button = (text, label, press) => {
    const one = made('button', '', text);
    one.type = 'button';
    if (label) one.setAttribute('aria-label', label);
    one.addEventListener('click', press);
    return one;
  };

  // Bytes and fields.
  const spread = (frame) => {
    if (frame.dataset.spread) return;
    frame.dataset.spread = '1';
    const dumps = [...frame.querySelectorAll('pre.hex')];
    for (const dump of dumps) {
      const bytes = dump.textContent.replace(/ /g, '').match(/../g) || [];
      dump.replaceChildren(...bytes.flatMap((byte, place) => {
        const one = made('span', '', byte);
        one.dataset.at = place;
        return place % 4 === 3 ? [one, ' '] : [one];
      }));
    }
    // What a field is for stands once in the page; in a frame that is open, once for each kind.
    const explained = new Set();
    for (const name of frame.querySelectorAll('.fields a')) {
      const purpose = document.getElementById(name.hash.slice(1));
      if (!purpose || explained.has(name.hash)) continue;
      explained.add(name.hash);
      name.parentElement.append(made('small', '', purpose.textContent));
    }
    for (const list of frame.querySelectorAll('ul.fields')) {
      const own = [];
      for (let next = list.nextElementSibling; next && !next.matches('ul'); next = next.nextElementSibling)
        if (next.matches('pre.hex')) own.push(next);
      const fields = [...list.children].map((item) => {
        const [at, length] = item.textContent.split(' ').map(Number);
        item.tabIndex = 0;
        return { item, at, length };
      });
      const light = (field) => {
        for (const one of fields) one.item.classList.toggle('lit', one === field);
        for (const dump of own) {
          const from = Number(dump.dataset.from);
          for (const one of dump.querySelectorAll('span')) {
            const at = from + Number(one.dataset.at);
            one.classList.toggle('lit', !!field && at >= field.at && at < field.at + field.length);
          }
        }
      };
      for (const field of fields) {
        field.item.addEventListener('mouseenter', () => light(field));
        field.item.addEventListener('focus', () => light(field));
      }
      for (const dump of own)
        dump.addEventListener('mouseover', ({ target }) => {
          if (!target.dataset.at) return;
          const at = Number(dump.dataset.from) + Number(target.dataset.at);
          light(fields.filter((one) => at >= one.at && at < one.at + one.length).pop());
        });
    }
  };

  // The timeline.
  for (const play of document.querySelectorAll('.play')) {
    const rows = [...play.querySelectorAll('.seq > ol > li')];
    const facts = [...play.querySelectorAll('.knows [data-r]')];
    const last = rows.length - 1;
    let [at, timer] = [last, 0];
    const range = made('input');
    Object.assign(range, { type: 'range', min: 0, max: last, value: last });
    range.setAttribute('aria-label', said.moment);
    const told = made('output');
    const know = (row) => {
      for (const fact of facts) {
        fact.classList.toggle('later', Number(fact.dataset.r) > row);
        fact.classList.toggle('new', Number(fact.dataset.r) === row);
      }
    };
    const show = (row, moves) => {
      at = Math.max(0, Math.min(last, row));
      rows.forEach((one, place) => {
        one.classList.toggle('later', place > at);
        one.classList.toggle('now', moves && place === at);
      });
      know(at);
      range.value = at;
      told.textContent = (at + 1) + ' / ' + rows.length;
      if (moves) rows[at].scrollIntoView({ block: 'nearest' });
    };
    const stop = () => {
      clearInterval(timer);
      timer = 0;
      toggle.textContent = said.play;
    };
    const step = (row) => () => { stop(); show(row(), true); };
    const toggle = button(said.play, '', () => {
      if (timer) return stop();
      if (at === last) show(0, true);
      timer = setInterval(() => (at === last ? stop() : show(at + 1, true)), 1800);
      toggle.textContent = said.pause;
    });
    range.addEventListener('input', () => { stop(); show(Number(range.value), true); });
    const bar = made('div', 'bar');
    bar.append(
      button('|◀', said.first, step(() => 0)),
      button('◀', said.back, step(() => at - 1)),
      toggle,
      button('▶', said.next, step(() => at + 1)),
      button('▶|', said.last, step(() => last)),
      range,
      told,
    );
    play.prepend(bar);
    show(last, false);
    // A frame that lies open is looked at: what each knows is what they knew then.
    rows.forEach((row, place) => {
      const details = row.querySelector('details');
      if (!details) return;
      details.addEventListener('toggle', () => {
        if (!details.open) return know(at);
        spread(details);
        know(Math.min(place, at));
      });
      if (details.open) spread(details);
    });
  }

  // What is to be printed may be opened first.
  const all = [...document.querySelectorAll('article details')];
  const bar = document.querySelector('.tools');
  if (all.length > 0 && bar) {
    const set = (open) => () => { for (const one of all) one.open = open; };
    bar.append(button(said.open, '', set(true)), button(said.close, '', set(false)));
  }
})();
`
