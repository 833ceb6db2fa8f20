import { codeNames } from '../organisations/index.ts'
import { caseStudiesNear, resourcesAt } from '../resources/index.ts'
import type { Request, RequestHandler, Response } from 'express'
import { z } from 'zod'
import { contentOf } from '../../shared/challenges/challenge.ts'
import {
  type FieldSection,
  isFieldSection,
  sectionSchemas,
} from '../../shared/challenges/challenges.schema.ts'
import { hasContent, sectionStates } from '../../shared/challenges/completeness.ts'
import type { GateState } from '../../shared/challenges/gates.ts'
import { placesOfHelp } from '../../shared/coaching/coach/finding.ts'
import { readableFields } from '../../shared/challenges/readable.ts'
import { sections, sectionsOf } from '../../shared/challenges/sections.ts'
import { AppError, notFound } from '../platform/errors.ts'
import { fragmentsOf } from '../platform/fragments.ts'
import { type FormState, fieldErrors, fieldId, form, formState, noticeFor } from '../platform/page.ts'
import { actorOf, param } from '../platform/request.ts'
import { coachingForSection } from './challenges.coach.ts'
import { saveSection } from './challenges.draft.service.ts'
import { formChoices, formValues, rearranged } from './challenges.form-parts.ts'
import { gatesOf, presentGates } from './challenges.gates.ts'
import type { StoredChallenge } from './challenges.model.ts'
import { currentComments, mayDo, presentChallenge } from './challenges.presenter.ts'
import { submitChallenge } from './challenges.review.service.ts'
import { getVisibleChallenge } from './challenges.service.ts'

/** The draft that this page is about. @throws AppError for those who may not write in it */
export async function getDraft(req: Request): Promise<StoredChallenge> {
  const actor = actorOf(req)
  const challenge = await getVisibleChallenge(actor, param(req, 'id'))
  if (!mayDo(actor, challenge).edit) {
    throw new AppError(
      'forbidden',
      'This challenge can’t be edited now, or not by you. Its page tells what you can do.',
    )
  }
  return challenge
}

/** What each page of the task list needs beside its form. */
export function pageOf(challenge: StoredChallenge, name: string, req: Request) {
  const own = sectionsOf(challenge.kind)
  const index = own.findIndex((section) => section.name === name)
  return {
    challenge: presentChallenge(challenge, actorOf(req)),
    section: {
      ...(own[index] ?? sections.find((section) => section.name === name)),
      step: index + 1,
      steps: own.length,
      revision: challenge.sectionRevisions[name] ?? 0,
      previous: own[index - 1] ?? null,
      comments: currentComments(challenge).filter((comment) => comment.section === name),
    },
    savedAt: challenge.updatedAt,
  }
}

const notices: Record<string, string | undefined> = {
  copied: 'Copied. Dates and attachments are left for you to fill in.',
  'from-template': 'Copied from the template. Put your own words in place of those in brackets.',
  'only-title':
    'Only the title was copied: the template has none of the headings that the sections are filled from.',
}

/** The task list: every section, how far it has come, what the brokers said. */
export async function taskList(req: Request, res: Response): Promise<void> {
  const challenge = await getDraft(req)
  const gates = gatesOf(challenge, 'publish')
  const missing = problemsIn(gatesOf(challenge, 'submit'))
  const states = sectionStates(challenge, missing)
  const comments = currentComments(challenge)
  res.render('challenges/tasks', {
    fragments: await fragmentsOf('draft', actorOf(req), challenge._id, req),
    challenge: presentChallenge(challenge, actorOf(req)),
    tasks: sectionsOf(challenge.kind).map(({ name, title }) => ({
      title,
      href: `/challenges/${challenge._id}/edit/${name}`,
      state: comments.some(({ section }) => section === name) ? 'wrong' : states[name],
    })),
    done: Object.values(states).filter((state) => state === 'complete').length,
    needed: Object.values(states).filter((state) => state !== 'optional').length,
    missing: missing.length,
    gates: presentGates(gates, challenge._id, true),
    notice: noticeFor(req, notices),
  })
}

/** What stands in the way, each field once. */
function problemsIn(gates: GateState[]) {
  const problems = gates.flatMap((gate) => gate.problems)
  return problems.filter(({ field }, index) => problems.findIndex((one) => one.field === field) === index)
}

const valueAt = (content: object, path: string): unknown =>
  path
    .split('.')
    .reduce<unknown>((value, part) => (value as Record<string, unknown> | null | undefined)?.[part], content)

/** What somebody wrote in a section that can't stand as it is; what is only missing yet is no matter while they write. */
function untenableIn(challenge: StoredChallenge, name: string) {
  const content = contentOf(challenge)
  return problemsIn(gatesOf(challenge, 'submit'))
    .filter(({ section, field }) => section === name && hasContent(valueAt(content, field)))
    .map(({ field, text }) => ({ text, href: `#${fieldId(field)}` }))
}

/** The page of one section. */
export async function sectionPage(req: Request, res: Response): Promise<void> {
  const name = param(req, 'section')
  if (!isFieldSection(name)) throw notFound()
  const challenge = await getDraft(req)
  await renderSection(req, res, name, challenge, formState(formValues(challenge)))
}

