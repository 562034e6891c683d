/** Which of a party's entries may be read by whom; an act of one party may be both parties' to know. */
export type AuditAudience = 'shared' | 'municipality' | 'police'

/** One act as the log keeps it: no words, photos or positions of remarks. */
export interface AuditEntry {
  /** '0000' for acts that belong to no single municipality. */
  municipalityCode: string
  id: string
  occurredAt: Date
  /** Who, by name: a person, the operating-system user of a command, or 'jobb' for work that nobody ordered. */
  actor: string
  /** The person's account; null for the other two. */
  actorId: string | null
  /** What was done, such as 'import.crimes'; acts.ts has its name for people. */
  act: string
  subjectKind: string
  subjectId: string | null
  /** Which side may read the entry. */
  audience: AuditAudience
  detail: Record<string, unknown>
}

/** What is logged when it is read. */
export const readMatters = ['crimes', 'words'] as const
export type ReadMatter = (typeof readMatters)[number]

/** One reading of single crimes, or of words that are masked otherwise. */
export interface Reading {
  municipalityCode: string
  id: string
  occurredAt: Date
  personId: string
  person: string
  what: ReadMatter
  /** What the person said that it was needed for. */
  purpose: string | null
  filter: Record<string, unknown>
  rows: number
}
