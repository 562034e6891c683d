/** Bytes of the envelope after the eight of the header, by the three bits that name its kind. */
const envelopeBytes = [0, 32, 48, 48, 64]

/** A GeoPackage geometry is a header of its own and then well-known binary; null when it is empty or no such thing. */
export function stripHeader(blob: Uint8Array): Uint8Array | null {
  const flags = blob[3] ?? 0
  const envelope = envelopeBytes[(flags >> 1) & 0b111]
  const isEmpty = (flags & 0b10000) !== 0
  if (blob[0] !== 0x47 || blob[1] !== 0x50 || envelope === undefined || isEmpty) return null
  return blob.subarray(8 + envelope)
}

/** Type codes of ISO well-known binary: thousands tell of height and measure. */
const pointType = 1
const multiPointType = 4

/**
 * Easting and northing of a point (or of a multipoint that holds one), an empty list for a point without position, and
 * null for any other geometry.
 */
export function readPoint(wkb: Uint8Array): readonly number[] | null {
  if (wkb.byteLength < 9) return null
  const view = new DataView(wkb.buffer, wkb.byteOffset, wkb.byteLength)
  const isLittle = view.getUint8(0) === 1
  const type = view.getUint32(1, isLittle) % 1000
  if (type === multiPointType && view.getUint32(5, isLittle) === 1) return readPoint(wkb.subarray(9))
  if (type !== pointType || wkb.byteLength < 21) return null
  const coordinates = [view.getFloat64(5, isLittle), view.getFloat64(13, isLittle)]
  return coordinates.every(Number.isNaN) ? [] : coordinates
}
