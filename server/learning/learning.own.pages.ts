import type { Request, RequestHandler, Response } from 'express'
import { consents, consentsForm } from '../../shared/learning/learning.schema.ts'
import { fewestDrafts, fewestPeople } from '../../shared/learning/before-after.ts'
import { isBroker } from '../../shared/platform/actor.ts'
import { form, type FormState, formState, noticeFor } from '../platform/page.ts'
import { actorOf, param, personOf } from '../platform/request.ts'
import { notFound } from '../platform/errors.ts'
import { consentsOf, setConsents } from './learning.consents.service.ts'
import { courses, getCourse } from './learning.courses.data.ts'
import { presentCourse, presentLessons } from './learning.presenter.ts'
import { forgetLearning, ownProgress, progressIn } from './learning.progress.service.ts'
import { ownDrafts, skillsOf, skillTotals } from './learning.skills.service.ts'

const notices = {
  saved: 'Your choices are saved. They hold from now on.',
  forgotten: 'Everything that we kept of your learning is deleted.',
}

async function showOwn(req: Request, res: Response, state?: FormState): Promise<void> {
  const actor = actorOf(req)
  const [progress, agreed, drafts] = await Promise.all([
    ownProgress(actor),
    consentsOf(actor),
    ownDrafts(actor),
  ])
  const ticked = consents.filter((one) => (one === 'show-name' ? agreed.showName : agreed.countDrafts))
  res.render('learning/own', {
    form: state ?? formState({ agree: ticked }),
    agreed,
    courses: courses().map((course) => ({
      ...presentCourse(course, progress.get(course.slug) ?? null),
      drafts: drafts.get(course.slug) ?? null,
    })),
    hasProgress: progress.size > 0,
    notice: state ? undefined : noticeFor(req, notices),
  })
}

/** One's own courses, and what others may see of them. */
export const own: RequestHandler = (req, res) => showOwn(req, res)

export const saveConsents = form({
  schema: consentsForm,
  show: showOwn,
  async act({ agree }, req, res) {
    await setConsents(actorOf(req), agree)
    res.redirect(303, '/account/learning?done=saved')
  },
})

/** Everything that is kept of one's learning, as a file. */
export const download: RequestHandler = async (req, res) => {
  const actor = actorOf(req)
  const [progress, agreed] = await Promise.all([ownProgress(actor), consentsOf(actor)])
  const kept = [...progress.values()].map(({ _id, userId: _, ...one }) => one)
  res.attachment('learning.json').json({ consents: agreed, courses: kept })
}

/** Asks before everything is deleted. */
export const forgetPage: RequestHandler = (_req, res) => res.render('learning/forget')

export const forget: RequestHandler = async (req, res) => {
  await forgetLearning(actorOf(req))
  res.redirect(303, '/account/learning?done=forgotten')
}

/** A plain record of a course that this person completed, for printing. */
export const record: RequestHandler = async (req, res) => {
  const found = getCourse(param(req, 'course'))
  const progress = await progressIn(actorOf(req), found)
  if (!progress?.completedAt) throw notFound('Record')
  res.render('learning/record', {
    name: personOf(req).name,
    course: presentCourse(found, progress),
    lessons: presentLessons(found, progress),
  })
}

/** What one's own authority has learnt; for brokers, what all have. */
export const skills: RequestHandler = async (req, res) => {
  const actor = actorOf(req)
  const common = { fewestDrafts, fewestPeople }
  if (isBroker(actor)) return res.render('learning/totals', { ...common, totals: await skillTotals(actor) })
  const { organisation } = actor
  if (!organisation) throw notFound()
  const { members, courses: figures } = await skillsOf(actor, organisation.id)
  res.render('learning/skills', { ...common, organisation, members, figures })
}
