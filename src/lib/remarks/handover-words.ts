import { m } from '#lib/languages/compiled/messages.js'
import { formatDay, type Locale } from '#lib/languages/format.ts'
import { otherParty, type Handover, type HandoverReason } from './handover.ts'

const reasons: Record<HandoverReason, (inputs?: Record<string, never>, options?: { locale?: Locale }) => string> = {
  'crime-report': m.handover_reason_crime_report,
  'concern-report': m.handover_reason_concern_report,
  'fault-report': m.handover_reason_fault_report,
  other: m.handover_reason_other,
}

/** 'polisanmälan' */
export function reasonName(reason: HandoverReason, locale: Locale): string {
  return reasons[reason]({}, { locale })
}

/** 'Överlämnad till Polisen 22 november 2026, polisanmälan' */
export function handoverInWords({ from, reason, on }: Handover, locale: Locale): string {
  const words = { day: formatDay(on, locale), reason: reasonName(reason, locale) }
  const say = otherParty(from) === 'police' ? m.handed_over_to_police : m.handed_over_to_municipality
  return say(words, { locale })
}
