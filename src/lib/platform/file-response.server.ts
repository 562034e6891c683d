import { log } from './log.server.ts'

/** A file on its way out; nothing of it is read until it is asked for. */
export interface OutgoingFile {
  /** Plain letters. */
  fileName: string
  contentType: string
  bytes: AsyncGenerator<Uint8Array<ArrayBuffer>>
}

/** A file that the browser keeps and nobody else does. The reader sets the pace: a part is read when it is wanted. */
export function fileResponse({ fileName, contentType, bytes }: OutgoingFile): Response {
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      async pull(controller) {
        const { done, value } = await nextOf(bytes, fileName)
        if (done === true) controller.close()
        else controller.enqueue(value)
      },
      cancel: async () => void (await bytes.return(undefined)),
    },
    { highWaterMark: 0 },
  )
  return new Response(body, {
    headers: {
      'content-type': contentType,
      'content-disposition': `attachment; filename="${fileName}"`,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    },
  })
}

/** What fails here breaks the download off, which the browser tells its reader; why stands in the log. */
async function nextOf(bytes: OutgoingFile['bytes'], fileName: string) {
  try {
    return await bytes.next()
  } catch (error) {
    log.error({ err: error, fileName }, 'a download was broken off')
    throw error
  }
}
