import { challengeFieldsSchema } from '../../shared/challenges/challenges.schema.ts'
import { engagementDrafted } from '../../shared/groups/engagements.events.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { record } from '../audit/index.ts'
import { inviteCoBuyers, startChallenge } from '../challenges/index.ts'
import { findOrganisations } from '../organisations/index.ts'
import { AppError, allow } from '../platform/errors.ts'
import { Engagement, type EngagementRecord } from './groups.engagements.model.ts'
import { changeEngagement, type Engaged, getEngagement, whoLeads } from './groups.engagements.service.ts'
import { engagementPolicy } from './groups.policy.ts'

/** What a draft begins with: the words of the engagement, where it is filed, and that the market was asked. */
function fieldsFrom({ engagement, group }: Engaged) {
  const { title, learn, noticeId, noNoticeReason, announcedAt, status } = engagement
  const wasHeld = status === 'announced' && announcedAt !== null
  return challengeFieldsSchema.parse({
    title,
    problem: learn,
    cpv: group.categories,
    regions: group.regions,
    onFile: wasHeld ? { engagement: { held: 'yes', noticeId, reason: noNoticeReason } } : {},
  })
}

/** The others that take part, as far as they are still confirmed, with when each of them agreed. */
async function othersOf({ authorities, leadId }: EngagementRecord): Promise<Map<string, Date>> {
  const others = authorities.filter(({ organisationId }) => organisationId !== leadId)
  const known = await findOrganisations(others.map(({ organisationId }) => organisationId))
  return new Map(
    others
      .filter(({ organisationId }) => known.get(organisationId)?.isVerified)
      .map(({ organisationId, agreedAt }) => [organisationId, agreedAt]),
  )
}

/**
 * Begins the joint challenge that comes of an engagement: led by the authority that leads it, with all others that take
 * part as joint buyers; each still approves the words for itself. @returns its id
 */
export async function draftJointChallenge(actor: Actor, id: string): Promise<string> {
  const engaged = await getEngagement(actor, id)
  allow(engagementPolicy.draft(actor, engaged.standing), whoLeads)
  const { modifiedCount } = await Engagement.updateOne(
    { _id: id, challengeId: null, draftBegunBy: '' },
    { $set: { draftBegunBy: actor.userId } },
  )
  if (modifiedCount === 0)
    throw new AppError('conflict', 'Somebody else has just begun the challenge. Look at the page again.')
  try {
    const challengeId = await startChallenge(actor, fieldsFrom(engaged), engaged.engagement.isExample)
    const others = await othersOf(engaged.engagement)
    if (others.size > 0) await inviteCoBuyers(actor, challengeId, [...others.keys()], others)
    await keepChallenge(actor, id, challengeId)
    return challengeId
  } catch (error) {
    await Engagement.updateOne({ _id: id, challengeId: null }, { $set: { draftBegunBy: '' } })
    throw error
  }
}

const keepChallenge = (actor: Actor, id: string, challengeId: string): Promise<void> =>
  changeEngagement(actor, id, async ({ engagement, session, ids }) => {
    engagement.challengeId = challengeId
    await record(session, actor, engagementDrafted, { ...ids, challengeId })
  })
