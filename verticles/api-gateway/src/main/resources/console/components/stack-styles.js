import { css } from 'lit';

/** Things under one another, equally far apart everywhere. */
export const stacked = css`
  :host {
    display: grid;
    gap: 1rem;
    min-width: 0;
  }
`;
