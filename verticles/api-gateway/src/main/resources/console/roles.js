const ORDER = ['viewer', 'member', 'operator', 'admin'];

/** Whether actions of this role are worth showing. The server decides whether they are done. */
export function isAtLeast(session, role) {
  return ORDER.indexOf(session.role) >= ORDER.indexOf(role);
}
