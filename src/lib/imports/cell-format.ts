/** How a cell of a workbook shows its number: what is a date in it, codes whose noughts stand first, and percent. */
export interface CellFormat {
  day: boolean
  time: boolean
  /** Digits at least; 0 where nothing is said. */
  digits: number
  percent: boolean
}

const plain: CellFormat = { day: false, time: false, digits: 0, percent: false }

/** Numbers of formats that need no code in the file (ECMA-376 part 1, 18.8.30), by what they show. */
const days = new Set([14, 15, 16, 17, 27, 28, 29, 30, 31, 34, 35, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58])
const times = new Set([18, 19, 20, 21, 32, 33, 45, 47])
const dayWithTime = 22
const percents = new Set([9, 10])

export function builtInFormat(id: number): CellFormat {
  const isMoment = id === dayWithTime
  return { ...plain, day: days.has(id) || isMoment, time: times.has(id) || isMoment, percent: percents.has(id) }
}

/** By its code, as 'yyyy-mm-dd hh:mm' or '0000'; text in quotes, colours and languages in brackets say nothing. */
export function formatOf(code: string): CellFormat {
  if (/^0+$/.test(code)) return { ...plain, digits: code.length }
  // Time that has passed may be more than a day: it is an amount.
  if (/\[(?:h+|m+|s+)\]/i.test(code)) return plain
  const letters = code
    .slice(0, 255)
    .replace(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]/g, '')
    .toLowerCase()
    // What follows is for negative numbers, nought and text.
    .replace(/;.*$/s, '')
  if (/[#?0].*%/.test(letters)) return { ...plain, percent: true }
  if (/general|standard|[@#?0]/.test(letters.replace(/\.0+/g, ''))) return plain
  return { ...plain, day: /[yåd]/.test(letters) || /^m+$/.test(letters), time: /[hts]/.test(letters) }
}

const dayMilliseconds = 86_400_000
const epochs = { 1900: Date.UTC(1899, 11, 30), 1904: Date.UTC(1904, 0, 1) }
/** Excel's calendar has a 29 February 1900, so that days before March are one too few. */
const marchOf1900 = 61
/** 31 December 9999. */
const lastSerial = 2_958_466

/** A number as its cell shows it: a day, a moment or a time as ISO text, otherwise the number. */
export function showNumber(text: string, format: CellFormat, epoch: 1900 | 1904): string {
  const number = Number(text)
  if (text.trim() === '' || !Number.isFinite(number)) return text
  // 0.345 × 100 isn't 34.5 to a computer.
  if (format.percent) return `${Number((number * 100).toPrecision(12))} %`
  if (!(format.day || format.time) || number < 0 || number >= lastSerial) {
    return Number.isInteger(number) && number >= 0 ? String(number).padStart(format.digits, '0') : String(number)
  }
  const days = epoch === 1900 && number < marchOf1900 && number >= 1 ? number + 1 : number
  // A second is the finest that such numbers are exact to.
  const iso = new Date(epochs[epoch] + Math.round((days * dayMilliseconds) / 1000) * 1000).toISOString()
  const clock = iso.slice(17, 19) === '00' ? iso.slice(11, 16) : iso.slice(11, 19)
  if (!format.day) return clock
  const hasTime = format.time || clock !== '00:00'
  return hasTime ? `${iso.slice(0, 10)} ${clock}` : iso.slice(0, 10)
}
