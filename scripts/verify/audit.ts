import { readFileSync } from 'node:fs'

import type { ChainKey, Fault, Head } from '#lib/audit/chain.ts'
import { readHeads } from '#lib/audit/head-file.ts'
import { compareHeads, listChained, verifyChains, type ChainVerification } from '#lib/audit/verification.server.ts'
import type { Database, Side } from '#lib/database/database.ts'
import { ProblemError } from '#lib/platform/problem.ts'

export interface AuditOptions {
  municipality: string | undefined
  /** A file of heads that was saved before. */
  heads: string | undefined
}

/** Goes through every chain of the log and prints what is wrong. @returns how much is */
export async function verifyAudit(database: Database, options: AuditOptions): Promise<number> {
  const heads = options.heads === undefined ? [] : readHeads(readHeadFile(options.heads))
  const isWanted = (code: string) => options.municipality === undefined || code === options.municipality
  const totals = { faults: 0, chains: 0, entries: 0, waiting: 0 }
  for (const side of ['municipality', 'police'] as const) {
    try {
      const codes = await listChained(database, side)
      refuseUnknown(codes, options.municipality)
      for (const code of codes.filter(isWanted)) {
        for (const verification of await verifyChains(database, side, code)) count(totals, verification)
      }
      const saved = heads.filter(({ municipalityCode }) => isWanted(municipalityCode))
      totals.faults += await compare(database, side, saved)
    } catch (error) {
      if (!(error instanceof ProblemError) || error.code !== 'police-side-not-connected') throw error
      const { title } = error.toProblem()
      console.warn(`${title.sv} Polisens logg är inte granskad. / ${title.en} The police's log has not been verified.`)
    }
  }
  const { faults, chains, entries, waiting } = totals
  const sealed = `${entries} poster i ${chains} kedjor / ${entries} entries in ${chains} chains`
  const open = waiting > 0 ? `, ${waiting} väntar på försegling / ${waiting} wait for their seal` : ''
  console.log(
    faults === 0
      ? `Loggen är hel: ${sealed}${open}.`
      : `Loggen är inte hel: ${faults} fel. / The log is not whole: ${faults} faults.`,
  )
  return faults
}

function count(
  totals: { faults: number; chains: number; entries: number; waiting: number },
  { chain, entries, waiting, seals, faults, shown }: ChainVerification,
): void {
  totals.faults += faults
  totals.chains += seals > 0 ? 1 : 0
  totals.entries += entries
  totals.waiting += waiting
  for (const fault of shown) console.log(describeFault(fault))
  if (faults > shown.length) {
    const rest = faults - shown.length
    console.log(`${describeChain(chain)}: … och ${rest} till / and ${rest} more`)
  }
}

async function compare(database: Database, side: Side, heads: readonly Head[]): Promise<number> {
  const faults = await compareHeads(database, side, heads)
  for (const fault of faults) console.log(describeFault(fault))
  return faults.length
}

function refuseUnknown(codes: readonly string[], wanted: string | undefined): void {
  if (wanted !== undefined && !codes.includes(wanted)) throw new ProblemError('unknown-municipality')
}

function readHeadFile(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    const reason = { sv: 'filen går inte att läsa', en: 'the file cannot be read' }
    throw new ProblemError('invalid-file', [{ value: path, reason }], error)
  }
}

const kinds: Readonly<Record<Fault['kind'], string>> = {
  'entry-changed': 'posten är ändrad / the entry has been changed',
  'entry-missing': 'posten är borttagen / the entry has been taken away',
  'entry-twice': 'posten är förseglad två gånger / the entry is sealed twice',
  'entry-inserted': 'posten är inlagd vid sidan av systemet / the entry was put in past the product',
  'seal-missing': 'förseglingen saknas / the seal is missing',
  'seal-changed': 'förseglingen är ändrad / the seal has been changed',
  'seal-out-of-order': 'förseglingen följer inte på den före / the seal does not follow the one before it',
  'head-missing': 'det sparade kedjehuvudet finns inte i kedjan / the saved head is not in the chain',
  'head-changed': 'kedjan är en annan än när huvudet sparades / the chain is another than when the head was saved',
}

function describeFault(fault: Fault): string {
  const { kind, number, entryId } = fault
  const seal = number === null ? '' : `, försegling / seal ${number}`
  const entry = entryId === null ? '' : `, post / entry ${entryId}`
  return `${describeChain(fault)}${seal}${entry}: ${kinds[kind]}`
}

const logs = { acts: 'granskningslogg / audit log', readings: 'läslogg / read log' } as const

function describeChain({ municipalityCode, log, audience }: ChainKey): string {
  return `${municipalityCode}, ${logs[log]} (${audience})`
}
