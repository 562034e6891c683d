/**
 * What a page of ours may load, run and connect to. svelte.config.js gives it to every page that is drawn, with a nonce for
 * that page's own start; everything else that is answered has it as it stands.
 */
export const contentPolicy = {
  'default-src': ['self'],
  'script-src': ['self'],
  'style-src': ['self'],
  // The one inline style allowed: Kit's own announcer of page changes to screen readers.
  'style-src-attr': ['unsafe-hashes', 'sha256-S8qMpvofolR8Mpjy4kQvEm7m1q8clzU4dfDH0AmvZjo='],
  'img-src': ['self', 'data:', 'blob:'],
  'font-src': ['self'],
  // blob: what the drawing thread has made ready for the map.
  'connect-src': ['self', 'blob:'],
  'worker-src': ['self'],
  'object-src': ['none'],
  'base-uri': ['none'],
  'form-action': ['self'],
  'frame-ancestors': ['none'],
} as const

const quoted = /^(?:self|none|unsafe-|nonce-|sha\d{3}-)/

/** The policy as a header's value. */
export function writeContentPolicy(policy: Readonly<Record<string, readonly string[]>> = contentPolicy): string {
  return Object.entries(policy)
    .map(([directive, values]) =>
      [directive, ...values.map((value) => (quoted.test(value) ? `'${value}'` : value))].join(' '),
    )
    .join('; ')
}
