import { html, nothing } from 'lit';

/** Why something about candles could not be asked, and what to do about it; what is shown already stays. */
export function candleProblem(problem, shown, what) {
  if (!problem) {
    return nothing;
  }
  const isNotDeployed = problem.code === 'not_deployed';
  return html`<p class="note" role="alert">
    ${what ? html`<strong>${what}</strong> ` : nothing}${problem.message}
    ${isNotDeployed ? html`Start it, or look at <a href="#/nodes">what is deployed</a>; this page goes on by itself.` : nothing}
    ${shown ? 'What is below was true before.' : nothing}
  </p>`;
}
