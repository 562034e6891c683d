import { log } from '#lib/platform/log.server.ts'

import type { Export } from './commands.server.ts'

/** A file that the browser keeps and nobody else does. The reader sets the pace: a page is read when it is wanted. */
export function answerWithExport({ fileName, contentType, bytes }: Export): Response {
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
      // Names of municipalities' addresses are plain letters, so no name needs to be coded.
      'content-disposition': `attachment; filename="${fileName}"`,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    },
  })
}

/** What fails here breaks the download off, which the browser tells its reader; why stands in the log. */
async function nextOf(bytes: Export['bytes'], fileName: string) {
  try {
    return await bytes.next()
  } catch (error) {
    log.error({ err: error, fileName }, 'a download was broken off')
    throw error
  }
}
