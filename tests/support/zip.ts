import { crc32, deflateRawSync } from 'node:zlib'

export interface ZippedFile {
  name: string
  content: Uint8Array | string
}

const deflated = 8

/** A zip archive (PKWARE APPNOTE 4.3), small enough for memory. */
export function zipOf(files: readonly ZippedFile[]): Buffer {
  const locals: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const { name, content } of files) {
    const bytes = Buffer.from(content)
    const packed = deflateRawSync(bytes)
    const sizes = { sum: crc32(bytes), packed: packed.length, whole: bytes.length }
    const local = Buffer.concat([header(0x04034b50, 30, sizes, name), packed])
    locals.push(local)
    directory.push(header(0x02014b50, 46, sizes, name, offset))
    offset += local.length
  }
  const size = directory.reduce((sum, { length }) => sum + length, 0)
  return Buffer.concat([...locals, ...directory, endOf(files.length, size, offset)])
}

/** The end; above 65,535 files their number stands in a record of its own before it. */
function endOf(files: number, size: number, offset: number): Buffer {
  const isLarge = files > 0xffff
  const large = Buffer.alloc(isLarge ? 76 : 0)
  if (isLarge) {
    large.writeUInt32LE(0x06064b50, 0)
    large.writeBigUInt64LE(44n, 4)
    for (const at of [24, 32]) large.writeBigUInt64LE(BigInt(files), at)
    large.writeBigUInt64LE(BigInt(size), 40)
    large.writeBigUInt64LE(BigInt(offset), 48)
    large.writeUInt32LE(0x07064b50, 56)
    large.writeBigUInt64LE(BigInt(offset + size), 64)
    large.writeUInt32LE(1, 72)
  }
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  for (const at of [8, 10]) end.writeUInt16LE(isLarge ? 0xffff : files, at)
  end.writeUInt32LE(size, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([large, end])
}

/** Of a file in its place, or in the directory at the end, where two bytes and some more are between. */
function header(
  signature: number,
  length: number,
  { sum, packed, whole }: { sum: number; packed: number; whole: number },
  name: string,
  offset = 0,
): Buffer {
  const bytes = Buffer.alloc(length)
  const shift = length === 46 ? 2 : 0
  bytes.writeUInt32LE(signature, 0)
  bytes.writeUInt16LE(20, 4)
  bytes.writeUInt16LE(20, 4 + shift)
  bytes.writeUInt16LE(0x0800, 6 + shift)
  bytes.writeUInt16LE(deflated, 8 + shift)
  bytes.writeUInt32LE(sum, 14 + shift)
  bytes.writeUInt32LE(packed, 18 + shift)
  bytes.writeUInt32LE(whole, 22 + shift)
  bytes.writeUInt16LE(Buffer.byteLength(name), 26 + shift)
  if (shift > 0) bytes.writeUInt32LE(offset, 42)
  return Buffer.concat([bytes, Buffer.from(name)])
}
