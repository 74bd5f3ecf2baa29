import { html, nothing } from 'lit';
import { moment } from './runs.js';

const MARKS = {
  moved: 'moved',
  once_of_two: 'once',
  skipped: 'left out',
  repeated: 'twice',
  day_of_change: 'clocks change',
};

/** Moments at which a schedule fires; those that a change of the clocks touches say what it does. */
export function firesList(fires) {
  return html`<ol>
    ${fires.map(({ at, local, offset, mark, note }) => html`<li>
      <span class="number">${local.replace('T', ' ').slice(0, 19)}</span>
      <span class="number muted">${offset === 'Z' ? 'UTC' : offset}</span>
      ${mark ? html`<span class="mark warn">${MARKS[mark] ?? mark}</span>` : nothing}
      <span class="muted here">${moment(at)} here${note ? html` · ${note}` : nothing}</span>
    </li>`)}
  </ol>`;
}
