import { Delivery } from '../../server/notifications/notifications.model.ts'
import { deliver } from '../../server/notifications/notifications.deliver.service.ts'
import { tell } from '../../server/notifications/notifications.plan.service.ts'
import { SharedMailbox } from '../../server/notifications/notifications.shared-mailboxes.model.ts'
import { addMember, membershipsOf } from '../../server/organisations/index.ts'
import { now } from '../../server/platform/clock.ts'
import { findKeptMail } from '../../server/platform/mail.ts'
import { isForOrganisations, type NoticeKind, placeholdersOf } from '../../shared/notifications/kind.ts'
import { noticeKinds } from '../../shared/notifications/kinds.ts'
import {
  mailboxTopics,
  type MailboxTopic,
  topicOf,
} from '../../shared/notifications/shared-mailbox.schema.ts'
import { system } from '../../shared/platform/actor.ts'
import { newId } from '../../shared/platform/ids.ts'
import { useDatabase } from '../platform/database.ts'
import { aCause } from './notifications.factory.ts'
import { aWorld, everybody, type Somebody } from './table.factory.ts'

const broker: Somebody[] = ['Broker']
const buyers: Somebody[] = ['CoBuyer', 'Officer']
const firms: Somebody[] = ['Asker', 'Matched', 'Proposer']
const team: Somebody[] = ['Administrator']

/** Whose organisation’s mailbox each kind reaches, said by name once more; whatever is missing, nobody’s. */
const reaches: Record<string, Somebody[]> = {
  'challenge-submitted': broker,
  'challenge-returned': buyers,
  'challenge-published': buyers,
  'publication-scheduled': buyers,
  'publication-stopped': broker,
  'publication-stopped-authority': buyers,
  'co-buyer-invited': team,
  'co-buyer-asked': team,
  'co-buyer-joined': buyers,
  'co-buyer-decided': buyers,
  'co-buyer-removed': team,
  'need-shared': buyers,
  'plan-reminder-unassigned': buyers,
  'matches-waiting': broker,
  'match-sent': ['Supplier'],
  'challenge-amended': [...firms, ...buyers],
  'challenge-withdrawn': [...firms, ...buyers],
  'question-asked': buyers,
  'question-reported': broker,
  'answer-published': [...firms, ...buyers],
  'answers-published-together': [...firms, ...buyers],
  'questions-close-soon': firms,
  'responses-close-soon': firms,
  'questions-closed': [...firms, ...buyers],
  'challenge-closed': firms,
  'introduction-proposed': ['SideOne', 'SideTwo'],
  'introduction-made': ['SideOne', 'SideTwo'],
  'introduction-ended': ['SideOne', 'SideTwo'],
  'sign-off-asked': buyers,
  'answer-corrected': [...firms, ...buyers],
  'closing-blocked': [...buyers, ...broker],
  'clarifications-closed': [...firms, ...buyers],
  'session-announced': [...firms, ...buyers, ...broker],
  'session-changed': [...firms, ...buyers, ...broker],
  'session-cancelled': [...firms, ...buyers, ...broker],
  'session-opened': [...firms, ...buyers, ...broker],
  'session-closed': [...firms, ...buyers, ...broker],
  'proposal-unsent': ['Supplier'],
  'questions-unanswered': buyers,
  'proposal-submitted': ['Supplier'],
  'proposal-replaced': ['Supplier'],
  'proposal-withdrawn': ['Supplier'],
  'file-quarantined': ['Supplier'],
  'files-quarantined': [...buyers, ...broker],
  'opening-due': buyers,
  'opening-begun': [...buyers, ...broker],
  'proposals-opened': [...buyers, ...broker],
  'proposal-opened': ['Proposer'],
  'partner-answered': ['Supplier'],
  'proposal-question-asked': ['Supplier'],
  'feedback-released': ['Supplier'],
  'feedback-question-answered': ['Supplier'],
  'award-published': firms,
  'not-awarded': firms,
  'standstill-ends': buyers,
  'contract-notice-due': buyers,
  'pilot-to-plan': buyers,
  'pilot-unplanned': buyers,
  'pilot-planned': ['Supplier'],
  'milestone-to-confirm': buyers,
  'milestone-due': [...buyers, 'Supplier'],
  'milestone-reached': ['Supplier'],
  'pilot-ends': [...buyers, 'Supplier'],
  'pilot-reported': buyers,
  'scale-up-invited': ['Supplier'],
  'scale-up-submitted': ['Supplier'],
  'scale-up-withdrawn': ['Supplier'],
  'scale-up-due': ['Supplier'],
  'scale-up-over': buyers,
  'scale-up-answered': ['Supplier'],
  'review-due-buyer': buyers,
  'review-due-supplier': ['Supplier'],
  'review-late-buyer': buyers,
  'review-late-supplier': ['Supplier'],
  'supplier-reviewed': buyers,
  'buyer-reviewed': ['Supplier'],
  'pilot-decided': ['Supplier'],
  'case-study-to-agree': ['Supplier'],
  'case-study-change-asked': buyers,
  'case-study-published': [...broker, ...buyers, 'Supplier'],
  'case-study-withdrawn': [...broker, ...buyers, 'Supplier'],
  'case-study-taken-out': [...buyers, 'Supplier'],
  'case-study-put-back': [...buyers, 'Supplier'],
  'case-study-outdated': [...buyers, 'Supplier'],
  'pilot-adopted': buyers,
  'results-published': firms,
  'resource-review-due': broker,
  'organisation-to-verify': broker,
  'organisation-verified': team,
  'organisation-refused': team,
  'claim-requested': broker,
}

useDatabase()
let world: Awaited<ReturnType<typeof aWorld>>
const nameOf = new Map<string, Somebody>()

