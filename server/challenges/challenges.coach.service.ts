import type { ChallengeContent } from '../../shared/challenges/challenge.ts'
import type { AcceptRewrite, SetAside, TakeUp } from '../../shared/challenges/challenges.coach.schema.ts'
import { challengeFindingSetAside } from '../../shared/challenges/challenges.events.ts'
import { type ChallengeFields, challengeFieldsSchema } from '../../shared/challenges/challenges.schema.ts'
import { draftForCoach } from '../../shared/challenges/coach-draft.ts'
import { sectionOfField } from '../../shared/challenges/sections.ts'
import { textsOf } from '../../shared/coaching/coach/draft.ts'
import type { Finding } from '../../shared/coaching/coach/finding.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { record } from '../audit/index.ts'
import { now } from '../platform/clock.ts'
import { transaction } from '../platform/database.ts'
import { AppError } from '../platform/errors.ts'
import { coachChallenge } from './challenges.coach.ts'
import { setFields } from './challenges.content.ts'
import { keep, loadForEditing } from './challenges.draft.service.ts'
import type { ChallengeDocument } from './challenges.model.ts'

const gone = 'The words have changed in the meantime: look at what the coach says of them now.'

/**
 * Puts the coach's rewrite in the place of the words that it was made for.
 * @throws AppError conflict if they are not there any more; invalid if the field would become too long
 */
export async function acceptRewrite(actor: Actor, id: string, wanted: AcceptRewrite): Promise<void> {
  await transaction(async (session) => {
    const challenge = await loadForEditing(session, actor, id)
    const finding = await findingOf(challenge, wanted, wanted.start)
    const { span, rewrite, field } = finding
    if (!span || rewrite === null) throw new AppError('conflict', gone)
    const content = challenge.toObject()
    const text = textsOf(draftForCoach(content)).find((one) => one.field === field)?.text ?? ''
    const changed = text.slice(0, span.start) + rewrite + text.slice(span.end)
    setFields(challenge, fieldsWith(content, field, changed))
    await keep(session, actor, challenge, [sectionOfField(field)])
  })
}

/** The finding as the coach makes it of what is saved now: what a form says of it is only a name. */
async function findingOf(
  challenge: ChallengeDocument,
  { rule, field, quote }: { rule: string; field: string; quote: string },
  start?: number,
): Promise<Finding> {
  const { findings, aside } = await coachChallenge(challenge.toObject())
  const found = [...findings, ...aside].find(
    (one) =>
      one.rule === rule &&
      one.field === field &&
      one.quote === quote &&
      (start === undefined || one.span?.start === start),
  )
  if (!found) throw new AppError('conflict', gone)
  return found
}

/** The field that holds this text, whole and checked, with the text changed. */
function fieldsWith(content: ChallengeContent, path: string, text: string): ChallengeFields {
  const [field = '', index, part] = path.split('.')
  const rows = content[field as keyof ChallengeContent]
  const value =
    index === undefined || !Array.isArray(rows)
      ? text
      : rows.map((row, i) => (i === Number(index) ? { ...(row as object), [part ?? '']: text } : row))
  const parsed = challengeFieldsSchema.safeParse({ [field]: value })
  if (parsed.success) return parsed.data
  throw new AppError('invalid', parsed.error.issues[0]?.message ?? 'The field would become too long')
}

/** Keeps the authority's words in spite of a finding, with the reason, for the brokers to read. */
export async function setFindingAside(
  actor: Actor,
  id: string,
  { reason, ...wanted }: SetAside,
): Promise<void> {
  await transaction(async (session) => {
    const challenge = await loadForEditing(session, actor, id)
    const { rule, field, quote } = await findingOf(challenge, wanted)
    const others = decisionsWithout(challenge, { rule, field, quote })
    challenge.set('setAside', [...others, { rule, field, quote, reason, at: now(), by: actor.userId }])
    await keep(session, actor, challenge, [])
    await record(session, actor, challengeFindingSetAside, { challengeId: id, rule, field })
  })
}

/** Lets the coach speak again of what was set aside. */
export async function takeFindingUp(actor: Actor, id: string, wanted: TakeUp): Promise<void> {
  await transaction(async (session) => {
    const challenge = await loadForEditing(session, actor, id)
    challenge.set('setAside', decisionsWithout(challenge, wanted))
    await keep(session, actor, challenge, [])
  })
}

const decisionsWithout = (challenge: ChallengeDocument, { rule, field, quote }: TakeUp) =>
  challenge
    .toObject()
    .setAside.filter((one) => one.rule !== rule || one.field !== field || one.quote !== quote)
