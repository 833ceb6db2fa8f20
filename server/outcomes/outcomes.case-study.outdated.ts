import type { ClientSession } from 'mongoose'
import { caseStudyOutdated } from '../../shared/outcomes/outcomes.evidence.events.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { record } from '../audit/index.ts'
import { CaseStudy } from './outcomes.case-study.model.ts'
import { recordSince } from './outcomes.case-study.record.ts'
import { evidenceOf, type Planned } from './outcomes.pilots.service.ts'

/**
 * Tells both sides where what was just decided, reviewed or published is not what their case study was written from;
 * once for each state of the record. For use in the transaction that changes it, after the change.
 */
export async function tellIfOutdated(session: ClientSession, actor: Actor, piloted: Planned): Promise<void> {
  const study = await CaseStudy.findOne({ pilotId: piloted.pilot._id }).session(session)
  const latest = study?.versions.at(-1)
  // Before the buyer sends one, the supplier knows of none.
  if (!study?.sent || !latest) return
  const { isUpToDate, key } = await recordSince(piloted, study.toObject(), latest.number, session)
  if (isUpToDate || study.outdatedTold === key) return
  await CaseStudy.updateOne({ _id: study._id }, { $set: { outdatedTold: key } }, { session })
  const event = { ...evidenceOf(piloted), caseStudyId: study._id, number: latest.number }
  await record(session, actor, caseStudyOutdated, event)
}
