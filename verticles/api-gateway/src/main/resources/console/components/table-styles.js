import { css } from 'lit';

/** Tables; on a phone each row becomes a card in which every cell says what it is. */
export const tables = css`
  table {
    width: 100%;
    border-collapse: collapse;
    font-size: 0.9375rem;
  }

  th {
    text-align: left;
    font-weight: 500;
    font-size: 0.8125rem;
    color: var(--muted);
    background: var(--raised);
    white-space: nowrap;
  }

  thead th {
    position: sticky;
    top: 0;
    z-index: 1;
    box-shadow: inset 0 -1px var(--line);
  }

  th,
  td {
    padding: 0.45rem 0.75rem;
  }

  th:first-child,
  td:first-child {
    padding-left: 1.25rem;
  }

  th:last-child,
  td:last-child {
    padding-right: 1.25rem;
  }

  td {
    height: 3.25rem;
    border-bottom: 1px solid var(--line);
    vertical-align: middle;
  }

  tbody tr:hover {
    background: var(--raised);
  }

  .right {
    text-align: right;
  }

  .tight {
    white-space: nowrap;
  }

  .cut {
    display: block;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .wrong {
    color: var(--down);
  }

  small {
    font-size: 0.8125rem;
  }

  @media (max-width: 48rem) {
    thead {
      position: absolute;
      width: 1px;
      height: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }

    table,
    tbody,
    tr,
    td {
      display: block;
    }

    tbody tr {
      padding: 0.6rem 1rem;
      border-bottom: 1px solid var(--line);
    }

    td,
    td:first-child,
    td:last-child {
      display: flex;
      justify-content: space-between;
      gap: 1rem;
      height: auto;
      min-height: 1.6rem;
      padding: 0.1rem 0;
      border: 0;
      text-align: right;
      min-width: 0;
    }

    td[data-name]::before {
      content: attr(data-name);
      color: var(--muted);
      font-size: 0.8125rem;
      flex: none;
    }

    td > * {
      min-width: 0;
    }

    td.empty {
      display: none;
    }

    .cut {
      white-space: normal;
      overflow-wrap: anywhere;
    }
  }
`;

/** Tables whose columns keep their width, whatever comes into them, with what can be done to a row at its end. */
export const steadyTables = css`
  table {
    table-layout: fixed;
  }

  .actions {
    justify-content: flex-end;
    flex-wrap: nowrap;
  }
`;
