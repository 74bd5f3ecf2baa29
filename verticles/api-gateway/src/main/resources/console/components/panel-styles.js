import { css } from 'lit';

/** Cards with a heading, what is said when there is nothing to show, and notes. */
export const panels = css`
  .top {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem 0.75rem;
  }

  .top > .end {
    margin-left: auto;
  }

  .panel {
    display: flex;
    flex-direction: column;
    min-width: 0;
    overflow: clip;
  }

  .panel > header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.25rem 0.75rem;
    padding: 0.7rem 1.25rem;
    border-bottom: 1px solid var(--line);
  }

  .panel > header > .end {
    margin-left: auto;
  }

  .panel > header > [role='alert'] {
    color: var(--down);
    font-size: 0.875rem;
  }

  /* One that comes and goes makes the header no higher. */
  .panel > header > .button {
    margin-block: -0.3rem;
  }

  .none {
    display: grid;
    place-content: center;
    justify-items: center;
    gap: 0.35rem;
    padding: 1.5rem;
    text-align: center;
    flex: 1;
  }

  .note {
    font-size: 0.875rem;
    background: var(--warn-soft);
    color: var(--warn);
    border-radius: 8px;
    padding: 0.5rem 0.75rem;
    overflow-wrap: anywhere;
  }

  /* What goes wrong in passing lies above the rest and moves nothing. */
  .passing {
    position: relative;
  }

  .passing > .note {
    position: absolute;
    right: 1rem;
    bottom: -0.75rem;
    z-index: 2;
    max-width: calc(100% - 2rem);
  }

  .note.plain {
    background: var(--idle-soft);
    color: var(--idle);
  }

  .note.bad {
    background: var(--down-soft);
    color: var(--down);
  }

  .quiet {
    color: var(--muted);
    font-size: 0.875rem;
  }

  .button.small {
    min-height: 1.9rem;
    padding: 0.15rem 0.6rem;
    font-size: 0.875rem;
  }

  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 0.4rem;
  }

  .tabs {
    display: flex;
    flex-wrap: wrap;
    gap: 0.25rem;
  }

  .tabs a {
    padding: 0.3rem 0.7rem;
    border-radius: 8px;
    text-decoration: none;
    color: var(--muted);
    font-size: 0.9375rem;
  }

  .tabs a:hover {
    background: var(--surface);
    color: var(--ink);
  }

  .tabs a[aria-current] {
    background: var(--idle-soft);
    color: var(--ink);
    font-weight: 600;
  }

  progress {
    appearance: none;
    display: block;
    width: 100%;
    height: 0.5rem;
    border: 0;
    border-radius: 999px;
    overflow: hidden;
    background: var(--idle-soft);
  }

  progress::-webkit-progress-bar {
    background: var(--idle-soft);
  }

  /* Nobody knows how much it is: neither empty nor full. */
  progress:not([value])::-webkit-progress-bar {
    background: repeating-linear-gradient(-45deg, var(--idle-soft) 0 0.5rem, var(--accent) 0.5rem 1rem);
    opacity: 0.5;
  }

  progress::-webkit-progress-value {
    background: var(--accent);
    border-radius: 999px;
    transition: inline-size 0.3s;
  }

  progress::-moz-progress-bar {
    background: var(--accent);
  }
`;
