import { css } from 'lit';

/** What each kind of hole looks like, as `stretch-fills.js` draws it. */
export const kindStyles = css`
  .swatch {
    display: inline-block;
    width: 1.1rem;
    height: 1.1rem;
    border-radius: 4px;
    border: 1px solid currentcolor;
    flex: none;
  }

  .kind-missing {
    color: var(--down);
    background: repeating-linear-gradient(-45deg, var(--down-soft) 0 4px, var(--down) 4px 5.2px);
  }

  .kind-quarantined {
    color: var(--warn);
    background:
      linear-gradient(45deg, transparent 45%, var(--warn) 45% 55%, transparent 55%) 0 0 / 8px 8px,
      linear-gradient(-45deg, transparent 45%, var(--warn) 45% 55%, transparent 55%) 0 0 / 8px 8px,
      var(--warn-soft);
  }

  .kind-exchange-down {
    color: var(--warn);
    background: repeating-linear-gradient(90deg, var(--warn-soft) 0 4px, var(--warn) 4px 5.2px);
  }

  .kind-proven-empty {
    color: var(--idle);
    background: radial-gradient(circle, var(--idle) 1.1px, transparent 1.4px) 0 0 / 5px 5px var(--idle-soft);
  }

  .kind-not-loaded {
    color: var(--info);
    background: repeating-linear-gradient(0deg, var(--info-soft) 0 4px, var(--info) 4px 5px);
  }

  .kind-present {
    color: var(--up);
    background: var(--up);
  }

  .restated {
    color: var(--warn);
  }

  .legend {
    display: flex;
    flex-wrap: wrap;
    gap: 0.4rem 1.1rem;
    list-style: none;
    margin: 0;
    padding: 0;
    font-size: 0.8125rem;
    color: var(--muted);
  }

  .legend li {
    display: inline-flex;
    align-items: center;
    gap: 0.45rem;
  }
`;
