/** One act as the log keeps it: no words, photos or positions of remarks. */
export interface AuditEntry {
  /** '0000' for acts that belong to no single municipality. */
  municipalityCode: string
  id: string
  occurredAt: Date
  /** Who: the operating-system user for commands, until people have accounts. */
  actor: string
  /** What was done, such as 'import.crimes'. */
  act: string
  subjectKind: string
  subjectId: string | null
  /** Which side may read the entry. */
  audience: 'shared' | 'municipality' | 'police'
  detail: Record<string, unknown>
}
