import { describe, expect, it } from 'vitest'

import { codeInQuery, decideAccess, type Asking } from './access-decision.ts'
import type { Membership, SignedIn } from './access.ts'
import type { PermissionRule } from './route-policy.ts'

const now = new Date('2026-11-22T12:00:00Z')
const minutesAgo = (minutes: number) => new Date(now.getTime() - minutes * 60_000)

function person(memberships: readonly Membership[], more: Partial<SignedIn> = {}): SignedIn {
  return {
    person: { id: 'p', name: 'Prov Person', email: 'prov@example.org' },
    sessionId: 's',
    signedInAt: minutesAgo(60),
    steppedUpAt: null,
    purpose: null,
    memberships,
    ...more,
  }
}

const planner = { municipalityCode: '9901', party: 'municipality', role: 'planner' } as const
const officer = { municipalityCode: '9901', party: 'police', role: 'planner' } as const
const operator = { municipalityCode: '0000', party: 'municipality', role: 'operator' } as const
const mapHere = { may: 'map.read', in: 'slug' } as const satisfies PermissionRule
const exports = { may: 'exports.read', in: 'slug', stepUp: true } as const satisfies PermissionRule
const installation = { may: 'installation.run', in: 'installation' } as const satisfies PermissionRule

const decide = (asking: Partial<Asking> & Pick<Asking, 'rule'>) =>
  decideAccess({ signedIn: null, municipalityCode: '9901', isThisMachine: false, now, ...asking })
const because = (asking: Parameters<typeof decide>[0]) => {
  const decision = decide(asking)
  return decision.admitted ? 'admitted' : decision.because
}

describe('whom an address lets in', () => {
  it('everyone where the policy says so, and this machine alone where it says that', () => {
    expect(because({ rule: 'everyone' })).toBe('admitted')
    expect(because({ rule: 'unasked' })).toBe('admitted')
    expect(because({ rule: 'this-machine' })).toBe('not-found')
    expect(because({ rule: 'this-machine', isThisMachine: true })).toBe('admitted')
  })

  it('nobody without a session anywhere else', () => {
    for (const rule of ['signed-in', mapHere, exports, installation] as const) {
      expect(because({ rule })).toBe('not-signed-in')
    }
  })

  it('a person where a role permits it, and tells of everything else what is told of what does not exist', () => {
    const signedIn = person([planner])
    expect(because({ rule: 'signed-in', signedIn: person([]) })).toBe('admitted')
    expect(because({ rule: mapHere, signedIn })).toBe('admitted')
    expect(because({ rule: mapHere, signedIn, municipalityCode: '9902' })).toBe('unknown-municipality')
    expect(because({ rule: mapHere, signedIn, municipalityCode: null })).toBe('unknown-municipality')
    expect(because({ rule: { may: 'people.manage', in: 'slug' }, signedIn })).toBe('unknown-municipality')
    expect(because({ rule: installation, signedIn })).toBe('unknown-municipality')
    const inQuery = { may: 'map.read', in: 'query' } as const
    expect(because({ rule: inQuery, signedIn })).toBe('admitted')
    expect(because({ rule: inQuery, signedIn, municipalityCode: '9902' })).toBe('unknown-municipality')
    expect(because({ rule: inQuery, signedIn, municipalityCode: null })).toBe('invalid-parameter')
    expect(because({ rule: inQuery, municipalityCode: null })).toBe('not-signed-in')
  })

  it('an operator to the installation, and to no municipality', () => {
    const signedIn = person([operator])
    expect(decide({ rule: installation, signedIn })).toMatchObject({ admitted: true, reader: null })
    for (const municipalityCode of ['9901', '0000', null]) {
      expect(because({ rule: mapHere, signedIn, municipalityCode }), String(municipalityCode)).toBe(
        'unknown-municipality',
      )
    }
  })

  it('only shortly after a step-up, where one is asked for', () => {
    expect(because({ rule: exports, signedIn: person([planner]) })).toBe('step-up-required')
    expect(because({ rule: exports, signedIn: person([planner], { steppedUpAt: minutesAgo(15) }) })).toBe(
      'step-up-required',
    )
    expect(because({ rule: exports, signedIn: person([planner], { steppedUpAt: minutesAgo(14) }) })).toBe('admitted')
    const elsewhere = person([{ ...planner, municipalityCode: '9902' }])
    expect(because({ rule: exports, signedIn: elsewhere })).toBe('unknown-municipality')
  })
})

it('makes the reader of the municipality that is asked for, for the own party', () => {
  const both = person([planner, { ...officer, municipalityCode: '9902' }])
  expect(decide({ rule: mapHere, signedIn: both })).toMatchObject({
    reader: { municipalityCode: '9901', party: 'municipality', crimes: 'areas', purpose: null },
  })
  expect(decide({ rule: mapHere, signedIn: both, municipalityCode: '9902' })).toMatchObject({
    reader: { municipalityCode: '9902', party: 'police', crimes: 'cells', purpose: null },
  })
  const proved = person([officer], { steppedUpAt: minutesAgo(1), purpose: 'lägesbild' })
  expect(decide({ rule: mapHere, signedIn: proved })).toMatchObject({
    reader: { crimes: 'exact', purpose: 'lägesbild' },
  })
})

it('shows single crimes only to whom may see them, who has just proved who she is, and has said what for', () => {
  const fresh = { steppedUpAt: minutesAgo(1), purpose: 'lägesbild' }
  for (const [membership, more] of [
    [{ ...officer, role: 'signer' }, fresh],
    [officer, { ...fresh, purpose: null }],
    [officer, { ...fresh, steppedUpAt: null }],
    [officer, { ...fresh, steppedUpAt: minutesAgo(15) }],
  ] as const) {
    expect(decide({ rule: mapHere, signedIn: person([membership], more) })).toMatchObject({
      reader: { crimes: 'cells', purpose: null },
    })
  }
  expect(decide({ rule: mapHere, signedIn: person([planner], fresh) })).toMatchObject({ reader: { crimes: 'areas' } })
})

it('takes one municipality from an address, as a code, and none when there are two', () => {
  expect(codeInQuery(new URLSearchParams('municipality=9901&source=crime'))).toBe('9901')
  for (const query of [
    '',
    'municipality=',
    'municipality=fyrskar',
    'municipality=0000',
    'municipality=9901&municipality=9902',
    'municipality=9901&municipality=9901',
    'municipality=99011',
    'Municipality=9901',
  ]) {
    expect(codeInQuery(new URLSearchParams(query)), query).toBeNull()
  }
})
