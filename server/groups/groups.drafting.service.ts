import { challengeFieldsSchema } from '../../shared/challenges/challenges.schema.ts'
import { engagementState } from '../../shared/groups/engagement.ts'
import { engagementDrafted } from '../../shared/groups/engagements.events.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { record } from '../audit/index.ts'
import { inviteCoBuyers, startChallenge } from '../challenges/index.ts'
import { findOrganisations } from '../organisations/index.ts'
import { now } from '../platform/clock.ts'
import { transaction } from '../platform/database.ts'
import { AppError, allow } from '../platform/errors.ts'
import { Engagement, type EngagementRecord } from './groups.engagements.model.ts'
import { changeEngagement, type Engaged, getEngagement, whoLeads } from './groups.engagements.service.ts'
import { engagementPolicy } from './groups.policy.ts'

// Whoever began longer ago was cut off.
const longestDraftingMs = 60_000

/** What a draft begins with: the words of the engagement, where it is filed, and that the market was asked where that is over. */
function fieldsFrom({ engagement, group }: Engaged) {
  const { title, learn, noticeId, noNoticeReason } = engagement
  const wasHeld = engagementState(engagement, now()) === 'held'
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
  await claimDraft(id)
  try {
    const challengeId = await startChallenge(actor, fieldsFrom(engaged), engaged.engagement.isExample)
    const others = await othersOf(engaged.engagement)
    if (others.size > 0) await inviteCoBuyers(actor, challengeId, [...others.keys()], others)
    await keepChallenge(actor, id, challengeId)
    return challengeId
  } catch (error) {
    await Engagement.updateOne({ _id: id, challengeId: null }, { $set: { draftBegunAt: null } })
    throw error
  }
}

/** Lets one of several who press at once go on. @throws AppError conflict to the others */
async function claimDraft(id: string): Promise<void> {
  await transaction(async (session) => {
    const engagement = await Engagement.findById(id).session(session)
    const since = engagement?.draftBegunAt?.getTime() ?? 0
    if (!engagement || engagement.challengeId !== null || since > now().getTime() - longestDraftingMs)
      throw new AppError('conflict', 'Somebody else has just begun the challenge. Look at the page again.')
    engagement.draftBegunAt = now()
    await engagement.save({ session })
  })
}

const keepChallenge = (actor: Actor, id: string, challengeId: string): Promise<void> =>
  changeEngagement(actor, id, async ({ engagement, session, ids }) => {
    engagement.challengeId = challengeId
    await record(session, actor, engagementDrafted, { ...ids, challengeId })
  })
