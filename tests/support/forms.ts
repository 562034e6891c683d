export interface SentForm {
  headers: Headers
  body: ReadableStream<Uint8Array<ArrayBuffer>>
}

/** A form with files as a browser sends it (`multipart/form-data`); `cutAfter` bytes it breaks off. */
export async function fileForm(
  fields: Record<string, string>,
  files: Record<string, string | Uint8Array>,
  cutAfter = Infinity,
): Promise<SentForm> {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.set(name, value)
  for (const [name, content] of Object.entries(files)) {
    form.append('file', new Blob([typeof content === 'string' ? content : new Uint8Array(content)]), name)
  }
  const whole = new Response(form)
  const bytes = new Uint8Array(await whole.clone().arrayBuffer())
  return { headers: whole.headers, body: inPieces(bytes, cutAfter) }
}

const pieceBytes = 65_536

function inPieces(bytes: Uint8Array<ArrayBuffer>, cutAfter: number): SentForm['body'] {
  let sent = 0
  return new ReadableStream({
    pull(controller) {
      if (sent >= cutAfter) return controller.error(new Error('aborted'))
      const end = Math.min(sent + pieceBytes, cutAfter)
      if (sent < bytes.length) controller.enqueue(bytes.slice(sent, end))
      else controller.close()
      sent = end
    },
  })
}
