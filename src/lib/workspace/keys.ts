export type KeyMeaning = 'help' | 'search' | 'close' | 'open'

/** What a key means on the page; null while somebody writes, holds a modifier, or acts on a control of its own. */
export function keyMeaning(event: KeyboardEvent): KeyMeaning | null {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return null
  const target = event.target
  if (event.key === 'Escape') return 'close'
  if (target instanceof HTMLInputElement || target instanceof HTMLSelectElement) return null
  if (event.key === '?') return 'help'
  if (event.key === '/') return 'search'
  return event.key === 'Enter' && target instanceof HTMLCanvasElement ? 'open' : null
}
