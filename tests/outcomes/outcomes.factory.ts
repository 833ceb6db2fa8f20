import { Decision } from '../../server/evaluation/evaluation.award.model.ts'
import { Submission } from '../../server/proposals/proposals.model.ts'
import { addDays, dayOf } from '../../shared/coaching/law/periods.ts'
import { agreeEverything } from '../evaluation/evaluation.agreed.ts'
import type { EvaluationPeople, Who } from '../evaluation/evaluation.people.ts'

/** What publishes the results of a pilot says of itself to have read: whoever calls has read the pilot. */
export const resultsRead = async (room: EvaluationPeople, who: Who, api: string): Promise<string> =>
  (await room.call(who, 'get', api).expect(200)).body.revisions.results

/** The days of a contract of tests, from today on. */
export const contractDays = () => {
  const today = dayOf(new Date())
  return { today, signedOn: addDays(today, -10), startsOn: addDays(today, -5), endsOn: addDays(today, 200) }
}

/**
 * The contracts of a challenge whose evaluation is over, as they would be stored: of the cheaper proposal, or of both.
 * @returns the submissions that have one
 */
export async function contractsOf(room: EvaluationPeople, count = 1): Promise<string[]> {
  const submissions = (await agreeEverything(room)).slice(0, count)
  const { today, ...days } = contractDays()
  const winners = await Promise.all(
    submissions.map(async (submissionId) => ({
      submissionId,
      supplierId: (await Submission.findById(submissionId).lean())?.supplierId ?? '',
    })),
  )
  const names = ['Sensible Sensors Ltd', 'Dry Walls Ltd']
  const named = winners.map((winner, index) => ({ ...winner, supplierName: names[index] ?? '' }))
  await Decision.create({
    _id: room.challenge._id,
    winners: named,
    decidedAt: new Date(),
    releasedAt: new Date(),
    award: { number: 1, publishedOn: addDays(today, -30), endsOn: addDays(today, -20), values: {} },
    contracts: named.map(({ submissionId, supplierId, supplierName }, index) => ({
      submissionId,
      reference: `C-${17 + index}`,
      title: 'Dry homes',
      supplier: { id: supplierId, name: supplierName, isSme: true, isVcse: false },
      ...days,
      recordedAt: new Date(),
      grossPence: 30_000_00,
      netPence: 25_000_00,
      noticeDueOn: days.endsOn,
      notice: null,
    })),
  } as never)
  return submissions
}

/** A day as a form sends it, in three boxes. */
export const boxes = (name: string, day: string) => {
  const [year, month, date] = day.split('-')
  return { [`${name}[day]`]: date, [`${name}[month]`]: month, [`${name}[year]`]: year }
}
