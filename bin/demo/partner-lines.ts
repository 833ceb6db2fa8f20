import { writePartnerLine } from '../../server/proposals/index.ts'
import { partnerLineSchema } from '../../shared/proposals/partner-board.ts'
import { demoPartnerLines } from './demo-files.ts'
import { actorOf } from './organisations.ts'

/** Suppliers that look for partners for a challenge of the demonstration. */
export function addPartnerLines(
  slug: string,
  challengeId: () => string,
  staffOf: (supplier: string) => string,
  on: (inDays: number, at: string, happen: () => Promise<void>) => void,
): void {
  const lines = demoPartnerLines().filter(({ challenge }) => challenge === slug)
  for (const { supplier, inDays, at, brings, looksFor } of lines)
    on(inDays, at, async () => {
      const line = partnerLineSchema.parse({ brings, looksFor })
      await writePartnerLine(await actorOf(staffOf(supplier)), challengeId(), line)
    })
}
