import { type DecideNextInput, wayFault } from '../../shared/outcomes/decision.ts'
import { pilotDecided } from '../../shared/outcomes/outcomes.evidence.events.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { record } from '../audit/index.ts'
import { AppError } from '../platform/errors.ts'
import { limit } from '../platform/limits.ts'
import { refuseUnseen } from '../platform/unseen-changes.ts'
import { tellIfOutdated } from './outcomes.case-study.outdated.ts'
import type { PilotDecision } from './outcomes.model.ts'
import { allowConclusion, changePilot, doneBy, evidenceOf } from './outcomes.pilots.service.ts'
import { decisionShown } from './outcomes.shown.ts'
import { waysOf } from './outcomes.ways.ts'

// Each tells everybody of the supplier at once.
const perOrganisation = limit('pilot-decisions', 30, 24 * 60 * 60)

/**
 * Decides to scale, repeat or stop, with the reasons; the decision before is kept. It is no award: the notices are those
 * of the way. Everybody reads it once the results are public.
 * @throws AppError not-found, forbidden, too-many, conflict before the pilot starts or where somebody else decided meanwhile,
 *   invalid naming the field
 */
export async function decideNext(
  actor: Actor,
  place: { challengeId: string; submissionId: string },
  { what, way, why, because, revision }: DecideNextInput,
): Promise<void> {
  await changePilot(actor, place, async (changing) => {
    const { pilot, contract, session } = changing
    allowConclusion(actor, changing)
    const before = pilot.decision
    refuseUnseen(decisionShown(before), revision)
    const faults = wayFault({ what, way }, waysOf(changing))
    if (before && because === '') faults['because'] = 'Say why it is another decision now'
    const [first] = Object.values(faults)
    if (first) throw new AppError('invalid', first, faults)
    await perOrganisation.consume(actor.organisation?.id ?? '')
    const number = (before?.number ?? 0) + 1
    const decision: PilotDecision = {
      number,
      what,
      way: what === 'stop' ? null : way,
      why,
      because: before ? because : '',
      ...doneBy(actor),
    }
    pilot.set({ decision, earlierDecisions: before ? [...pilot.earlierDecisions, before] : [] })
    const { grossPence } = contract
    await record(session, actor, pilotDecided, { ...evidenceOf(changing), number, what, grossPence })
    await tellIfOutdated(session, actor, changing)
  })
}
