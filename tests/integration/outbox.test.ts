import { SMTPServer } from 'smtp-server'
import { afterEach, describe, expect, it } from 'vitest'

import type { Side } from '#lib/database/database.ts'
import { JobRunner } from '#lib/jobs/runner.server.ts'
import {
  handOverMessage,
  listMessages,
  outboxContext,
  postLetter,
  sendMessageAgain,
} from '#lib/outbox/commands.server.ts'
import { mailJobs } from '#lib/outbox/jobs.server.ts'
import { mailBy, type SendLetter } from '#lib/outbox/mail.server.ts'
import { maximumSendings } from '#lib/outbox/message.ts'
import { openTestDatabase } from '../support/database.ts'

const database = await openTestDatabase()

let now = new Date('2026-05-01T12:00:00Z')
const clock = { now: () => now }
const passSeconds = (seconds: number) => (now = new Date(now.getTime() + seconds * 1000))

const key = (municipalityCode: string, side: Side = 'municipality') => ({ municipalityCode, side })

async function post(municipalityCode: string, side: Side = 'municipality'): Promise<string> {
  const letter = {
    municipalityCode,
    audience: side,
    recipient: 'anna.öberg@exempel.se',
    subject: 'Inbjudan till Fokuskartan',
    body: 'Hej Anna!\n\nVälkommen på trygghetsvandring.\n',
  }
  return database.withContext(outboxContext(side, [municipalityCode], 'write'), (db) => postLetter(db, letter, clock))
}

function round(municipalityCode: string, send: SendLetter | null): Promise<void> {
  const listCodes = () => Promise.resolve([municipalityCode])
  return new JobRunner(database, mailJobs(database, { send, listCodes, clock }), clock).runDue()
}

describe('a letter in the outbox', () => {
  it('is sent once, and its words are then forgotten', async () => {
    const id = await post('9001')
    const sent: string[] = []
    const send: SendLetter = async ({ body }) => void sent.push(body)
    await round('9001', send)
    await round('9001', send)
    expect(sent).toEqual(['Hej Anna!\n\nVälkommen på trygghetsvandring.\n'])
    expect(await listMessages(database, key('9001'))).toMatchObject([{ id, state: 'sent', body: null, attempts: 1 }])
  })

  it('waits with its words where there is no mail server, until somebody hands it over', async () => {
    const id = await post('9002')
    await round('9002', null)
    const [waiting] = await listMessages(database, key('9002'))
    expect(waiting).toMatchObject({ state: 'waiting', attempts: 0 })
    expect(waiting?.body).toContain('Välkommen')
    await handOverMessage(database, key('9002'), id, clock)
    expect(await listMessages(database, key('9002'))).toMatchObject([{ state: 'handed-over', body: null }])
    await expect(handOverMessage(database, key('9002'), id, clock)).rejects.toMatchObject({ code: 'unknown-message' })
  })

  it('is tried again after longer and longer rests, then given up, and sent when somebody asks for it', async () => {
    const id = await post('9003')
    let attempts = 0
    const refuse: SendLetter = () => Promise.reject(new Error(`no. ${++attempts}`))
    await round('9003', refuse)
    await round('9003', refuse)
    expect(attempts).toBe(1)
    for (let turn = 0; turn < maximumSendings + 2; turn++) {
      passSeconds(90_000)
      await round('9003', refuse)
    }
    expect(attempts).toBe(maximumSendings)
    const [failed] = await listMessages(database, key('9003'))
    expect(failed).toMatchObject({ state: 'failed', lastError: `no. ${maximumSendings}` })
    expect(failed?.body).toContain('Välkommen')
    await sendMessageAgain(database, key('9003'), id, clock)
    await round('9003', () => Promise.resolve())
    expect(await listMessages(database, key('9003'))).toMatchObject([{ state: 'sent', lastError: null }])
  })

  it('is seen by the party that sends it alone', async () => {
    await post('9004', 'police')
    expect(await listMessages(database, key('9004', 'police'))).toHaveLength(1)
    expect(await listMessages(database, key('9004'))).toEqual([])
  })
})

describe('a real mail server', () => {
  let server: SMTPServer | undefined
  afterEach(() => new Promise<void>((resolve) => (server === undefined ? resolve() : server.close(() => resolve()))))

  it('takes a letter with Swedish words, its sender and its id', async () => {
    const received: Promise<string> = new Promise((resolve) => {
      server = new SMTPServer({
        disabledCommands: ['AUTH', 'STARTTLS'],
        onData: (stream, _session, done) => {
          const parts: Buffer[] = []
          stream.on('data', (part: Buffer) => parts.push(part))
          stream.on('end', () => {
            resolve(Buffer.concat(parts).toString('utf8'))
            done()
          })
        },
      })
    })
    const port = await new Promise<number>((resolve) => {
      const listener = server?.listen(0, '127.0.0.1', () => resolve((listener?.address() as { port: number }).port))
    })
    const id = await post('9005')
    await round('9005', mailBy(`smtp://127.0.0.1:${port}?from=trygghet@fyrskar.example`))
    const letter = await received
    expect(letter).toContain('trygghet@fyrskar.example')
    expect(letter).toContain(id)
    expect(letter).toMatch(/V=C3=A4lkommen|Välkommen/)
    expect(await listMessages(database, key('9005'))).toMatchObject([{ state: 'sent' }])
  })

  it('that is not there costs the letter nothing', async () => {
    await post('9006')
    await round('9006', mailBy('smtp://127.0.0.1:1'))
    const [waiting] = await listMessages(database, key('9006'))
    expect(waiting).toMatchObject({ state: 'waiting', attempts: 1 })
    expect(waiting?.body).toContain('Välkommen')
  })
})
