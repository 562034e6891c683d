/** What an entry says of a change: the names of all fields that changed, and the values of those that may be told. */
export interface FieldChanges {
  changed: string[]
  before: Record<string, unknown>
  after: Record<string, unknown>
}

export interface Telling<Fields> {
  /** Fields without personal data: their values stand in the entry. */
  open?: readonly (keyof Fields & string)[]
  /** Words, photos, e-mail addresses, positions of remarks: their salted hashes stand in the entry. */
  hashed?: readonly (keyof Fields & string)[]
  /** From `valueHashOf`. */
  hash?: (value: unknown) => string
}

/**
 * Compares a thing before and after an act, for the act's entry. Of fields in neither list the names stand alone. A thing
 * that is made has nothing before it, one that is removed nothing after: then pass null.
 */
export function changedFields<Fields extends object>(
  before: Fields | null,
  after: Fields | null,
  { open = [], hashed = [], hash }: Telling<Fields>,
): FieldChanges {
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])]
  const changed = names.filter((name) => textOf(valueOf(before, name)) !== textOf(valueOf(after, name)))
  const tell = (fields: Fields | null): Record<string, unknown> => {
    if (fields === null) return {}
    const told = changed.flatMap((name): [string, unknown][] => {
      const value = valueOf(fields, name)
      if ((open as readonly string[]).includes(name)) return [[name, value]]
      if (!(hashed as readonly string[]).includes(name)) return []
      if (hash === undefined) throw new Error(`no hash to tell ${name} by`)
      return [[name, value === null ? null : hash(value)]]
    })
    return Object.fromEntries(told)
  }
  return { changed: changed.toSorted(), before: tell(before), after: tell(after) }
}

function valueOf(fields: object | null, name: string): unknown {
  const value = (fields as Record<string, unknown> | null)?.[name]
  return value === undefined ? null : value
}

/** Alike whatever order the fields within it were written in. */
function textOf(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )
}
