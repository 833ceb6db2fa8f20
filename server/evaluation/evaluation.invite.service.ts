import { evaluationPersonInvited } from '../../shared/evaluation/evaluation.events.ts'
import type { PanelRole } from '../../shared/evaluation/panel.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { record } from '../audit/index.ts'
import { buyersOf } from '../challenges/index.ts'
import { membersOfAny } from '../organisations/index.ts'
import { now } from '../platform/clock.ts'
import { AppError, allow } from '../platform/errors.ts'
import type { PanelMember } from './evaluation.model.ts'
import { change, couldSeeNames, newMember } from './evaluation.panel.service.ts'
import { evaluationPolicy } from './evaluation.policy.ts'
import { type Evaluated, clearanceIn, loadEvaluation, present } from './evaluation.service.ts'

const onlyOrganisers = 'Only somebody who acts for a buyer makes the panel'

/**
 * Everybody of the buyers who may be asked to take part: who has no part yet, or only observes, as whoever declared
 * interests to read the proposals does.
 * @throws AppError not-found, forbidden
 */
export async function listInvitable(actor: Actor, challengeId: string) {
  const { challenge, evaluation, standing } = await loadEvaluation(actor, challengeId)
  allow(evaluationPolicy.organise(actor, standing), onlyOrganisers)
  const taken = new Set(
    present(evaluation).flatMap(({ userId, role }) => (role === 'observer' ? [] : [userId])),
  )
  const members = await membersOfAny(buyersOf(challenge))
  return members
    .filter(({ userId }) => !taken.has(userId))
    .map(({ userId, name, email, role, organisationId }) => ({ userId, name, email, role, organisationId }))
    .sort((a, b) => a.name.localeCompare(b.name, 'en'))
}

const invalid = (field: string, message: string) => new AppError('invalid', message, { [field]: message })

/** @throws AppError invalid, or conflict once all scores are in, for a part that this person cannot have */
function refusePart(
  { evaluation, standing }: Pick<Evaluated, 'evaluation' | 'standing'>,
  { userId, name }: Pick<PanelMember, 'userId' | 'name'>,
  role: PanelRole,
): void {
  if (role === 'evaluator' && standing.state === 'consensus')
    throw new AppError('conflict', 'All scores are in: nobody can join who has not scored alone.')
  if (role === 'moderator' && present(evaluation).some((one) => one.role === 'moderator'))
    throw invalid('role', 'There is a moderator already')
  const parts = evaluation.toObject().panel.filter((one) => one.userId === userId)
  const last = parts.at(-1)
  if (last?.removedAt === null && (last.role !== 'observer' || role === 'observer'))
    throw invalid('role', `${name} is in the panel already: choose another part`)
  if (role === 'evaluator' && standing.isAnonymous && standing.isOpen && parts.some(couldSeeNames))
    throw invalid('role', `${name} could see who wrote which proposal: choose somebody else to score`)
  if (last && clearanceIn(last) === 'barred')
    throw invalid(
      'userId',
      `${name} was barred from this evaluation because of an interest: choose somebody else`,
    )
}

/**
 * Takes a member of one of the buyers into the panel and tells them. Whoever observes has the new part in place of that.
 * @throws AppError not-found, forbidden, invalid, conflict once all scores are in or for a second moderator
 */
export async function invite(
  actor: Actor,
  challengeId: string,
  userId: string,
  role: PanelRole,
): Promise<void> {
  const invitable = await listInvitable(actor, challengeId)
  const person = invitable.find((one) => one.userId === userId)
  if (!person)
    throw invalid(
      'userId',
      'Choose somebody of an authority that buys, who has no other part in the panel yet',
    )
  if (person.role === 'viewer' && role !== 'observer')
    throw invalid(
      'role',
      'Somebody who only views the authority’s records can observe, not score or moderate',
    )
  await change(actor, challengeId, async (evaluated, session) => {
    const { evaluation, standing } = evaluated
    allow(evaluationPolicy.organise(actor, standing), onlyOrganisers)
    refusePart(evaluated, person, role)
    const observing = present(evaluation).find((one) => one.userId === userId)
    if (observing) {
      Object.assign(observing, { removedAt: now(), removedReason: 'Has another part from then on' })
      evaluation.markModified('panel')
    }
    const before = evaluation.toObject().panel.findLast((one) => one.userId === userId)
    const { name, organisationId } = person
    evaluation.panel.push(newMember({ userId, name, organisationId, role, invitedBy: actor.userId }, before))
    await record(session, actor, evaluationPersonInvited, { challengeId, userId, panelRole: role })
  })
}
