/**
 * Where somebody goes on to after signing in: an address of ours, or the first page. What another site has put there leads
 * nowhere else.
 */
export function ownAddress(to: string | null): string {
  const base = 'http://own.invalid'
  if (to === null || !to.startsWith('/') || !URL.canParse(to, base)) return '/'
  const { origin, pathname, search, hash } = new URL(to, base)
  return origin === base && !pathname.startsWith('//') ? pathname + search + hash : '/'
}
