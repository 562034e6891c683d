/** Both ends inclusive, as HTTP counts them. */
export interface ByteRange {
  first: number
  last: number
}

/**
 * What a Range header asks of a file (RFC 9110 § 14): a range, 'whole' where it asks for nothing we serve in part (no
 * header, several ranges, another unit), 'beyond' where it begins after the end.
 */
export function readByteRange(header: string | null, size: number): ByteRange | 'whole' | 'beyond' {
  const [, from, to] = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '') ?? []
  if (from === undefined || to === undefined || (from === '' && to === '')) return 'whole'
  if (from === '')
    return size === 0 || Number(to) === 0 ? 'beyond' : { first: Math.max(0, size - Number(to)), last: size - 1 }
  if (to !== '' && Number(to) < Number(from)) return 'whole'
  if (Number(from) >= size) return 'beyond'
  return { first: Number(from), last: to === '' ? size - 1 : Math.min(Number(to), size - 1) }
}
