import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'

import type { ByteSource } from './byte-source.server.ts'
import { asFileProblem, refuseFile } from './file-problem.ts'
import type { Encoding } from './table.ts'

const sampleBytes = 65_536

/** SHA-256 of the file as it lies on disk. */
export async function hashFile(path: string): Promise<Buffer> {
  const hash = createHash('sha256')
  try {
    for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer)
  } catch (error) {
    throw asFileProblem(error)
  }
  return hash.digest()
}

/** Reads the whole file once to tell how its text is written; throws `invalid-file` where there is no text. */
export async function inspectText(source: ByteSource): Promise<Encoding> {
  const strict = new TextDecoder('utf-8', { fatal: true })
  let sample = Buffer.alloc(0)
  let isUtf8 = true
  let hasNul = false
  for await (const chunk of source.read()) {
    if (sample.length < sampleBytes) sample = Buffer.concat([sample, chunk])
    hasNul ||= chunk.includes(0)
    isUtf8 &&= decodes(strict, chunk)
  }
  isUtf8 &&= decodes(strict)
  if (sample.length === 0) throw refuseFile('filen är tom', 'the file is empty', { row: 1, column: '1' })
  const encoding = utf16Encoding(sample) ?? (isUtf8 ? 'utf-8' : 'windows-1252')
  if (!encoding.startsWith('utf-16')) refuseBinary(sample, hasNul, isUtf8)
  return encoding
}

/** The file's text, piece by piece, without its byte order mark. */
export async function* readText(source: ByteSource, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding)
  for await (const chunk of source.read()) yield decoder.decode(chunk, { stream: true })
  yield decoder.decode()
}

function decodes(decoder: TextDecoder, chunk?: Buffer): boolean {
  try {
    if (chunk === undefined) decoder.decode()
    else decoder.decode(chunk, { stream: true })
    return true
  } catch {
    return false
  }
}

/** By its byte order mark, or because every other byte of Latin text is nought. */
function utf16Encoding(sample: Buffer): Encoding | null {
  if (sample[0] === 0xff && sample[1] === 0xfe) return 'utf-16le'
  if (sample[0] === 0xfe && sample[1] === 0xff) return 'utf-16be'
  const start = sample.subarray(0, 2000)
  const nul = (parity: number) => start.filter((byte, index) => index % 2 === parity && byte === 0).length
  const half = start.length / 2
  if (half < 4) return null
  if (nul(1) > half * 0.8 && nul(0) < half * 0.1) return 'utf-16le'
  return nul(0) > half * 0.8 && nul(1) < half * 0.1 ? 'utf-16be' : null
}

const signatures: readonly (readonly [name: string, bytes: string])[] = [
  ['PDF', '%PDF'],
  ['PNG', '\x89PNG'],
  ['JPEG', '\xff\xd8\xff'],
  ['XLS, XLSX + lösenord/password', '\xd0\xcf\x11\xe0'],
]

function refuseBinary(sample: Buffer, hasNul: boolean, isUtf8: boolean): void {
  const start = sample.subarray(0, 16).toString('latin1')
  const signature = signatures.find(([, bytes]) => start.startsWith(bytes))?.[0]
  const controls = sample.filter((byte) => byte < 9 || (byte > 13 && byte < 32) || byte === 127).length
  if (signature === undefined && !hasNul && (isUtf8 || controls <= sample.length * 0.005)) return
  const kind = signature === undefined ? '' : ` (${signature})`
  throw refuseFile(
    `filen innehåller inte text${kind}; spara den som CSV, XLSX, GeoJSON eller GeoPackage och försök igen`,
    `the file holds no text${kind}; save it as CSV, XLSX, GeoJSON or GeoPackage and try again`,
    { row: 1, column: '1' },
  )
}
