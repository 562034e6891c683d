/** Whether a request brings a session at all, good or not: without one nothing has to be looked up, and nothing has ended. */
export function hasSessionCookie({ headers }: Pick<Request, 'headers'>): boolean {
  return /(?:^|[;\s.])session_token=/.test(headers.get('cookie') ?? '')
}
