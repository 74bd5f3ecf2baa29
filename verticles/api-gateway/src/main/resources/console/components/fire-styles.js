import { css } from 'lit';

/** Lists of moments. */
export const fireStyles = css`
  ol {
    list-style: none;
    margin: 0;
    padding: 0;
    font-size: 0.875rem;
  }

  ol > li {
    display: flex;
    flex-wrap: wrap;
    gap: 0 0.6rem;
    align-items: center;
    padding: 0.15rem 0;
  }
`;
