import { Api } from './api.js';
import { EventBus } from './bus.js';
import { Feed } from './feed.js';
import { LiveLines } from './lines.js';
import { Session } from './session.js';
import { Store } from './store.js';
import './components/tw-app.js';

const LOGIN_FRAGMENT = /^#login=(.+)$/;

const session = new Session();
const store = new Store();
const api = new Api(() => session.token, (refused) => session.replaces(refused));
const bus = new EventBus('/eventbus', () => session.token);
const lines = { jobs: new LiveLines(bus, 'live.jobs'), system: new LiveLines(bus, 'live.system') };
const feed = new Feed(api, bus, store, lines);

/** Takes the one-time code out of the address before anything else can see or keep it. */
function takeLoginCode() {
  const code = LOGIN_FRAGMENT.exec(location.hash)?.[1];
  if (code) {
    history.replaceState(null, '', location.pathname);
  }
  return code ? decodeURIComponent(code) : null;
}

async function begin(app) {
  const code = takeLoginCode();
  const health = feed.askHealth();
  if (code) {
    app.loginProblem = await session.openByCode(code).then(() => null, (problem) => problem);
  }
  if (!session.isOpen && !app.loginProblem) {
    await session.resume();
  }
  await health;
  app.isReady = true;
}

session.addEventListener('change', () => (session.isOpen ? feed.start() : feed.stop()));
session.addEventListener('renewed', () => bus.renew());
bus.addEventListener('change', () => bus.state === 'waiting' && session.check());
bus.addEventListener('unauthorized', () => session.check());

customElements.whenDefined('tw-app').then(() => {
  const app = document.querySelector('tw-app');
  Object.assign(app, { session, store, bus, api, lines });
  begin(app);
});
