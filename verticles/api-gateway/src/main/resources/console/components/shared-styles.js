import { css } from 'lit';

/** What all components look like: focus, buttons, marks, cards. */
export const shared = css`
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }

  :focus-visible {
    outline: 3px solid var(--focus);
    outline-offset: 2px;
    border-radius: 6px;
  }

  h1,
  h2,
  h3,
  p {
    margin: 0;
  }

  h1 {
    font-size: 1.375rem;
    font-weight: 650;
    letter-spacing: -0.01em;
  }

  h2 {
    font-size: 1rem;
    font-weight: 650;
  }

  a {
    color: inherit;
  }

  button {
    font: inherit;
    color: inherit;
    cursor: pointer;
  }

  .button {
    border: 1px solid var(--line);
    border-radius: 8px;
    background: var(--surface);
    padding: 0.4rem 0.8rem;
    min-height: 2.25rem;
  }

  .button:hover {
    background: var(--raised);
  }

  .button.primary {
    background: var(--accent);
    border-color: var(--accent);
    color: var(--on-accent);
    font-weight: 600;
  }

  .button.primary:hover {
    filter: brightness(1.08);
  }

  .button:disabled {
    opacity: 0.6;
    cursor: default;
  }

  .card {
    background: var(--surface);
    border: 1px solid var(--line);
    border-radius: var(--radius);
    box-shadow: var(--shadow);
  }

  .muted {
    color: var(--muted);
  }

  .number {
    font-variant-numeric: tabular-nums;
  }

  .mark {
    display: inline-flex;
    align-items: center;
    gap: 0.35em;
    border-radius: 999px;
    padding: 0.1rem 0.55rem;
    font-size: 0.75rem;
    font-weight: 600;
    line-height: 1.35;
    white-space: nowrap;
    background: var(--idle-soft);
    color: var(--idle);
  }

  .mark.up {
    background: var(--up-soft);
    color: var(--up);
  }

  .mark.down {
    background: var(--down-soft);
    color: var(--down);
  }

  .mark.warn {
    background: var(--warn-soft);
    color: var(--warn);
  }

  .mark.info {
    background: var(--info-soft);
    color: var(--info);
  }

  .mark.plain {
    background: none;
    padding-inline: 0;
    font-weight: 500;
    color: var(--muted);
  }

  .mark.plain.up::before {
    color: var(--up);
  }

  .dot::before {
    content: '';
    width: 0.5em;
    height: 0.5em;
    border-radius: 50%;
    background: currentcolor;
  }

  .hidden-visually {
    position: absolute;
    width: 1px;
    height: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  .bone {
    display: inline-block;
    border-radius: 6px;
    background: var(--idle-soft);
    color: transparent;
    animation: breathe 1.6s ease-in-out infinite;
  }

  @keyframes breathe {
    50% {
      opacity: 0.5;
    }
  }

  @media (prefers-reduced-motion: reduce) {
    *,
    *::before,
    *::after {
      animation: none !important;
      transition: none !important;
    }
  }
`;
