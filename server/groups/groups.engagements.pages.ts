import type { Request, RequestHandler, Response } from 'express'
import {
  agreeSchema,
  announceReadSchema,
  cancelEngagementSchema,
  editEngagementSchema,
  engagementSchema,
  notesSchema,
  registerSchema,
} from '../../shared/groups/engagements.schema.ts'
import { nothingSchema } from '../../shared/organisations/organisations.schema.ts'
import { allow } from '../platform/errors.ts'
import { form, type FormState, formState, noticeFor } from '../platform/page.ts'
import { actorOf, param } from '../platform/request.ts'
import { sentByForm, sharedForm, type Shown } from '../platform/unseen-changes.ts'
import { announceEngagement } from './groups.announce.service.ts'
import { draftJointChallenge } from './groups.drafting.service.ts'
import { changedSince, notesWords, plannedWords, registrationWords } from './groups.engagement-words.ts'
import { noticeRows, presentEngagement, type PresentedEngagement } from './groups.engagements.presenter.ts'
import {
  agreeToEngagement,
  cancelEngagement,
  editEngagement,
  getEngagement,
  listAnnounced,
  planEngagement,
  whyNot,
  withdrawAgreement,
} from './groups.engagements.service.ts'
import { groupPolicy } from './groups.policy.ts'
import { publishNotes } from './groups.notes.service.ts'
import { presentEngagementRow, presentGroup } from './groups.presenter.ts'
import {
  ownRegistration,
  registerForEngagement,
  registrationsOf,
  withdrawRegistration,
} from './groups.registrations.service.ts'
import { getGroupInside } from './groups.service.ts'

const notices = {
  planned: 'Planned. Only the group sees it until you announce it.',
  saved: 'Your changes are saved.',
  announced: 'Everybody can read it now, and suppliers can register.',
  cancelled: 'Cancelled. The reason stands on the page.',
  agreed: 'Your authority takes part.',
  disagreed: 'Your authority takes part no more.',
  registered: 'You are registered. You hear of every change.',
  unregistered: 'Your registration is taken back.',
  notes: 'The notes are public.',
}

const to = (req: Request, res: Response, done: keyof typeof notices, id = param(req, 'id')): void =>
  res.redirect(303, `/engagements/${id}?done=${done}`)

/** Every announced engagement, for everybody. */
export const list: RequestHandler = async (_req, res) => {
  res.render('groups/engagements', { engagements: (await listAnnounced()).map(presentEngagementRow) })
}

async function showNew(req: Request, res: Response, state: FormState): Promise<void> {
  const actor = actorOf(req)
  const placed = await getGroupInside(actor, param(req, 'groupId'))
  allow(
    groupPolicy.engage(actor, placed.standing),
    'An organiser who acts for an authority plans an engagement',
  )
  res.render('groups/plan-engagement', { group: presentGroup(placed, actor), engagement: null, form: state })
}

export const newPage: RequestHandler = (req, res) => showNew(req, res, formState({ minutes: 90 }))

export const create = form({
  schema: engagementSchema,
  show: showNew,
  act: async (input, req, res) =>
    to(req, res, 'planned', await planEngagement(actorOf(req), param(req, 'groupId'), input)),
})

/** The page of an engagement; `state` is of the form to register. */
async function showOne(req: Request, res: Response, state: FormState | null): Promise<void> {
  const actor = actorOf(req)
  const engaged = await getEngagement(actor, param(req, 'id'))
  const engagement = presentEngagement(engaged, actor)
  const own = await ownRegistration(actor, engagement.id)
  const { engagement: record } = engaged
  const seen = String(state?.values['words'] ?? '')
  res.render('groups/engagement', {
    engagement,
    own,
    changes: changedSince(record, record.earlierWords ?? [], seen),
    registrations: engagement.may.seeRegistrations ? await registrationsOf(engagement.id) : null,
    form: sharedForm(req, state ?? formState(own ? { note: own.note } : {}), registrationWords(own), {
      address: `/engagements/${engagement.id}`,
    }),
    notice: noticeFor(req, notices),
  })
}

export const show: RequestHandler = (req, res) => showOne(req, res, null)