const aMailbox = (organisationId: string, email: string, topics: readonly MailboxTopic[] = mailboxTopics) =>
  SharedMailbox.create({
    organisationId,
    email,
    topics: [...topics],
    state: 'confirmed',
    askId: newId(),
    askedAt: now(),
    addedBy: newId(),
  })

beforeAll(async () => {
  world = await aWorld()
  for (const name of everybody) {
    // Administrator and Member share an organisation: its mailbox goes by the first.
    const [membership] = name === 'Member' ? [] : await membershipsOf(world.people[name].id)
    if (!membership) continue
    const { _id } = await aMailbox(membership.organisationId, `${name.toLowerCase()}@mailbox.example`)
    nameOf.set(_id, name)
  }
})

const besides = (kind: NoticeKind) => {
  if (kind.name === 'proposal-replaced') return { version: 2 }
  if (kind.name === 'plan-reminder-unassigned') return { userId: undefined }
  if (kind.name === 'organisation-to-verify') return { organisationId: world.pendingId }
  return {}
}

async function send(kind: NoticeKind, changes: object = {}) {
  const cause = aCause({ name: kind.event, ...(world.cause as object), ...besides(kind), ...changes })
  await tell(cause)
  return {
    cause,
    mailed: await Delivery.find({ eventId: cause.eventId, 'recipient.kind': 'mailbox' }).lean(),
  }
}

const namesOf = (mailed: { recipient: { id: string } }[]) =>
  mailed.map(({ recipient }) => nameOf.get(recipient.id) ?? recipient.id).sort()

it('has no row for a kind that is for persons only, and one for each that is not', () => {
  expect(Object.keys(reaches).sort()).toEqual(
    noticeKinds
      .filter(isForOrganisations)
      .map(({ name }) => name)
      .sort(),
  )
})

const rows = noticeKinds.filter(({ to }) => !to.includes('mailbox')).map((kind) => [kind.name, kind] as const)
it.each(rows)('%s reaches exactly the mailboxes of its organisations', async (name, kind) => {
  const { mailed } = await send(kind)
  expect(namesOf(mailed.filter((one) => one.kind === name))).toEqual([...(reaches[name] ?? [])].sort())
})

it('never carries who asked, met, declined or joined, nor what is a person’s own', () => {
  const shared = noticeKinds.filter(isForOrganisations)
  for (const kind of shared) {
    const told = placeholdersOf(kind)
    for (const name of ['asker', 'member', 'role', 'item', 'search', 'task'])
      if (!(name === 'task' && kind.name === 'plan-reminder-unassigned')) expect(told).not.toContain(name)
  }
  const silent = [
    'question-asked-of-authority',
    'private-question-asked',
    'wording-proposed',
    'question-merged',
  ]
  expect(shared.map(({ name }) => name).filter((name) => silent.includes(name))).toEqual([])
})

describe('a shared mailbox', () => {
  const firmOf = async (name: Somebody) =>
    (await membershipsOf(world.people[name].id))[0]?.organisationId ?? ''
  const kindNamed = (name: string) => noticeKinds.find((kind) => kind.name === name) as NoticeKind

  it('is told once of an event, by the first kind whose topic it wants, whoever did it', async () => {
    const kind = kindNamed('proposal-submitted')
    const { cause, mailed } = await send(kind, { actorUserId: world.people.Supplier.id })
    await tell(cause)
    expect(await Delivery.countDocuments({ eventId: cause.eventId, 'recipient.kind': 'mailbox' })).toBe(1)
    expect(namesOf(mailed)).toEqual(['Supplier'])
  })

  it('is told even where everybody of its firm is told for themselves, as a follower', async () => {
    const proposing = world.proposing
    const { id: userId, email } = world.people.Follower
    await addMember(system, proposing.id, { userId, name: 'Follower', email }, 'admin')
    const { mailed } = await send(kindNamed('challenge-amended'))
    expect(namesOf(mailed)).toContain('Proposer')
  })

  it('gets its own mail, with whom it is for and one click that stops it', async () => {
    const { mailed } = await send(kindNamed('organisation-verified'))
    const [delivery] = mailed
    await deliver(delivery?._id ?? '')
    const mail = await findKeptMail(delivery?.messageId ?? '')
    expect(mail?.to).toBe('administrator@mailbox.example')
    expect(mail?.text).toContain('This mailbox is told for Target.')
    expect(mail?.headers['List-Unsubscribe']).toContain(`/unsubscribe/${delivery?.recipient.id}.mailbox.`)
    expect(mail?.html).toContain('/organisation/mailboxes')
  })

  it.each([
    { what: 'waits for an answer', set: { state: 'waiting' } },
    { what: 'said no', set: { state: 'stopped' } },
    { what: 'was removed', set: { removedAt: new Date() } },
    { what: 'has other topics', set: { topics: ['proposals'] } },
  ])('is told nothing if it $what: neither planned nor, planned before, sent', async ({ set }) => {
    const { _id } = await aMailbox(await firmOf('Administrator'), `${newId()}@mailbox.example`)
    const kind = kindNamed('organisation-verified')
    const before = (await send(kind)).mailed.find(({ recipient }) => recipient.id === _id)
    expect(before?.state).toBe('planned')
    await SharedMailbox.updateOne({ _id }, { $set: set })
    await deliver(before?._id ?? '')
    expect((await Delivery.findById(before?._id))?.state).toBe('skipped')
    const after = (await send(kind)).mailed.map(({ recipient }) => recipient.id)
    expect(after).not.toContain(_id)
  })

  it('puts each kind under a topic', () => {
    expect([...new Set(noticeKinds.filter(isForOrganisations).map(topicOf))].sort()).toEqual(
      [...mailboxTopics].sort(),
    )
  })
})
