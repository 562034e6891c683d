import { maximumFileNameCharacters } from './limit.ts'

/** A name from somebody else's computer as a name to show: without folders and characters that can't be seen. */
export function cleanFileName(name: string): string {
  const last = name.split(/[\\/]/).at(-1) ?? ''
  const seen = last
    .replace(/[\p{Cc}\p{Cf}]/gu, '')
    .trim()
    .normalize('NFC')
  const shown = seen.length <= maximumFileNameCharacters ? seen : `…${seen.slice(1 - maximumFileNameCharacters)}`
  return shown === '' ? 'fil' : shown
}
