import type { Party } from '#lib/accounts/access.ts'

/** Why a remark is given to the other party: polisanmälan, orosanmälan, felanmälan, or something else. */
export const handoverReasons = ['crime-report', 'concern-report', 'fault-report', 'other'] as const
export type HandoverReason = (typeof handoverReasons)[number]

export function isHandoverReason(text: unknown): text is HandoverReason {
  return (handoverReasons as readonly unknown[]).includes(text)
}

/** One remark given by the party that answers for it to the other, as both see it afterwards. */
export interface Handover {
  from: Party
  reason: HandoverReason
  /** 'YYYY-MM-DD' in Stockholm. */
  on: string
}

/** Who answers for a remark, and whom it was handed over to: what a list says of it beside what it says of every point. */
export interface AnsweredFor {
  responsibleParty: Party
  /** Both parties see that it exists; a report by staff is seen by their own party alone. */
  isShared: boolean
  handovers: readonly Handover[]
}

/** A remark can be given away by the party that answers for it, where the other party sees that it exists. */
export function canBeHandedOver({ responsibleParty, isShared }: AnsweredFor, party: Party): boolean {
  return isShared && responsibleParty === party
}

/** Who gets what the party gives away. */
export function otherParty(party: Party): Party {
  return party === 'police' ? 'municipality' : 'police'
}