async function renderSection(
  req: Request,
  res: Response,
  name: FieldSection,
  challenge: StoredChallenge,
  state: FormState,
): Promise<void> {
  const isConflict = res.statusCode === 409
  const page = pageOf(challenge, name, req)
  // A form that was refused still knows only what its writer had read; after a conflict they have seen it all.
  const typed = state.values['revision']
  const revision = isConflict || typed === undefined ? page.section.revision : typed
  const coaching = await coachingForSection(challenge, name)
  res.render('challenges/section', {
    ...page,
    section: { ...page.section, revision },
    coaching,
    helpful: await resourcesAt(`step-${name}`, ...placesOfHelp(coaching.findings)),
    evidence: await caseStudiesNear(challenge),
    form: state,
    untenable: state.summary.length > 0 ? [] : untenableIn(challenge, name),
    next: nextPage(challenge._id, name),
    choices: await formChoices(challenge, state.values),
    savedNow: isConflict
      ? readableFields(challenge, codeNames).filter(({ section }) => section === name)
      : [],
  })
}

const saveForms = Object.fromEntries(
  Object.entries(sectionSchemas).map(([name, schema]) => [
    name,
    form({
      schema,
      show: async (req, res, state) =>
        renderSection(req, res, name as FieldSection, await getDraft(req), state),
      act: async ({ revision, action, search: _, ...fields }, req, res) => {
        const id = param(req, 'id')
        await saveSection(actorOf(req), id, name as FieldSection, fields, revision)
        if (action === 'later') return res.redirect(303, `/challenges/${id}/edit`)
        const isUntenable = untenableIn(await getDraft(req), name).length > 0
        res.redirect(303, isUntenable ? `/challenges/${id}/edit/${name}` : nextPage(id, name))
      },
    }),
  ]),
)

function nextPage(id: string, name: string): string {
  const next = sections[sections.findIndex((section) => section.name === name) + 1]
  return next ? `/challenges/${id}/edit/${next.name}` : `/challenges/${id}/edit/check`
}

/** Saves one section: from its page's button, from a button inside the form, or by itself while it is written. */
export const save: RequestHandler = async (req, res, next) => {
  const name = param(req, 'section')
  if (!isFieldSection(name)) throw notFound()
  if (req.get('x-autosave')) return autosave(name, req, res)
  const other = rearranged(req)
  if (!other) return saveForms[name]?.(req, res, next)
  const state = await keepRearranged(name, req, res, other)
  await renderSection(req, res, name, await getDraft(req), state)
}

/** Saves a form that comes back with a row more or less, if it can be saved as it is. */
async function keepRearranged(
  name: FieldSection,
  req: Request,
  res: Response,
  values: Record<string, unknown>,
): Promise<FormState> {
  const parsed = sectionSchemas[name].safeParse(values)
  if (!parsed.success) return formState(values)
  const { revision, action: _, search: __, ...fields } = parsed.data
  try {
    await saveSection(actorOf(req), param(req, 'id'), name, fields, revision)
    return formState({ ...values, revision: undefined })
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'conflict') throw error
    res.status(error.status)
    return formState(values, { '': error.message })
  }
}

/** The same save for a script: says when, and with which count the next one comes. */
async function autosave(name: FieldSection, req: Request, res: Response): Promise<void> {
  const parsed = sectionSchemas[name].safeParse(req.body)
  if (!parsed.success) {
    const errors = fieldErrors(parsed.error)
    throw new AppError('invalid', `Not saved: ${Object.values(errors)[0]}.`, errors)
  }
  const { revision, action: _, search: __, ...fields } = parsed.data
  const saved = await saveSection(actorOf(req), param(req, 'id'), name, fields, revision)
  res.json({ savedAt: saved.savedAt.toISOString(), values: { revision: saved.revision } })
}

/** Everything that was written, and what is missing, before it goes to the brokers. */
export async function checkPage(req: Request, res: Response): Promise<void> {
  await renderCheck(req, res, await getDraft(req), formState())
}

async function renderCheck(
  req: Request,
  res: Response,
  challenge: StoredChallenge,
  state: FormState,
): Promise<void> {
  const actor = actorOf(req)
  const missing = problemsIn(gatesOf(challenge, 'submit'))
  const fields = readableFields(challenge, codeNames)
  const linked = missing.map(({ section, field, text }) => ({
    text,
    href: section ? `/challenges/${challenge._id}/edit/${section}#${fieldId(field)}` : '#gates',
  }))
  res.render('challenges/check', {
    challenge: presentChallenge(challenge, actor),
    sections: sectionsOf(challenge.kind).map((section) => ({
      ...section,
      rows: fields.filter((field) => field.section === section.name),
      missing: missing.filter((part) => part.section === section.name),
    })),
    missing: linked,
    gates: presentGates(gatesOf(challenge, 'publish'), challenge._id, true),
    isVerified: actor.organisation?.isVerified ?? false,
    form: state.summary.length > 0 && linked.length > 0 ? { ...state, summary: linked } : state,
  })
}

export const submit = form({
  schema: z.strictObject({}),
  show: async (req, res, state) => renderCheck(req, res, await getDraft(req), state),
  act: async (_input, req, res) => {
    await submitChallenge(actorOf(req), param(req, 'id'))
    res.redirect(303, `/challenges/${param(req, 'id')}?done=submitted`)
  },
})
