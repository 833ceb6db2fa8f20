import type { IntroductionKind, IntroductionStatus, SideView } from '../../shared/matching/introduction.ts'
import { sideView } from '../../shared/matching/introduction.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import {
  authorityAddress,
  findOrganisation,
  findOrganisations,
  type Organisation,
} from '../organisations/index.ts'
import { contactOf, hasContact, type IntroductionContact } from './matching.introduction.contact.ts'
import type { IntroductionRecord, IntroductionSide } from './matching.introduction.model.ts'
import { introductionPolicy } from './matching.introduction.policy.ts'
import { type FoundIntroduction, introductionFacts, ownSide } from './matching.introduction.service.ts'

/** An introduction as the brokers see it: all of it but the contacts. */
export interface IntroductionForBroker {
  id: string
  challengeId: string
  between: IntroductionKind
  status: IntroductionStatus
  sides: Pick<IntroductionSide, 'organisationId' | 'name' | 'answer' | 'answeredAt' | 'reason'>[]
  why: string
  toTalkAbout: string
  proposedAt: Date
  expiresAt: Date
  endedAt: Date | null
  may: { withdraw: boolean }
}

/** Puts what a broker may do to it. */
export function presentIntroductionForBroker(
  { introduction, challenge }: FoundIntroduction,
  actor: Actor,
): IntroductionForBroker {
  const { _id, challengeId, between, why, toTalkAbout, proposedAt, expiresAt, endedAt } = introduction
  const facts = introductionFacts(introduction, challenge)
  return {
    id: _id,
    challengeId,
    between,
    status: facts.status,
    sides: introduction.sides.map(({ organisationId, name, answer, answeredAt, reason }) => ({
      organisationId,
      name,
      answer,
      answeredAt,
      reason,
    })),
    why,
    toTalkAbout,
    proposedAt,
    expiresAt,
    endedAt,
    may: { withdraw: introductionPolicy.withdraw(actor, facts) },
  }
}

/** Whom one side is to meet. */
export interface OtherSide {
  kind: 'supplier' | 'authority'
  name: string
  /** Its page in the directory. */
  href: string
}

/** An introduction as one of its sides sees it; see `sideView` for what it never tells. */
export interface IntroductionForSide {
  id: string
  challenge: { id: string; title: string }
  between: IntroductionKind
  view: SideView
  other: OtherSide
  why: string
  toTalkAbout: string
  proposedAt: Date
  answerBy: Date
  /** The reason that this side itself gave for declining. */
  reason: string
  /** The other side's, once both have accepted; null before. */
  contact: IntroductionContact | null
}

const otherOf = (own: IntroductionSide, { sides }: IntroductionRecord): IntroductionSide =>
  sides.find(({ organisationId }) => organisationId !== own.organisationId) ?? own

/** What both sides find in the public directory or the register; nothing else of an organisation is named. */
function presentOther(side: IntroductionSide, organisation: Organisation | null): OtherSide {
  if (organisation?.kind === 'authority') {
    const code = organisation.authority?.code ?? ''
    return { kind: 'authority', name: side.name, href: authorityAddress(code) }
  }
  return { kind: 'supplier', name: side.name, href: `/suppliers/${side.organisationId}` }
}

function present(
  { introduction, challenge }: FoundIntroduction,
  actor: Actor,
  organisations: Map<string, Organisation>,
): IntroductionForSide {
  const own = ownSide(actor, introduction)
  const other = otherOf(own, introduction)
  const organisation = organisations.get(other.organisationId) ?? null
  const facts = introductionFacts(introduction, challenge)
  return {
    id: introduction._id,
    challenge: { id: challenge._id, title: challenge.title },
    between: introduction.between,
    view: sideView(facts.status, own.answer),
    other: presentOther(other, organisation),
    why: introduction.why,
    toTalkAbout: introduction.toTalkAbout,
    proposedAt: introduction.proposedAt,
    answerBy: introduction.expiresAt,
    reason: own.reason,
    contact: introductionPolicy.seeContact(actor, facts) ? contactOf(other, challenge, organisation) : null,
  }
}

/** Several for the side that the actor belongs to. @throws AppError not-found for one that is not its own */
export async function presentForSides(
  found: FoundIntroduction[],
  actor: Actor,
): Promise<IntroductionForSide[]> {
  const ids = found.flatMap(({ introduction }) =>
    introduction.sides.map(({ organisationId }) => organisationId),
  )
  const organisations = await findOrganisations([...new Set(ids)])
  return found.map((one) => present(one, actor, organisations))
}

/** One for the side that the actor belongs to. @throws AppError not-found for somebody of neither */
export async function presentForSide(found: FoundIntroduction, actor: Actor): Promise<IntroductionForSide> {
  const own = ownSide(actor, found.introduction)
  const other = otherOf(own, found.introduction)
  const organisation = await findOrganisation(other.organisationId)
  return present(found, actor, new Map(organisation ? [[other.organisationId, organisation]] : []))
}

/** What a side gives away by accepting, and whether it may answer. */
export async function presentAnswering({ introduction, challenge }: FoundIntroduction, actor: Actor) {
  const own = ownSide(actor, introduction)
  const contact = contactOf(own, challenge, await findOrganisation(own.organisationId))
  return {
    ownContact: contact,
    hasContact: hasContact(contact),
    may: { answer: introductionPolicy.answer(actor, introductionFacts(introduction, challenge)) },
  }
}
