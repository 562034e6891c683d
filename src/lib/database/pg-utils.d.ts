declare module 'pg/lib/utils' {
  /** pg's own conversion of a JavaScript value to the text form of a parameter. */
  export function prepareValue(value: unknown): string | Buffer | null
}
