import { html } from 'lit';
import './components/tw-audit-page.js';
import './components/tw-backfill-page.js';
import './components/tw-candles-page.js';
import './components/tw-coverage-page.js';
import './components/tw-gaps-page.js';
import './components/tw-history-page.js';
import './components/tw-jobs-page.js';
import './components/tw-nodes-page.js';
import './components/tw-prices-page.js';
import './components/tw-quarantine-page.js';
import './components/tw-run-page.js';
import './components/tw-schedules-page.js';
import './components/tw-system-page.js';

/**
 * The pages. `path` says what of the address leads there; those with a `name` stand in the header under `#/name`, and
 * the first one is where people begin. `of` names the one in the header to which another page belongs.
 */
export const PAGES = [
  {
    name: 'prices',
    title: 'Prices',
    path: /^prices$/,
    render: ({ store }) => html`<tw-prices-page .store=${store}></tw-prices-page>`,
  },
  {
    name: 'candles',
    title: 'Candles',
    path: /^candles$/,
    render: ({ parts, place }) => html`<tw-candles-page .parts=${parts} .parameters=${place.parameters}></tw-candles-page>`,
  },
  {
    name: 'jobs',
    title: 'Jobs',
    path: /^jobs$/,
    render: ({ parts }) => html`<tw-jobs-page .parts=${parts}></tw-jobs-page>`,
  },
  {
    name: 'schedules',
    title: 'Schedules',
    path: /^schedules$/,
    render: ({ parts }) => html`<tw-schedules-page .parts=${parts}></tw-schedules-page>`,
  },
  {
    name: 'nodes',
    title: 'Nodes',
    path: /^nodes$/,
    render: ({ parts }) => html`<tw-nodes-page .parts=${parts}></tw-nodes-page>`,
  },
  {
    name: 'system',
    title: 'System',
    path: /^system$/,
    render: ({ store }) => html`<tw-system-page .store=${store}></tw-system-page>`,
  },
  {
    of: 'candles',
    title: 'Coverage',
    path: /^candles\/coverage$/,
    render: ({ parts, place }) => html`<tw-coverage-page .parts=${parts} .parameters=${place.parameters}></tw-coverage-page>`,
  },
  {
    of: 'candles',
    title: 'Gaps',
    path: /^candles\/gaps$/,
    render: ({ parts, place }) => html`<tw-gaps-page .parts=${parts} .parameters=${place.parameters}></tw-gaps-page>`,
  },
  {
    of: 'candles',
    title: 'Backfill',
    path: /^candles\/backfill$/,
    render: ({ parts }) => html`<tw-backfill-page .parts=${parts}></tw-backfill-page>`,
  },
  {
    of: 'candles',
    title: 'Quarantine',
    path: /^candles\/quarantine$/,
    render: ({ parts, place }) => html`<tw-quarantine-page .parts=${parts} .parameters=${place.parameters}></tw-quarantine-page>`,
  },
  {
    of: 'jobs',
    title: 'History of jobs',
    path: /^jobs\/history$/,
    render: ({ parts, place }) => html`<tw-history-page .parts=${parts} .parameters=${place.parameters}></tw-history-page>`,
  },
  {
    of: 'jobs',
    title: 'Audit',
    path: /^audit$/,
    render: ({ parts, place }) => html`<tw-audit-page .parts=${parts} .parameters=${place.parameters}></tw-audit-page>`,
  },
  {
    of: 'jobs',
    title: 'Run',
    path: /^jobs\/[0-9a-fA-F-]+$/,
    render: ({ parts, place }) => html`<tw-run-page .parts=${parts} .runId=${place.path.split('/')[1]}></tw-run-page>`,
  },
];

/** The page that an address leads to; the first one when it leads nowhere. */
export function pageAt({ path }) {
  return PAGES.find((page) => page.path.test(path)) ?? PAGES[0];
}
