import { css } from 'lit';

/** The way to the pages before and after this one. */
export const paging = css`
  .pages {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 0.5rem;
  }

  .pages .button {
    display: inline-flex;
    align-items: center;
    text-decoration: none;
  }
`;
