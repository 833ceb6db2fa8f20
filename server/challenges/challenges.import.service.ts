import { challengeDrafted } from '../../shared/challenges/challenges.events.ts'
import { type NoticeEntry, parseNoticeRow } from '../../shared/challenges/notice-row.ts'
import { system } from '../../shared/platform/actor.ts'
import { shortened } from '../../shared/platform/shortened.ts'
import { record } from '../audit/index.ts'
import { categories, findAuthorityByName, getOrganisation, regions } from '../organisations/index.ts'
import { transaction } from '../platform/database.ts'
import { setFields } from './challenges.content.ts'
import { Challenge } from './challenges.model.ts'

/** What an import of notices did, for the report at its end; rows count from 1 below the heading. */
export interface NoticeImport {
  read: number
  new: number
  same: number
  refused: { row: number; what: string; reason: string }[]
}

/**
 * Makes a draft challenge of each notice: its title, its text as context, category, region and money. The
 * problem and the outcomes are for the authority to write. Safe to repeat: a notice makes one draft.
 * @param authorityId all notices are this authority's; left out, each is its buyer's, found by name
 */
export async function importNotices(
  rows: Iterable<Record<string, string>> | AsyncIterable<Record<string, string>>,
  authorityId?: string,
  onRow: (report: NoticeImport) => void = () => undefined,
): Promise<NoticeImport> {
  const report: NoticeImport = { read: 0, new: 0, same: 0, refused: [] }
  for await (const row of rows) {
    report.read += 1
    const parsed = parseNoticeRow(row)
    const outcome = 'refused' in parsed ? parsed.refused : await keepNotice(parsed.entry, authorityId)
    if (outcome === 'new' || outcome === 'same') report[outcome] += 1
    else report.refused.push({ row: report.read, ...outcome })
    onRow(report)
  }
  return report
}

type Outcome = 'new' | 'same' | { what: string; reason: string }

async function keepNotice(entry: NoticeEntry, authorityId: string | undefined): Promise<Outcome> {
  const authority = authorityId ? await getOrganisation(authorityId) : await findAuthorityByName(entry.buyer)
  if (!authority) return { what: entry.ref, reason: `No authority is known by the name “${entry.buyer}”` }
  if (await Challenge.exists({ authorityId: authority.id, importedFrom: entry.ref })) return 'same'
  await transaction(async (session) => {
    const challenge = new Challenge({
      authorityId: authority.id,
      authorityName: authority.name,
      importedFrom: entry.ref,
    })
    setFields(challenge, fieldsOf(entry))
    await challenge.save({ session })
    await record(session, system, challengeDrafted, {
      challengeId: challenge._id,
      authorityId: authority.id,
      copiedFrom: null,
    })
  })
  return 'new'
}

/** What a notice says, where a challenge would say it. A notice names what is bought, not what must change. */
function fieldsOf(entry: NoticeEntry) {
  const source = entry.url ? `\n\nFrom the public notice: ${entry.url}` : ''
  return {
    title: shortened(entry.title, 120),
    context: shortened(entry.text, 4700) + source,
    budget: { pilotPence: null, pilots: null, scalePence: entry.valueToPence, vat: '' as const },
    cpv: entry.cpv.filter((code) => categories().find(code)).slice(0, 10),
    regions: regions().read(entry.region),
  }
}
