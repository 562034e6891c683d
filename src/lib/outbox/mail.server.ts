import { createTransport } from 'nodemailer'

import type { Letter } from './message.ts'

/** Hands one letter to the mail server; throws when it was not taken. */
export type SendLetter = (letter: Letter) => Promise<void>

const timeouts = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000 }

/**
 * Mail by SMTP_URL. The sender is its `from` parameter (`smtp://mail.example.se?from=fokuskartan@example.se`), else
 * `fokuskartan@` the server's name. Each letter has its id in its Message-ID, so that one sent twice, by a process killed
 * between sending and noting it, can be told.
 */
export function mailBy(smtpUrl: string): SendLetter {
  const url = new URL(smtpUrl)
  const sender = url.searchParams.get('from') ?? `fokuskartan@${url.hostname}`
  url.searchParams.delete('from')
  const transport = createTransport({ url: url.href, ...timeouts })
  return async ({ id, recipient, subject, body }) => {
    await transport.sendMail({
      from: { name: 'Fokuskartan', address: sender },
      to: { name: '', address: recipient },
      subject,
      text: body,
      messageId: `<${id}@${url.hostname}>`,
      headers: { 'Auto-Submitted': 'auto-generated' },
    })
  }
}
