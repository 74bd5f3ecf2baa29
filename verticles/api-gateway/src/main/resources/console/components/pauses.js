import { html, nothing } from 'lit';
import { moment } from './runs.js';

/** Why something rests, who wanted that, and until when. */
export function pauseNote({ reason, by, at, until }) {
  return html`<p class="note">
    Paused${by ? ' by ' + by : ''} ${moment(at)}${until ? html`, until ${moment(until)}` : nothing}: ${reason}
  </p>`;
}
