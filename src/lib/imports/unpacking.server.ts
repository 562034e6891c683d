import { refuseFile } from './file-problem.ts'
import { maximumRatio, maximumUnpackedBytes, ratioFloorBytes } from './limit.ts'

/** Passes unpacked bytes on, and refuses when they become more than any real file holds. */
export async function* guardUnpacked(chunks: AsyncIterable<unknown>, packedBytes: number): AsyncGenerator<Buffer> {
  let bytes = 0
  for await (const chunk of chunks) {
    bytes += (chunk as Buffer).length
    if (bytes > ratioFloorBytes && bytes > packedBytes * maximumRatio) {
      throw refuseFile(
        `filen är packad mer än ${maximumRatio} gånger, vilket inga riktiga data är`,
        `the file is compressed more than ${maximumRatio} times, which no real data is`,
      )
    }
    if (bytes > maximumUnpackedBytes) {
      const gigabytes = maximumUnpackedBytes / 1e9
      throw refuseFile(
        `filen är större än ${gigabytes} GB när den packas upp; dela den`,
        `the file is larger than ${gigabytes} GB when unpacked; divide it`,
      )
    }
    yield chunk as Buffer
  }
}