type Permission = keyof PresentedEngagement['may']

/** A page with one form about an engagement, for whoever may do what it is for; `shownOf`: what of it others change, too. */
const pageFor =
  (
    template: string,
    permission: Permission,
    valuesOf: (engagement: PresentedEngagement) => object,
    shownOf: (engagement: PresentedEngagement) => Shown = () => [],
  ) =>
  async (req: Request, res: Response, state: FormState | null): Promise<void> => {
    const actor = actorOf(req)
    const engaged = await getEngagement(actor, param(req, 'id'))
    const engagement = presentEngagement(engaged, actor)
    allow(
      engagement.may[permission],
      whyNot(actor, engaged, permission === 'publishNotes' ? 'notes' : 'change'),
    )
    res.render(`groups/${template}`, {
      engagement,
      group: engagement.group,
      rows: noticeRows(engaged),
      planned: plannedWords(engagement),
      form: sharedForm(req, state ?? formState(valuesOf(engagement)), shownOf(engagement)),
    })
  }

const showEdit = pageFor(
  'plan-engagement',
  'change',
  (one) => ({ ...one, questions: one.questions.join('\n') }),
  plannedWords,
)
const showAnnounce = pageFor('announce', 'announce', () => ({}), plannedWords)
const showCancel = pageFor('cancel-engagement', 'cancel', () => ({}))
const showNotes = pageFor(
  'notes',
  'publishNotes',
  ({ notes }) => ({ notes: notes?.text ?? '' }),
  ({ notes }) => notesWords(notes),
)

export const editPage: RequestHandler = (req, res) => showEdit(req, res, null)
export const announcePage: RequestHandler = (req, res) => showAnnounce(req, res, null)
export const cancelPage: RequestHandler = (req, res) => showCancel(req, res, null)
export const notesPage: RequestHandler = (req, res) => showNotes(req, res, null)

export const edit = form({
  schema: editEngagementSchema,
  show: showEdit,
  act: async (input, req, res) => {
    await editEngagement(actorOf(req), param(req, 'id'), sentByForm(input))
    to(req, res, 'saved')
  },
})

export const announce = form({
  schema: announceReadSchema,
  show: showAnnounce,
  act: async (input, req, res) => {
    await announceEngagement(actorOf(req), param(req, 'id'), sentByForm(input))
    to(req, res, 'announced')
  },
})

export const cancel = form({
  schema: cancelEngagementSchema,
  show: showCancel,
  act: async ({ reason }, req, res) => {
    await cancelEngagement(actorOf(req), param(req, 'id'), reason)
    to(req, res, 'cancelled')
  },
})

export const saveNotes = form({
  schema: notesSchema,
  show: showNotes,
  act: async (input, req, res) => {
    await publishNotes(actorOf(req), param(req, 'id'), sentByForm(input))
    to(req, res, 'notes')
  },
})

export const register = form({
  schema: registerSchema,
  show: showOne,
  act: async (input, req, res) => {
    await registerForEngagement(actorOf(req), param(req, 'id'), sentByForm(input))
    to(req, res, 'registered')
  },
})

export const unregister: RequestHandler = async (req, res) => {
  await withdrawRegistration(actorOf(req), param(req, 'id'))
  to(req, res, 'unregistered')
}

export const agree = form({
  schema: agreeSchema,
  // What was sent is no note of a firm that registers.
  show: (req, res, { values, errors, summary }) =>
    showOne(req, res, { values: { words: values['words'] }, errors, summary }),
  act: async ({ words }, req, res) => {
    await agreeToEngagement(actorOf(req), param(req, 'id'), words)
    to(req, res, 'agreed')
  },
})

export const disagree: RequestHandler = async (req, res) => {
  await withdrawAgreement(actorOf(req), param(req, 'id'))
  to(req, res, 'disagreed')
}

/** Begins the joint challenge, and goes on to write it. */
export const draft = form({
  schema: nothingSchema,
  show: showOne,
  act: async (_input, req, res) => {
    const challengeId = await draftJointChallenge(actorOf(req), param(req, 'id'))
    res.redirect(303, `/challenges/${challengeId}/edit`)
  },
})
