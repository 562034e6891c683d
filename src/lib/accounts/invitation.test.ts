import { describe, expect, it } from 'vitest'

import { ProblemError } from '#lib/platform/problem.ts'
import { formatToken, parseToken, readInvitationWish, stateOfInvitation } from './invitation.ts'

function formOf(fields: Record<string, string | string[]>): FormData {
  const form = new FormData()
  for (const [name, values] of Object.entries(fields)) for (const value of [values].flat()) form.append(name, value)
  return form
}

function refusedColumns(form: FormData): (string | undefined)[] {
  try {
    readInvitationWish(form)
    return []
  } catch (error) {
    if (error instanceof ProblemError) return error.errors.map(({ column }) => column)
    throw error
  }
}

describe('what an administrator fills in', () => {
  it('is a name, an address in lower case and each role once', () => {
    const form = formOf({
      name: ' Anna Öberg ',
      email: 'Anna.Oberg@Exempel.SE ',
      role: ['planner', 'signer', 'planner'],
    })
    expect(readInvitationWish(form)).toEqual({
      name: 'Anna Öberg',
      email: 'anna.oberg@exempel.se',
      roles: ['planner', 'signer'],
    })
  })

  it('is refused field by field', () => {
    expect(refusedColumns(formOf({ name: ' ', email: 'anna' }))).toEqual(['name', 'email', 'roles'])
  })

  it('never makes an operator', () => {
    expect(refusedColumns(formOf({ name: 'A', email: 'a@b.se', role: 'operator' }))).toEqual(['roles'])
  })
})

describe('an invitation', () => {
  const now = new Date('2026-11-22T12:00:00Z')
  const open = { acceptedAt: null, withdrawnAt: null, expiresAt: new Date('2026-11-22T12:00:01Z') }

  it('is open until it is accepted, withdrawn or too old', () => {
    expect(stateOfInvitation(open, now)).toBe('open')
    expect(stateOfInvitation({ ...open, acceptedAt: now, withdrawnAt: now }, now)).toBe('accepted')
    expect(stateOfInvitation({ ...open, withdrawnAt: now }, now)).toBe('withdrawn')
    expect(stateOfInvitation({ ...open, expiresAt: now }, now)).toBe('expired')
  })

  it("has a link that says which municipality's it is; anything else is none", () => {
    const token = { municipalityCode: '1282', secret: 'a'.repeat(42) + '_' }
    expect(parseToken(formatToken(token))).toEqual(token)
    for (const text of ['', '1282', '1282-kort', `12a2-${'a'.repeat(43)}`, `1282-${'a'.repeat(44)}`]) {
      expect(parseToken(text), text).toBeNull()
    }
  })
})
