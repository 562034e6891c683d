import type { Problem } from '#lib/platform/problem.ts'

/** How the sending of one file from the browser ended. */
export type Sent = { location: string } | { problem: Problem | null }

/**
 * Sends one file as the form would, and tells how much of it has gone. `fetch` can't tell that; the older way can.
 *
 * @param read makes the answer of a form action an object (`deserialize` of the router)
 */
export function sendFile(
  address: string,
  form: FormData,
  tell: (share: number) => void,
  read: (text: string) => unknown,
): Promise<Sent> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest()
    request.open('POST', address)
    request.setRequestHeader('accept', 'application/json')
    request.setRequestHeader('x-sveltekit-action', 'true')
    request.upload.onprogress = ({ loaded, total }) => tell(total > 0 ? loaded / total : 0)
    request.onload = () => resolve(readAnswer(request.responseText, read))
    request.onerror = () => resolve({ problem: null })
    request.onabort = () => resolve({ problem: null })
    request.send(form)
  })
}

/** What a form action answers, as far as it is needed here. */
interface Answer {
  type?: string
  location?: string
  data?: { problem?: Problem }
  error?: { problem?: Problem }
}

function readAnswer(text: string, read: (text: string) => unknown): Sent {
  try {
    const { type, location, data, error } = read(text) as Answer
    if (type === 'redirect' && location !== undefined) return { location }
    return { problem: data?.problem ?? error?.problem ?? null }
  } catch {
    return { problem: null }
  }
}
