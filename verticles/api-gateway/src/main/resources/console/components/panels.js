import { html, nothing } from 'lit';

/**
 * A card with a heading, which the rest of the component can name as `heading`. Its header also says why something could not
 * be asked; what is shown already stays.
 *
 * @param isKnown whether there is something to show yet
 * @param beside what stands between the heading and that
 * @param end what stands at the other end of the header
 */
export function panel({ heading, isKnown, problem, beside = nothing, end = nothing }, content) {
  return html`
    <section class="card panel" aria-labelledby="heading" aria-busy=${!isKnown}>
      <header>
        <h2 id="heading">${heading}</h2>
        ${beside} ${problem ? html`<span role="alert">${problem.message}</span>` : nothing} ${end}
      </header>
      ${content}
    </section>
  `;
}
