/** What may be sent in here. */
export interface UploadOffer {
  /** Single crimes: taken, taken for trial only (the embedded engine), or not taken because the police's side is absent. */
  crimes: 'taken' | 'trial' | 'absent'
}
