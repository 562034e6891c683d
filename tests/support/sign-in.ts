/** Signing in as people do: over HTTP, by the form of the sign-in page. */

export interface Credentials {
  email: string
  password: string
}

/** The cookie a person goes on with. @throws Error where the sign-in is refused */
export async function signInAs(address: string, { email, password }: Credentials): Promise<string> {
  const answer = await fetch(`${address}/sign-in`, {
    method: 'POST',
    headers: { origin: address, accept: 'text/html' },
    body: new URLSearchParams({ email, password }),
    redirect: 'manual',
  })
  const cookies = answer.headers.getSetCookie().map((cookie) => cookie.split(';', 1)[0] ?? '')
  const session = cookies.find((cookie) => cookie.includes('session_token='))
  if (answer.status !== 303 || session === undefined) throw new Error(`${email} was not signed in: ${answer.status}`)
  return session
}

/** Proves anew who the signed-in person is, for a purpose: what exports and single crimes ask for. */
export async function stepUpAs(address: string, cookie: string, password: string, purpose: string): Promise<void> {
  const answer = await fetch(`${address}/step-up`, {
    method: 'POST',
    headers: { origin: address, accept: 'text/html', cookie },
    body: new URLSearchParams({ password, purpose }),
    redirect: 'manual',
  })
  if (answer.status !== 303) throw new Error(`the step-up was refused: ${answer.status}`)
}
