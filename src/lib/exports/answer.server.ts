import { fileResponse } from '#lib/platform/file-response.server.ts'

import type { Export } from './commands.server.ts'

/** A file that the browser keeps and nobody else does. Names of municipalities' addresses are plain letters. */
export function answerWithExport(file: Export): Response {
  return fileResponse(file)
}
