/**
 * What operators can do, as questions for `tw-action-dialog`. Times a dialog asks for are the reader's own; the server is
 * told them in UTC. A question is over when what it changed is shown, so that the focus finds a place that stays.
 */
const RUN_ACTIONS = {
  cancel: {
    word: 'Cancel',
    text: 'A run that waits is cancelled at once. One that runs is asked to stop and ends when it has.',
    isGrave: true,
  },
  retry: {
    word: 'Retry',
    text: 'One that waits goes ahead at once. For one that failed a new run is made that names it.',
  },
  rerun: { word: 'Rerun', text: 'A new run with the same arguments.' },
};

/** Which of `cancel`, `retry` and `rerun` a run in this state can be asked for. */
export function actionsFor({ state, cancel_requested: isStopping }) {
  return {
    pending: ['retry', 'cancel'],
    retry: ['retry', 'cancel'],
    started: isStopping ? [] : ['cancel'],
    failure: ['retry'],
    revoked: ['retry'],
    success: ['rerun'],
  }[state];
}

/** Whether an action on many runs takes this one along. */
export function takes(action, run) {
  return action === 'rerun' ? isOver(run) : actionsFor(run).includes(action);
}

/** Whether a filter with these states can find any run to do this with. */
export function mayFind(action, states) {
  return states.length === 0 || states.some((state) => takes(action, { state }));
}

export function isOver({ state }) {
  return ['success', 'failure', 'revoked'].includes(state);
}

export function wordFor(action) {
  return RUN_ACTIONS[action].word;
}

/** One of `cancel`, `retry`, `rerun` on a run; `done` is called with the answer. */
export function runQuestion(api, action, run, done) {
  const { word, text, isGrave } = RUN_ACTIONS[action];
  return {
    title: word + ' ' + run.job,
    text,
    isGrave,
    confirm: word + ' it',
    act: async ({ reason }, key) => done(await api.post('/api/v1/jobs/' + run.id + '/' + action, { reason }, key)),
  };
}

const UNTIL = {
  name: 'until',
  label: 'Until',
  type: 'datetime-local',
  hint: 'Your local time. Empty until somebody resumes it.',
};

/** A pause of what is at `path`: a queue, a job or a schedule. */
export function pauseQuestion(api, path, name, text, done) {
  return {
    title: 'Pause ' + name,
    text,
    isGrave: true,
    confirm: 'Pause it',
    fields: [UNTIL],
    act: async ({ until, reason }, key) => {
      await api.post(path + '/pause', { until: utcOf(until), reason }, key);
      await done();
    },
  };
}

export function resumeQuestion(api, path, name, done) {
  return {
    title: 'Resume ' + name,
    confirm: 'Resume it',
    act: async ({ reason }, key) => {
      await api.post(path + '/resume', { reason }, key);
      await done();
    },
  };
}

/** The field for how many runs may go on at a time on all nodes. */
export function clusterLimit(limit) {
  return { name: 'cluster_limit', label: 'At a time on all nodes', type: 'number', value: limit ?? '', hint: 'Empty: no limit.' };
}

/** The moment that a `datetime-local` field names, in UTC; null when it is empty. */
export function utcOf(local) {
  return local ? new Date(local).toISOString() : null;
}

/** What a `datetime-local` field shows for a moment. */
export function localOf(iso) {
  const moment = new Date(iso);
  return new Date(moment.getTime() - moment.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** The whole number in a field; null when it is empty. */
export function numberOf(text) {
  return text === '' ? null : Number(text);
}
