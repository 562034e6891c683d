import { parseNumber } from './coordinate.ts'

/** How numbers without a percent sign are written: 34,5 or 0,345. */
export type ShareUnit = 'percent' | 'share'

/** A share as it is written: a number with a percent sign, a bare one, or none because it is hidden or missing. */
export type WrittenShare = { form: 'percent' | 'bare'; number: number } | { form: 'hidden' }

const hiddenForm = /^(?:\.{1,3}|[-–—*x…]|n\/?a|<\s?\d{1,3}(?:\s?%)?)$/i
const percentForm = /^(.*?)\s?(?:%|procent|percent)$/i

/** "34,5 %", "0,345", "..", "-", "<5" or nothing; null for anything else. */
export function parseShare(text: string): WrittenShare | null {
  const written = text.trim()
  if (written === '' || hiddenForm.test(written)) return { form: 'hidden' }
  const percent = percentForm.exec(written)
  const number = parseNumber(percent?.[1] ?? written)
  if (number === null || number < 0 || number > 100) return null
  return { form: percent === null ? 'bare' : 'percent', number }
}

/**
 * What the bare numbers of a file are. Above one they are percent, below one shares. Null where both are there or where
 * all are nought or one: nothing says which.
 */
export function guessShareUnit(bare: readonly number[]): ShareUnit | null {
  const isAbove = bare.some((number) => number > 1)
  const isBelow = bare.some((number) => number > 0 && number < 1)
  if (isAbove === isBelow) return null
  return isAbove ? 'percent' : 'share'
}

/** 0–1, rounded to seven decimals; null where it is hidden or, as a share, more than one. */
export function shareOf(written: WrittenShare, unit: ShareUnit): number | null {
  if (written.form === 'hidden') return null
  const share = written.form === 'percent' || unit === 'percent' ? written.number / 100 : written.number
  return share > 1 ? null : Math.round(share * 1e7) / 1e7
}

const between = /[-–—;]|till|to/
const marginForm = /^(?:±|\+\/?-)\s?(.+)$/

/** "32–37", "32,1 - 36,9 %" as its two ends, "±2,5" and "2,5" as a margin; null for anything else. */
export function parseShareInterval(
  text: string,
): { low: WrittenShare; high: WrittenShare } | { margin: WrittenShare } | null {
  const margin = marginForm.exec(text.trim())
  if (margin) return marginOf(margin[1] ?? '')
  const ends = text.split(between)
  const [low = null, high = null] = ends.length === 2 ? ends.map(parseShare) : []
  if (low === null || high === null || low.form === 'hidden' || high.form === 'hidden') return marginOf(text)
  // A percent sign after the last number is for both.
  return { low: high.form === 'percent' ? { form: 'percent', number: low.number } : low, high }
}

function marginOf(text: string): { margin: WrittenShare } | null {
  const margin = parseShare(text)
  return margin === null || margin.form === 'hidden' ? null : { margin }
}
