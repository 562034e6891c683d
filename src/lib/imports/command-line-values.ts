import type { Words } from './reason.ts'

/** The command was written in a way that can't be understood: nothing was opened. */
export class UsageError extends Error {
  readonly words: Words

  constructor(sv: string, en: string) {
    super(en)
    this.name = 'UsageError'
    this.words = { sv, en }
  }
}

export function refuseOptions(values: Record<string, unknown>, names: readonly string[], kind: string): void {
  const [wrong] = names.filter((name) => values[name] !== undefined)
  if (wrong === undefined) return
  throw new UsageError(`--${wrong} hör inte till ${kind}`, `--${wrong} does not go with ${kind}`)
}

/** NAME=VALUE; a column's name may itself hold an equals sign, a value too. */
export function readPairs(option: string, texts: readonly string[] = [], at: 'first' | 'last'): Record<string, string> {
  const pairs: Record<string, string> = {}
  for (const text of texts) {
    const split = at === 'first' ? text.indexOf('=') : text.lastIndexOf('=')
    if (split < 1) {
      throw new UsageError(
        `--${option} ska skrivas NAMN=VÄRDE, inte "${text}"`,
        `--${option} takes NAME=VALUE, not "${text}"`,
      )
    }
    pairs[text.slice(0, split).trim()] = text.slice(split + 1).trim()
  }
  return pairs
}

export function readMunicipality(text: string | undefined): string | null {
  if (text === undefined || /^\d{4}$/.test(text)) return text ?? null
  throw new UsageError(
    `--municipality ska vara en kod med fyra siffror, inte "${text}"`,
    `--municipality takes a code of four digits, not "${text}"`,
  )
}
