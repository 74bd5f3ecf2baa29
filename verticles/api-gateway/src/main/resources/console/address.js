/**
 * Where the reader is. `#/jobs/history?state=failure` is the path `jobs/history` with parameters, so that a link leads
 * others to the same sight.
 */
export function here() {
  const [path, query = ''] = location.hash.replace(/^#\/?/, '').split('?');
  return { path, parameters: Object.fromEntries(new URLSearchParams(query)) };
}

/** The address of a path with parameters; those without a value are left out. */
export function hrefOf(path, parameters = {}) {
  const query = new URLSearchParams(withValue(parameters)).toString();
  return '#/' + path + (query ? '?' + query : '');
}

/** The parameters that have a value. */
export function withValue(parameters) {
  return Object.fromEntries(Object.entries(parameters).filter(([, value]) => (value ?? '') !== ''));
}
