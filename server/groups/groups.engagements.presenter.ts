import { engagementColours, engagementLabels } from '../../shared/groups/engagement.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { endOf, formatDate, formatDateTime } from '../../shared/platform/dates.ts'
import { codeNames } from '../organisations/index.ts'
import { translator } from '../platform/translations.ts'
import { agreedWords, wordsKey } from './groups.engagement-words.ts'
import type { Engaged } from './groups.engagements.service.ts'
import { engagementPolicy, groupPolicy } from './groups.policy.ts'

const t = translator()

/** An engagement as this actor may see it, with what they may do. */
export function presentEngagement({ engagement, group, standing }: Engaged, actor: Actor) {
  const { leadId, authorities } = engagement
  const lead = authorities.find(({ organisationId }) => organisationId === leadId)
  const isInside = groupPolicy.read(actor, standing.group)
  return {
    id: engagement._id,
    title: engagement.title,
    learn: engagement.learn,
    questions: engagement.questions,
    startsAt: engagement.startsAt,
    endsAt: endOf(engagement),
    minutes: engagement.minutes,
    wordsKey: wordsKey(agreedWords(engagement)),
    place: engagement.place,
    registerBy: engagement.registerBy,
    state: standing.state,
    stateWords: t(engagementLabels[standing.state]),
    stateColour: engagementColours[standing.state],
    takesRegistrations: standing.takesRegistrations,
    lead: lead?.organisationName ?? '',
    authorities: authorities.map(({ organisationName }) => organisationName),
    noticeId: engagement.noticeId,
    noNoticeReason: engagement.noNoticeReason,
    announcedAt: engagement.announcedAt,
    cancelled: engagement.cancelled && { at: engagement.cancelled.at, reason: engagement.cancelled.reason },
    notes: engagement.notes && {
      text: engagement.notes.text,
      at: engagement.notes.at,
      number: engagement.notes.number,
    },
    isExample: engagement.isExample,
    group: isInside ? { id: group._id, title: group.title } : null,
    challengeId: isInside ? engagement.challengeId : null,
    lapsed: isInside ? (engagement.lapsed ?? []).map(({ organisationName }) => organisationName) : [],
    isOurs: standing.authorityIds.includes(actor.organisation?.id ?? ''),
    may: {
      change: engagementPolicy.change(actor, standing),
      announce: engagementPolicy.announce(actor, standing),
      cancel: engagementPolicy.cancel(actor, standing),
      agree: engagementPolicy.agree(actor, standing),
      withdrawAgreement: engagementPolicy.withdrawAgreement(actor, standing),
      register: engagementPolicy.register(actor, standing),
      unregister: engagementPolicy.unregister(actor, standing),
      seeRegistrations: engagementPolicy.seeRegistrations(actor, standing),
      publishNotes: engagementPolicy.publishNotes(actor, standing),
      draft: engagementPolicy.draft(actor, standing),
    },
  }
}
export type PresentedEngagement = ReturnType<typeof presentEngagement>

/** What the UK2 notice asks for (regulation 17), as far as it is known here: to be copied to Find a Tender. */
export function noticeRows({ engagement, group }: Engaged): { name: string; text: string }[] {
  const { title, learn, startsAt, place, registerBy, authorities, leadId } = engagement
  const others = authorities.filter(({ organisationId }) => organisationId !== leadId)
  const lead = authorities.find(({ organisationId }) => organisationId === leadId)?.organisationName ?? ''
  return [
    { name: t('Contracting authority'), text: lead },
    { name: t('Other authorities'), text: others.map(({ organisationName }) => organisationName).join(', ') },
    { name: t('Title'), text: title },
    { name: t('Description'), text: learn },
    {
      name: t('CPV codes'),
      text: group.categories.map((code) => `${code} ${codeNames.category(code)}`).join('; '),
    },
    { name: t('Regions'), text: group.regions.map((code) => `${code} ${codeNames.region(code)}`).join('; ') },
    { name: t('How the market is engaged'), text: t('An event: {place}', { place }) },
    { name: t('Date and time of the event'), text: formatDateTime(startsAt) },
    { name: t('Expressions of interest until'), text: formatDateTime(registerBy) },
    { name: t('The engagement closes on'), text: formatDate(endOf(engagement)) },
  ].filter(({ text }) => text !== '')
}
