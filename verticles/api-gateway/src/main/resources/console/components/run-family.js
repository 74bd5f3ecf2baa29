import { html, nothing } from 'lit';
import { hrefOf } from '../address.js';
import { count } from '../format.js';
import { runLink, spent, stateMark, STATES } from './runs.js';

/** The items that a run worked on, those that failed first. */
export function itemsListOf({ items }) {
  if (items.length === 0) {
    return nothing;
  }
  const failedFirst = [...items].sort((a, b) => a.ok - b.ok);
  return html`
    <section class="card section" aria-labelledby="items">
      <h2 id="items">Items</h2>
      <ul class="list">
        ${failedFirst.map(({ name, ok, why }) => html`<li>
          <span class="mark dot ${ok ? 'up' : 'down'}">${ok ? 'done' : 'failed'}</span><span>${name}</span>
          ${why ? html`<span class="why muted">${why}</span>` : nothing}
        </li>`)}
      </ul>
    </section>
  `;
}

/** The runs that a run started: how many are in each state, and the newest. */
export function childrenOf({ id, children }) {
  if (!children) {
    return nothing;
  }
  const { states, first_page: page } = children;
  return html`
    <section class="card section" aria-labelledby="children">
      <h2 id="children">Children</h2>
      <p class="actions">
        ${Object.entries(states).filter(([, many]) => many > 0).map(([state, many]) => html`<span
          class="mark dot ${STATES[state].look}">${count(many)} ${STATES[state].word}</span>`)}
      </p>
      <ul class="list">${page.items.map(child)}</ul>
      ${page.next_cursor ? html`<p><a href=${hrefOf('jobs/history', { parent: id })}>All of them</a></p>` : nothing}
    </section>
  `;
}

function child(run) {
  return html`<li>
    ${stateMark(run)} ${runLink(run)} <span class="muted number">${spent(run)}</span>
    ${run.error ? html`<span class="why muted">${run.error}</span>` : nothing}
  </li>`;
}

/** The runs that belong to it: before and after it in a chain, and those that ran it once more. */
export function linksOf({ reruns, chain }) {
  if (reruns.length === 0 && !chain.before && chain.after.length === 0) {
    return nothing;
  }
  return html`
    <section class="card section" aria-labelledby="links">
      <h2 id="links">Belongs to</h2>
      <dl>
        ${group('Before it', chain.before ? [chain.before] : [])}
        ${group('After it', chain.after)}
        ${group('Run once more', reruns)}
      </dl>
      ${chain.before ? html`<p class="quiet">${afterFailure(chain)}</p>` : nothing}
    </section>
  `;
}

function group(word, links) {
  return links.length > 0 ? html`<dt>${word}</dt><dd><ul class="list">${links.map(link)}</ul></dd>` : nothing;
}

function afterFailure({ goes_on_after_failure: goesOn }) {
  return { true: 'It runs even if the one before fails.', false: 'It does not run if the one before fails.' }[goesOn];
}

function link(run) {
  return html`<li>${run.state ? stateMark(run) : html`<span class="mark">no longer kept</span>`} ${runLink(run)}</li>`;
}
