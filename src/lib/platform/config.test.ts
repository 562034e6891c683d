import { describe, expect, it } from 'vitest'

import { readConfig } from './config.ts'
import { ProblemError } from './problem.ts'

function reasonsOf(environment: Record<string, string>): (string | undefined)[] {
  try {
    readConfig(environment)
    return []
  } catch (error) {
    if (error instanceof ProblemError) return error.errors.map(({ column }) => column)
    throw error
  }
}

describe('the configuration', () => {
  it('is a demo on port 3000 when nothing is set', () => {
    expect(readConfig({})).toMatchObject({ port: 3000, database: { engine: 'embedded', dataDirectory: 'data' } })
  })

  it('takes an empty value for one that is not set', () => {
    expect(readConfig({ PORT: '', DATABASE_URL: '' })).toMatchObject({ port: 3000, database: { engine: 'embedded' } })
  })

  it('lets one login be everything, but never makes one party the owner of what the other has', () => {
    const one = { DATABASE_URL: 'postgres://alla@h/d' }
    expect(readConfig(one).database).toMatchObject({ policeUrl: one.DATABASE_URL, ownerUrl: one.DATABASE_URL })
    const urls = { DATABASE_URL: 'postgres://kommun@h/d', DATABASE_URL_POLICE: 'postgres://polis@h/d' }
    expect(readConfig(urls).database).toEqual({
      engine: 'postgres',
      municipalityUrl: 'postgres://kommun@h/d',
      policeUrl: 'postgres://polis@h/d',
      ownerUrl: null,
    })
  })

  it("stops where a party's address is given without the first, instead of opening the demo's database", () => {
    expect(reasonsOf({ DATABASE_URL_POLICE: 'postgres://x', DATABASE_URL_OWNER: 'postgres://y' })).toEqual([
      'DATABASE_URL_POLICE',
      'DATABASE_URL_OWNER',
    ])
  })

  it('stops at malformed values, naming each', () => {
    expect(reasonsOf({ PORT: '80a', DATABASE_URL: 'mysql://x', LOG_LEVEL: 'loud' })).toEqual([
      'PORT',
      'DATABASE_URL',
      'LOG_LEVEL',
    ])
  })

  it('stops at names that look like ours and are not, so that a misspelling is never silent', () => {
    expect(reasonsOf({ DATABASE_URL_POLIS: 'postgres://x', PATH: '/bin' })).toEqual(['DATABASE_URL_POLIS'])
  })
})
