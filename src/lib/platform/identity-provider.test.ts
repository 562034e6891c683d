import { describe, expect, it } from 'vitest'

import { providerReasons, readProviders } from './identity-provider.ts'

const whole = {
  ORIGIN: 'https://karta.example',
  OIDC_POLICE_ISSUER: 'https://id.polisen.example',
  OIDC_POLICE_CLIENT_ID: 'fokuskartan',
  OIDC_POLICE_CLIENT_SECRET: 'hemligt',
  OIDC_POLICE_NAME: 'Polisen',
}
const columns = (environment: Record<string, string>) => providerReasons(environment).map(({ column }) => column)

describe("the parties' identity providers", () => {
  it('are none, one or two', () => {
    expect(readProviders({})).toEqual([])
    expect(readProviders(whole)).toMatchObject([{ party: 'police', clientId: 'fokuskartan', name: 'Polisen' }])
    expect(columns(whole)).toEqual([])
  })

  it('are set whole, with the address people come back to', () => {
    expect(columns({ OIDC_POLICE_ISSUER: 'https://id.polisen.example' })).toEqual([
      'OIDC_POLICE_CLIENT_ID',
      'OIDC_POLICE_CLIENT_SECRET',
      'OIDC_POLICE_NAME',
      'ORIGIN',
    ])
  })

  it('are reached over https, or on this machine', () => {
    expect(columns({ ...whole, OIDC_POLICE_ISSUER: 'http://id.polisen.example' })).toEqual(['OIDC_POLICE_ISSUER'])
    expect(columns({ ...whole, OIDC_POLICE_ISSUER: 'http://127.0.0.1:4000' })).toEqual([])
  })
})
